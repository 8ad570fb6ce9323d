// outturn dispute: what of an issued statement is disputed, and what becomes of it.
#include "commands.h"
#include "deciding.h"
#include "now.h"
#include "output.h"
#include "pinned_run.h"
#include "register/disputed.h"
#include "register/enter.h"
#include "register/show_disputes.h"
#include "register_files.h"
#include "resettling.h"
#include "rules/runs.h"
#include "signing.h"
#include "terminal.h"
#include "value/utf8.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

using Of = DisputeSubject::Of;
using Outcome = DisputeAnswered::Outcome;

struct Options {
  fs::path path;
  std::int64_t entry = 0;  // of the statement, or of the opening
  std::optional<std::string> line;
  std::optional<std::string> person;
  std::string held;
  bool upheld = false;
  bool rejected = false;
  std::string amount = "0";
  std::string reason;
  fs::path key;
  bool json = false;
};

// An amount in the currency of a statement, whose sign may be left out: "1,234.50", "-50".
Money amount_in(Currency currency, std::string text, const char* option) {
  const std::string given = text;
  if (text.find(symbol_of(currency)) == std::string::npos) {
    text.insert(text.starts_with('-') ? 1 : 0, symbol_of(currency));
  }
  const auto amount = parse_money(text, currency);
  if (!amount) {
    throw CLI::ValidationError(
        option, fmt::format("{} isn't an amount of {}", shown(given), code_of(currency)));
  }
  return *amount;
}

// The day on which a run was issued, by the clock of whoever did; nothing as long as it isn't.
std::optional<Date> day_of_issue(const Register& records, const EnteredRun& run) {
  for (const std::int64_t decision : run.decisions) {
    const Entry& entry = records.entry(decision);
    if (entry.kind != EntryKind::issued) {
      continue;
    }
    const auto day = day_of(entry.at);
    if (!day) {
      throw InputError(Place{records.path},
                       Reason::corrupt_register,
                       fmt::format("entry {}, at: {} is no time", decision, shown(entry.at)));
    }
    return day;
  }
  return std::nullopt;
}

// By the contract as the register keeps it.
std::optional<Date> last_day_of(const OpenRegister& opened, const EnteredRun& run) {
  const auto issued = day_of_issue(opened.records, run);
  if (!issued) {
    return std::nullopt;
  }
  const Contract contract = pinned_contract(opened.file, run.prepared);
  return contract.runs ? last_day_to_dispute(*contract.runs, *issued) : std::nullopt;
}

DisputeSubject subject_of(const Options& options) {
  if (options.line) {
    return {Of::line, *options.line};
  }
  return options.person ? DisputeSubject{Of::person, *options.person} : DisputeSubject{};
}

// A dispute as asked for, and the currency of its amounts.
struct Asked {
  DisputeOpened dispute;
  Currency currency;
};

Asked asked_by(const Options& options) {
  const OpenRegister opened(options.path);
  const EnteredRun& run = opened.records.ledger.run(options.entry);
  const Currency currency = run.prepared.currency;
  return {{.entry = options.entry,
           .statement = run.prepared.statement,
           .about = subject_of(options),
           .held = amount_in(currency, options.held, "--held"),
           .reason = options.reason,
           .last_day = last_day_of(opened, run)},
          currency};
}

// The key comes first: nobody can write while the register is being read.
void open(const Options& options) {
  const SigningKey key = open_key(options.key);
  const auto [dispute, currency] = asked_by(options);
  const std::int64_t made = open_dispute(options.path, dispute, {key, now()});
  say_entry(options.json,
            made,
            fmt::format("{} disputes {} of the statement of entry {}; {} is held",
                        key.person(),
                        words_of(dispute.about),
                        options.entry,
                        to_string(dispute.held, currency)));
}

bool is_ever_settled_again(const Contract& contract) {
  return !contract.runs ||
         std::any_of(contract.runs->runs.begin(), contract.runs->runs.end(), settles_again);
}

// An amount is paid, or paid back, by a run that settles the period again.
void require_payable(Money amount, const OpenRegister& opened, const Prepared& run) {
  refuse_if(objection_to_amount(run, amount));
  if (amount != Money() && !is_ever_settled_again(pinned_contract(opened.file, run))) {
    throw InputError({},
                     Reason::wrong_run,
                     "the contract has no run by which an agreed amount could be paid",
                     "its runs have no reconciliation and no post_final: leave --amount out");
  }
}

// An answer as asked for, and the currency of its amount.
struct Answer {
  DisputeAnswered answered;
  Currency currency;
};

Answer answer_by(const Options& options) {
  const OpenRegister opened(options.path);
  const Ledger& ledger = opened.records.ledger;
  const Prepared& run = ledger.run(ledger.dispute(options.entry).opened.entry).prepared;
  const Money amount = amount_in(run.currency, options.amount, "--amount");
  require_payable(amount, opened, run);
  return {{.dispute = options.entry,
           .outcome = options.upheld ? Outcome::upheld : Outcome::rejected,
           .amount = amount,
           .reason = options.reason},
          run.currency};
}

void answer(const Options& options) {
  if (!options.upheld && !options.rejected) {
    throw CLI::RequiredError("--uphold or --reject");
  }
  const SigningKey key = open_key(options.key);
  const auto [answered, currency] = answer_by(options);
  const std::int64_t made = answer_dispute(options.path, answered, {key, now()});
  say_entry(options.json,
            made,
            fmt::format("the dispute of entry {} is {} by {}{}",
                        options.entry,
                        code_of(answered.outcome),
                        key.person(),
                        options.upheld ? ": " + to_string(answered.amount, currency) : ""));
}

void list(const Options& options) {
  const OpenRegister opened(options.path);
  if (options.json) {
    print_json(json_of_disputes(opened.records));
  } else {
    write_out(show_disputes(opened.records, look_of_terminal()));
  }
}

using Shared = std::shared_ptr<Options>;

CLI::App* add(CLI::App& parent, const char* name, const char* about, const Shared& options) {
  auto* command = parent.add_subcommand(name, about);
  command->add_option("register", options->path, "The register")->required();
  add_json_flag(*command, options->json);
  return command;
}

void add_signing(CLI::App& command, const Shared& options) {
  add_reason(command, options->reason);
  command.add_option("--key", options->key, "Your key, which signs the entry")->required();
}

void add_open(CLI::App& parent, const Shared& options) {
  auto* command = add(parent,
                      "open",
                      "Disputes a statement that was issued: the whole, a line, or how a person "
                      "counted",
                      options);
  command->add_option("entry", options->entry, "The entry in which it was prepared")->required();
  auto* line = command->add_option("--line", options->line, "The payment line that is disputed");
  command->add_option("--person", options->person, "The person, by their pseudonym")
      ->excludes(line);
  command
      ->add_option("--held",
                   options->held,
                   "How much isn't paid, nor paid back, until there is an answer: 1234.50, or 0")
      ->required();
  add_signing(*command, options);
  command->callback([options] { open(*options); });
}

void add_answer(CLI::App& parent, const Shared& options) {
  auto* command =
      add(parent, "answer", "Answers a dispute: somebody else than who opened it", options);
  command->add_option("dispute", options->entry, "The entry in which it was opened")->required();
  auto* uphold = command->add_flag("--uphold", options->upheld, "The dispute is right");
  command->add_flag("--reject", options->rejected, "It isn't")->excludes(uphold);
  command
      ->add_option("--amount",
                   options->amount,
                   "What the provider is to be paid more by agreement, or, below 0, less; when "
                   "left out, the correction comes as data or rules in the next run")
      ->needs(uphold);
  add_signing(*command, options);
  command->callback([options] { answer(*options); });
}

}  // namespace

void add_dispute(CLI::App& app, Exit&) {
  auto* command = app.add_subcommand(
      "dispute", "Disputes statements that were issued, in the register, and answers disputes");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  add_open(*command, options);
  add_answer(*command, options);
  auto* listing = add(*command, "list", "Lists every dispute, and what became of it", options);
  listing->callback([options] { list(*options); });
  command->footer(
      "Examples:\n"
      "  outturn dispute open register.sqlite 2 --line reoffenders --held 1234.50 \\\n"
      "      --reason \"P01 was in custody until May\" --key dan.key\n"
      "  outturn dispute open register.sqlite 2 --person P01 --held 0 --reason \"...\" --key "
      "dan.key\n"
      "  outturn dispute answer register.sqlite 6 --uphold --amount 800 --reason \"...\" --key "
      "ann.key\n"
      "  outturn dispute answer register.sqlite 6 --reject --reason \"...\" --key ann.key\n"
      "  outturn dispute list register.sqlite");
}

}  // namespace outturn::cli
