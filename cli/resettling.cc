#include "resettling.h"

#include "record/json_field.h"

#include <algorithm>
#include <array>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kReconciliation = "reconciliation";

// --- which run it is ---

[[noreturn]] void refuse_run(const Contract& contract, std::string message, std::string advice) {
  throw InputError(
      Place{contract.files.front().name}, Reason::wrong_run, std::move(message), std::move(advice));
}

std::string calendar_of(const Task& task) {
  return fmt::format("\"outturn calendar\" shows the runs of {}", task.period.name);
}

// The run whose time has come.
std::string run_of_today(const Task& task, const RunsRule& rule, Date today) {
  const RunOfDay now = run_of_day(rule, task.period, today);
  if (now.state == RunOfDay::State::closed) {
    refuse_run(*task.contract,
               fmt::format("{} is closed: nothing of it is settled any more", task.period.name),
               calendar_of(task));
  }
  if (now.run == nullptr || !settles_again(*now.run)) {
    refuse_run(*task.contract,
               fmt::format("the time for a reconciliation of {} hasn't come", task.period.name),
               calendar_of(task));
  }
  return now.run->name;
}

std::string named_run(const Task& task, const RunsRule& rule, const std::string& name, Date today) {
  const auto asked = std::find_if(rule.runs.begin(), rule.runs.end(), [&](const Run& run) {
    return run.name == name && settles_again(run);
  });
  if (asked == rule.runs.end()) {
    refuse_run(*task.contract,
               fmt::format("the contract has no run \"{}\" that settles a period again", name),
               "an interim or final settlement needs no --run; " + calendar_of(task));
  }
  if (run_of_day(rule, task.period, today).run != &*asked) {
    const Date first = first_day_of(rule, *asked, task.period);
    refuse_run(*task.contract,
               fmt::format("the time for \"{}\" of {} {} {}",
                           name,
                           task.period.name,
                           today < first ? "begins on" : "is over: it began on",
                           to_string(first)),
               calendar_of(task));
  }
  return name;
}

std::string run_asked_for(const Task& task, const std::string& asked, Date today) {
  if (const auto& rule = task.contract->runs) {
    return asked == kReconciliation ? run_of_today(task, *rule, today)
                                    : named_run(task, *rule, asked, today);
  }
  if (asked != kReconciliation) {
    refuse_run(
        *task.contract,
        fmt::format("the contract has no run \"{}\": it doesn't say when it is settled", asked),
        "without a block runs:, every re-settlement is called reconciliation");
  }
  return asked;
}

// --- settling with what is new let in cause by cause ---

// What a settlement is made from.
struct Inputs {
  std::vector<RuleFile> files;
  std::vector<EarlierStatement> earlier;
  std::optional<KnownAt> known_at;
};

bool is_same(const RuleFile& a, const RuleFile& b) {
  return a.kind == b.kind && a.reference == b.reference && a.text == b.text;
}

bool is_same(const Inputs& a, const Inputs& b) {
  const auto same_text = [](const EarlierStatement& one, const EarlierStatement& other) {
    return one.sha256 == other.sha256;
  };
  const auto same_file = [](const RuleFile& one, const RuleFile& other) {
    return is_same(one, other);
  };
  return a.known_at == b.known_at &&
         std::equal(a.files.begin(), a.files.end(), b.files.begin(), b.files.end(), same_file) &&
         std::equal(
             a.earlier.begin(), a.earlier.end(), b.earlier.begin(), b.earlier.end(), same_text);
}

// The files of now, but for those of some kinds the ones that were used before under that name.
std::vector<RuleFile> with_files_of(std::vector<RuleFile> now,
                                    const std::vector<RuleFile>& then,
                                    const std::vector<std::string_view>& kinds) {
  for (RuleFile& file : now) {
    const auto before = std::find_if(then.begin(), then.end(), [&](const RuleFile& one) {
      return one.kind == file.kind && one.reference == file.reference;
    });
    if (before != then.end() && std::find(kinds.begin(), kinds.end(), file.kind) != kinds.end()) {
      file = *before;
    }
  }
  return now;
}

// Whether the store can't be read at this moment, whatever is settled.
bool is_of_the_store(const InputError& error) {
  constexpr std::array kReasons = {Reason::file_missing,
                                   Reason::not_a_store,
                                   Reason::newer_store,
                                   Reason::corrupt_store,
                                   Reason::locked_store,
                                   Reason::unknown_batch};
  return std::any_of(error.problems().begin(), error.problems().end(), [&](const Problem& problem) {
    return std::find(kReasons.begin(), kReasons.end(), problem.reason) != kReasons.end();
  });
}

class StepByStep {
 public:
  StepByStep(const Task& task,
             const Data* data,
             const fs::path& store,
             const PinnedRun& then,
             Ratio total_then,
             const Settlement& settlement)
      : task_(task),
        store_(store),
        then_(then),
        total_then_(std::move(total_then)),
        settlement_(settlement) {
    if (task.contract->reads_people()) {
      now_.known_at = KnownAt::batch(static_cast<std::uint32_t>(data->pins().back().number));
    }
    now_.files = task.contract->files;
    now_.earlier = settlement.earlier;
    evidence_now_ = write_documents(*task.contract, settlement, pins_of(task, data)).evidence;
  }

  std::vector<SettledState> states() {
    Inputs at{then_.contract.files, earlier_then(), std::nullopt};
    if (then_.known_at) {
      at.known_at = KnownAt::batch(*then_.known_at);
    }
    let_in(DifferenceCause::engine, at);
    let_in_data(at);
    at.earlier = now_.earlier;
    let_in(DifferenceCause::earlier_statements, at);
    at.known_at = now_.known_at;
    at.files = with_files_of(now_.files, then_.contract.files, kTablesAndFigures);
    let_in(DifferenceCause::rules, at);
    at.files = with_files_of(now_.files, then_.contract.files, kFigures);
    let_in(DifferenceCause::tables, at);
    at.files = now_.files;
    let_in(DifferenceCause::figures, at);
    return std::move(states_);
  }

 private:
  // A re-settlement keeps the statement that it superseded among those it built on.
  std::vector<EarlierStatement> earlier_then() const {
    std::vector<EarlierStatement> earlier = then_.earlier;
    std::erase_if(earlier, [&](const EarlierStatement& one) {
      return one.contract == then_.contract.id && one.period.name == then_.period.name;
    });
    return earlier;
  }

  static const std::vector<std::string_view> kFigures;
  static const std::vector<std::string_view> kTablesAndFigures;

  // Where the contract of before or that of now reads no people, nothing of the data is new.
  void let_in_data(Inputs& at) {
    if (!now_.known_at || !at.known_at) {
      return;
    }
    at.known_at->late_events = now_.known_at->late_events;
    let_in(DifferenceCause::late_events, at);
    at.known_at->events = now_.known_at->events;
    let_in(DifferenceCause::corrected_events, at);
    at.known_at = now_.known_at;
    let_in(DifferenceCause::cohort, at);
  }

  // A state, unless nothing of it is new. What can't be settled is put down together with what
  // comes in next.
  void let_in(DifferenceCause cause, const Inputs& at) {
    if (before_ && is_same(*before_, at)) {
      return;
    }
    before_ = at;
    waiting_.push_back(cause);
    std::optional<SettledState> state = settled(at);
    if (!state) {
      return;
    }
    const bool moved = state->total != total_before() || state->evidence != evidence_before();
    if (moved) {
      state->causes = waiting_;
      states_.push_back(std::move(*state));
    }
    waiting_.clear();
  }

  const Ratio& total_before() const { return states_.empty() ? total_then_ : states_.back().total; }

  const std::string& evidence_before() const {
    return states_.empty() ? then_.evidence : states_.back().evidence;
  }

  std::optional<SettledState> settled(const Inputs& at) const {
    if (is_same(at, now_)) {
      return SettledState{{}, settlement_.workings.value(settlement_.total), evidence_now_};
    }
    try {
      return settle_with(at);
    } catch (const InputError& error) {
      if (is_of_the_store(error)) {
        throw;
      }
      return std::nullopt;  // it is now that counts, and that is settled
    }
  }

  SettledState settle_with(const Inputs& at) const {
    const Contract contract = load_pinned(at.files);
    const Task task{&contract, period_called(task_.period.name, contract)};
    const std::unique_ptr<Data> data = at.known_at && contract.reads_people()
                                           ? std::make_unique<Data>(store_, *at.known_at)
                                           : nullptr;
    const Settlement settlement = settle_measured(task, data.get(), at.earlier);
    return {{},
            settlement.workings.value(settlement.total),
            write_documents(contract, settlement, pins_of(task, data.get())).evidence};
  }

  const Task& task_;
  const fs::path& store_;
  const PinnedRun& then_;
  Ratio total_then_;
  const Settlement& settlement_;
  Inputs now_;
  std::string evidence_now_;
  std::optional<Inputs> before_;
  std::vector<DifferenceCause> waiting_;
  std::vector<SettledState> states_;
};

const std::vector<std::string_view> StepByStep::kFigures = {"figures"};
const std::vector<std::string_view> StepByStep::kTablesAndFigures = {
    "figures", "weights", "severity_scale", "bank_holidays"};

// Whether the batches that the statement before knew are the first of these.
void require_known(const std::vector<JsonField>& batches,
                   const std::vector<PinnedBatch>& pins,
                   const fs::path& store) {
  if (batches.size() > pins.size()) {
    throw InputError(Place{store.string()},
                     Reason::unknown_batch,
                     fmt::format("the statement before knew {} batches, and this run knows {}",
                                 batches.size(),
                                 pins.size()),
                     "a re-settlement knows at least what was known before");
  }
  for (std::size_t i = 0; i < batches.size(); ++i) {
    if (batches[i].at("sha256").text() != pins[i].sha256 ||
        batches[i].at("mapping_sha256").text() != pins[i].mapping_sha256) {
      throw InputError(Place{store.string()},
                       Reason::digest_differs,
                       fmt::format("batch {} isn't the one that the statement before knew", i + 1),
                       "settle on the store that the statement before was settled on");
    }
  }
}

// The store must be the one that the statement before was settled on, and not have forgotten; also
// where the contract of now reads no people, for the one before did.
void require_same_store(const PinnedRun& then, const Data* data, const fs::path& store) {
  if (!then.known_at) {
    return;
  }
  if (store.empty()) {
    throw CLI::RequiredError("--store (the statement before measured people)");
  }
  const Json json = parse_json(then.statement, then.name);
  const std::vector<JsonField> batches = JsonField(json, then.name).at("pins").at("batches").list();
  require_known(batches, data != nullptr ? data->pins() : Data(store, std::nullopt).pins(), store);
}

}  // namespace

bool settles_again(const Run& run) {
  return run.kind == RunKind::reconciliation || run.kind == RunKind::post_final;
}

PinnedResettlement resettlement_of(const Task& task,
                                   const std::string& asked,
                                   Date today,
                                   const RegisterFile& file,
                                   const Register& records) {
  const EnteredRun* before = records.ledger.issued(task.contract->id, task.period.name);
  if (before == nullptr || !before->prepared.payable) {
    throw InputError(
        Place{file.path()},
        Reason::nothing_issued,
        fmt::format(
            "no payable statement of {} {} was issued", task.contract->id, task.period.name),
        "there is no difference to pay: settle it without --run");
  }
  return {run_asked_for(task, asked, today),
          pinned_run(file, records, before->entry),
          agreed_amounts(records.ledger, task.contract->id, task.period.name)};
}

void resettle(const Task& task,
              const Data* data,
              const fs::path& store,
              const PinnedResettlement& pinned,
              Settlement& settlement) {
  require_same_store(pinned.superseded, data, store);
  Resettlement again{pinned.run,
                     read_earlier_statement(pinned.superseded.statement, pinned.superseded.name),
                     pinned.superseded.evidence,
                     pinned.agreed,
                     {}};
  again.states =
      StepByStep(task, data, store, pinned.superseded, again.superseded.total.value, settlement)
          .states();
  reconcile(*task.contract, again, settlement);
}

}  // namespace outturn::cli
