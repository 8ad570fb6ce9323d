// What the register has to say about disputes.
#include "register/disputed.h"
#include "register/ledger.h"
#include "value/utf8.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

// Two disputes may be about the same money: together they hold no more than is paid.
std::optional<Objection> objection_to_holding(const Ledger& ledger,
                                              const EnteredRun& run,
                                              Money held) {
  const auto paid = parse_money(run.prepared.due, run.prepared.currency);
  if (!paid || held == Money()) {
    return std::nullopt;
  }
  Amount already;
  for (const Dispute* dispute : ledger.open_disputes_of(run.entry)) {
    already = already + Amount(dispute->opened.held);
  }
  if ((already + Amount(held)).minor() <= magnitude(Amount(*paid).minor())) {
    return std::nullopt;
  }
  return Objection{
      Reason::out_of_range,
      "held",
      fmt::format("{} can't be held: {} of {} is held by open disputes already",
                  to_string(held, run.prepared.currency),
                  to_string(round(already, {1, Rounding::toward_zero}), run.prepared.currency),
                  run.prepared.due),
      "together they hold no more than the statement pays; 0 holds nothing"};
}

}  // namespace

std::optional<Objection> Ledger::objection_to(const EnteredRun& run,
                                              const DisputeOpened& dispute,
                                              std::string_view at) const {
  if (run.stage != Stage::issued) {
    return Objection{Reason::wrong_stage,
                     "entry",
                     fmt::format("the statement of entry {} is {}: it can't be disputed",
                                 run.entry,
                                 word_for(run.stage)),
                     "only what is issued can be paid, and disputed"};
  }
  if (run.superseded_by) {
    return Objection{
        Reason::wrong_stage,
        "entry",
        fmt::format("the statement of entry {} is superseded: it can't be disputed", run.entry),
        fmt::format("dispute the one that counts now, of entry {}", *run.superseded_by)};
  }
  if (dispute.held < Money()) {
    return Objection{
        Reason::out_of_range, "held", "less than nothing can't be held", "0 holds nothing"};
  }
  const auto day = day_of(at);
  if (dispute.last_day && (!day || *day > *dispute.last_day)) {
    return Objection{
        Reason::past_deadline,
        "at",
        fmt::format("the last day on which the statement of entry {} could be disputed was {}",
                    run.entry,
                    to_string(*dispute.last_day)),
        "what is found later comes in with the next run of the period, if there is one"};
  }
  return objection_to_holding(*this, run, dispute.held);
}

std::optional<Objection> Ledger::objection_to(const Dispute& dispute, const KeyHolder& by) const {
  if (dispute.answered_in) {
    return Objection{Reason::wrong_stage,
                     "dispute",
                     fmt::format("the dispute of entry {} was {} in entry {}",
                                 dispute.entry,
                                 code_of(dispute.answered.outcome),
                                 *dispute.answered_in),
                     "a dispute is answered once"};
  }
  if (by.key == dispute.opener.key || by.person == dispute.opener.person) {
    return Objection{Reason::same_person,
                     "by",
                     fmt::format("{} opened the dispute: somebody else must answer it",
                                 shown(dispute.opener.person)),
                     "nobody decides about their own dispute; a second key of one person is no "
                     "second person"};
  }
  return std::nullopt;
}

void Ledger::require_may_open(const DisputeOpened& dispute, std::string_view at) const {
  refuse_if(objection_to(run(dispute.entry), dispute, at));
}

void Ledger::require_may_answer(const Dispute& dispute, const KeyHolder& by) const {
  refuse_if(objection_to(dispute, by));
}

// An amount is said twice: exactly, and for a reader.
void Ledger::check_amount(const Entry& entry,
                          const char* field,
                          Money amount,
                          std::int64_t run_entry) {
  if (entry.json[field] != json_of(amount, run(run_entry).prepared.currency)) {
    fault(field, "what it shows isn't its amount in the currency of the statement");
  }
}

void Ledger::take(const Entry& entry, const DisputeOpened& opened) {
  const EnteredRun* run = find_run(opened.entry, opened.statement);
  if (run == nullptr) {
    return;
  }
  check_amount(entry, "held", opened.held, run->entry);
  if (const auto objection = objection_to(*run, opened, entry.at)) {
    fault(objection->field, objection->message);
  }
  Dispute dispute;
  dispute.entry = entry.sequence;
  dispute.opener = entry.by;
  dispute.opened = opened;
  disputes_.emplace(entry.sequence, std::move(dispute));
}

void Ledger::take(const Entry& entry, const DisputeAnswered& answered) {
  const auto found = disputes_.find(answered.dispute);
  if (found == disputes_.end()) {
    fault("dispute", fmt::format("no dispute was opened in entry {}", answered.dispute));
    return;
  }
  Dispute& dispute = found->second;
  if (answered.outcome == DisputeAnswered::Outcome::upheld) {
    check_amount(entry, "amount", answered.amount, dispute.opened.entry);
    if (const auto objection =
            objection_to_amount(run(dispute.opened.entry).prepared, answered.amount)) {
      fault(objection->field, objection->message);
    }
  }
  if (const auto objection = objection_to(dispute, entry.by)) {
    fault(objection->field, objection->message);
    return;
  }
  dispute.answered_in = entry.sequence;
  dispute.answered = answered;
}

const Dispute& Ledger::dispute(std::int64_t entry) const {
  const auto found = disputes_.find(entry);
  if (found == disputes_.end()) {
    throw InputError({},
                     Reason::not_in_register,
                     fmt::format("no dispute was opened in entry {}", entry),
                     "outturn dispute list says which there are");
  }
  return found->second;
}

std::vector<const Dispute*> Ledger::open_disputes_of(std::int64_t run) const {
  std::vector<const Dispute*> open;
  for (const auto& [entry, dispute] : disputes_) {
    if (dispute.opened.entry == run && !dispute.answered_in) {
      open.push_back(&dispute);
    }
  }
  return open;
}

std::vector<UpheldDispute> Ledger::upheld_disputes(std::string_view contract,
                                                   std::string_view period) const {
  std::vector<UpheldDispute> upheld;
  for (const auto& [entry, dispute] : disputes_) {
    const Prepared& disputed = run(dispute.opened.entry).prepared;
    if (dispute.answered_in && dispute.answered.outcome == DisputeAnswered::Outcome::upheld &&
        disputed.payable && disputed.contract == contract && disputed.period == period) {
      upheld.push_back({*dispute.answered_in,
                        entry,
                        dispute.opened.about,
                        dispute.answered.amount,
                        dispute.answered.reason});
    }
  }
  std::sort(upheld.begin(), upheld.end(), [](const UpheldDispute& a, const UpheldDispute& b) {
    return a.answered_in < b.answered_in;
  });
  return upheld;
}

}  // namespace outturn
