#include "settle/reconciliation.h"

#include "settle/changed_rows.h"
#include "settle/payers.h"
#include "value/problem.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {
namespace {

constexpr std::array kCauses = {DifferenceCause::engine,
                                DifferenceCause::late_events,
                                DifferenceCause::corrected_events,
                                DifferenceCause::cohort,
                                DifferenceCause::earlier_statements,
                                DifferenceCause::rules,
                                DifferenceCause::tables,
                                DifferenceCause::figures,
                                DifferenceCause::disputes,
                                DifferenceCause::carried_forward};

// Sentences of several causes that can't be told apart, joined.
std::string sentence_for(const std::vector<DifferenceCause>& causes) {
  std::vector<std::string_view> sentences;
  sentences.reserve(causes.size());
  for (const DifferenceCause cause : causes) {
    sentences.push_back(sentence_of(cause));
  }
  return fmt::format("{}", fmt::join(sentences, "; "));
}

std::vector<std::string> codes_of(const std::vector<DifferenceCause>& causes) {
  std::vector<std::string> codes;
  codes.reserve(causes.size());
  for (const DifferenceCause cause : causes) {
    codes.emplace_back(code_of(cause));
  }
  return codes;
}

void require_final(bool payable, const std::string& which, const Contract& contract) {
  if (!payable) {
    throw InputError(Place{contract.files.front().name},
                     Reason::not_final,
                     fmt::format("{} is a forecast: nothing can be paid by it", which),
                     "a re-settlement goes from one payable statement to another");
  }
}

void require_same_period(const EarlierStatement& before,
                         const Contract& contract,
                         const Settlement& settlement) {
  const bool same_period = before.period.first == settlement.period.first &&
                           before.period.last == settlement.period.last &&
                           before.period.name == settlement.period.name;
  if (!same_period || before.contract != contract.id ||
      before.currency != code_of(contract.currency)) {
    throw InputError(
        Place{contract.files.front().name},
        Reason::inconsistent,
        fmt::format("the statement before is of {} from {} until {}, in {}: there is no difference "
                    "to it",
                    before.contract,
                    to_string(before.period.first),
                    to_string(before.period.last),
                    before.currency),
        "a period is settled again by its own days and currency");
  }
}

class Reconciling {
 public:
  Reconciling(const Contract& contract, const Resettlement& given, Settlement& settlement)
      : contract_(contract), given_(given), settlement_(settlement), w_(settlement.workings) {
    result_.run = given.run;
    result_.superseded = given.superseded;
  }

  ResettlementResult run() {
    owe();
    judge();
    settle_payers();
    put_down();
    return std::move(result_);
  }

 private:
  Source source() const {
    return contract_.runs ? contract_.runs->source : contract_.rounding.source;
  }

  Workings::Name money(const std::string& id, std::string label) const {
    return {"reconciliation." + id, std::move(label), Unit::money, source()};
  }

  // A quantity of the statement that is superseded.
  Ref looked_up(const std::string& id, std::string label, const EarlierQuantity& quantity) {
    return w_.earlier(money(id, std::move(label)),
                      quantity.value,
                      {{"statement", given_.superseded.sha256},
                       {"contract", given_.superseded.contract},
                       {"period", given_.superseded.period.name},
                       {"working", quantity.working}});
  }

  // --- what is paid ---

  void owe() {
    std::vector<Ref> parts = {settlement_.total};
    std::vector<Ref> agreed;
    for (const AgreedAmount& one : given_.agreed) {
      agreed.push_back(w_.agreed(money(fmt::format("agreed.{}", one.entry), one.reason),
                                 ratio_of(one.amount.minor()),
                                 {{"entry", fmt::format("{}", one.entry)}}));
    }
    if (!agreed.empty()) {
      result_.agreed = w_.add(money("agreed", "agreed when disputes were upheld"), agreed);
      parts.push_back(*result_.agreed);
    }
    const EarlierMoney& then = given_.superseded.money;
    result_.superseded_total =
        looked_up("superseded", "what the rules came to before", given_.superseded.total);
    result_.owed = w_.add(money("owed", "what the period comes to"), parts);
    result_.before = looked_up("before", "what of it counts as paid before", then.settled);
    result_.difference =
        w_.subtract(money("difference", "to be paid or taken back"), result_.owed, result_.before);
  }

  // What was agreed in disputes since the statement before is paid, however little the rest is.
  void judge() {
    const Ref by_rules = without_new_agreed();
    const MaterialityRule* rule = rule_for(w_.value(by_rules));
    if (rule == nullptr) {
      result_.due = w_.add(money("due", "paid now"), {result_.difference});
      result_.settled = w_.add(money("settled", "counts as paid from now on"), {result_.owed});
      return;
    }
    compare(by_rules, *rule);
    if (by_rules == result_.difference) {
      result_.due = w_.multiply(money("due", "paid now"), {by_rules, *result_.material});
    } else {
      const Ref paid =
          w_.multiply(money("due_by_rules", "of it paid now"), {by_rules, *result_.material});
      result_.due = w_.add(money("due", "paid now"), {paid, *new_agreed_});
    }
    result_.settled = settled_from("settled", result_.before, result_.due, result_.owed);
  }

  // The difference that the contract may call too small.
  Ref without_new_agreed() {
    const auto& before = given_.superseded.money.agreed;
    if ((result_.agreed ? w_.value(*result_.agreed) : Ratio(0)) ==
        (before ? before->value : Ratio(0))) {
      return result_.difference;
    }
    const Ref now = result_.agreed ? *result_.agreed
                                   : w_.given({"constant.agreed.0", "nothing", Unit::money, {}}, 0);
    const Ref then =
        before ? looked_up("agreed.before", "agreed before", *before)
               : w_.given({"constant.agreed.before.0", "nothing before", Unit::money, {}}, 0);
    new_agreed_ = w_.subtract(
        money("by.disputes", std::string(sentence_of(DifferenceCause::disputes))), now, then);
    return w_.subtract(
        money("by_rules", "the difference by the rules"), result_.difference, *new_agreed_);
  }

  // The rule of materiality, if it is asked of a difference of that size and direction.
  const MaterialityRule* rule_for(const Ratio& difference) const {
    if (!contract_.runs || !contract_.runs->materiality || difference == 0) {
      return nullptr;
    }
    using AppliesTo = MaterialityRule::AppliesTo;
    const AppliesTo other = difference < 0 ? AppliesTo::payments_only : AppliesTo::repayments_only;
    const MaterialityRule& rule = *contract_.runs->materiality;
    return rule.applies_to == other ? nullptr : &rule;
  }

  void compare(Ref difference, const MaterialityRule& rule) {
    const Ref negated =
        w_.negate(money("negated", "the difference, the other way round"), difference);
    const Ref size = w_.larger_of(money("size", "size of the difference"), difference, negated);
    const Ref limit = w_.given(
        {"reconciliation.limit", "from which a difference is paid", Unit::money, rule.source},
        ratio_of(rule.amount.minor()));
    Workings::Name name{
        "reconciliation.material", "whether the difference is paid", Unit::yes_no, rule.source};
    result_.material = rule.reaching_is_enough ? w_.at_least(std::move(name), size, limit)
                                               : w_.more_than(std::move(name), size, limit);
    const Money amount = round(Amount::of_minor(w_.value(difference)), {1, Rounding::toward_zero});
    if (is_material(*contract_.runs, amount) != w_.is_yes(*result_.material)) {
      throw Defect("a difference is material by its rule and not by its working, or the reverse");
    }
  }

  // What counts as paid from now on: what is carried forward doesn't, what isn't paid ever does.
  Ref settled_from(const std::string& id, Ref before, Ref due, Ref owed) {
    const bool carried =
        contract_.runs->materiality->otherwise == MaterialityRule::Otherwise::carried_forward;
    return w_.add(money(id, "counts as paid from now on"),
                  carried ? std::vector{before, due} : std::vector{owed});
  }

  // --- who pays it ---

  // Each payer of either statement; somebody who isn't in one of them owes nothing by it.
  void settle_payers() {
    const std::vector<PayerResult> owed =
        result_.agreed ? settling::split(contract_, result_.owed, "reconciliation.owed.", w_)
                       : settlement_.payers;
    for (const PayerResult& payer : owed) {
      settle_payer(payer.name, payer.due);
    }
    for (const EarlierPayer& payer : given_.superseded.money.payers) {
      const bool known = std::any_of(
          owed.begin(), owed.end(), [&](const PayerResult& one) { return one.name == payer.name; });
      if (!known) {
        settle_payer(payer.name,
                     w_.given({"constant.payer." + payer.name + ".0",
                               "no payer of this statement",
                               Unit::money,
                               {}},
                              0));
      }
    }
  }

  void settle_payer(const std::string& name, Ref owed) {
    const std::string id = "payer." + name + ".";
    const Ref before = before_of(name, id);
    const Ref difference =
        w_.subtract(money(id + "difference", "to be paid or taken back"), owed, before);
    ReconciledPayer payer{name, difference, owed};
    if (result_.material) {
      const Ref* agreed = agreed_alone_of(name);
      payer.due = agreed != nullptr
                      ? *agreed
                      : w_.multiply(money(id + "due", "paid now"), {difference, *result_.material});
      payer.settled = settled_from(id + "settled", before, payer.due, owed);
    }
    result_.payers.push_back(std::move(payer));
  }

  // A payer's share of what was agreed, where nothing else is paid; nullptr otherwise.
  const Ref* agreed_alone_of(const std::string& name) {
    if (!new_agreed_ || w_.is_yes(*result_.material)) {
      return nullptr;
    }
    if (agreed_alone_.empty()) {
      agreed_alone_ = settling::split(contract_, *new_agreed_, "reconciliation.agreed.now.", w_);
    }
    for (const PayerResult& payer : agreed_alone_) {
      if (payer.name == name) {
        return &payer.due;
      }
    }
    return nullptr;
  }

  Ref before_of(const std::string& name, const std::string& id) {
    for (const EarlierPayer& payer : given_.superseded.money.payers) {
      if (payer.name == name) {
        return looked_up(id + "before", "what of it counts as paid before", payer.settled);
      }
    }
    return w_.given(
        {"constant.payer." + name + ".0", "no payer of the statement before", Unit::money, {}}, 0);
  }

  // --- why ---

  void put_down() {
    result_.changes = settling::changes_header();
    Ref total = result_.superseded_total;
    std::string_view evidence = given_.evidence_before;
    for (const SettledState& state : given_.states) {
      const std::string id = fmt::format("{}", fmt::join(codes_of(state.causes), "+"));
      const settling::ChangedRows rows = settling::changed_rows(id, evidence, state.evidence);
      evidence = state.evidence;
      if (state.total == w_.value(total) && rows.lines.empty()) {
        continue;  // a breakdown came in or went
      }
      const Ref reached = reached_with(state, id);
      put_down(state.causes, reached, total, rows);
      total = reached;
    }
    put_down_disputes();
    put_down_carried();
    require_explained();
  }

  // The last state is what was settled now.
  Ref reached_with(const SettledState& state, const std::string& id) {
    return &state == &given_.states.back()
               ? settlement_.total
               : w_.settled(
                     money("total.with." + id, "total due with: " + sentence_for(state.causes)),
                     state.total,
                     {{"with", id}});
  }

  void put_down(const std::vector<DifferenceCause>& causes,
                Ref reached,
                Ref before,
                const settling::ChangedRows& rows) {
    const std::string id = fmt::format("by.{}", fmt::join(codes_of(causes), "+"));
    add_cause(causes, w_.subtract(money(id, sentence_for(causes)), reached, before), rows);
  }

  void add_cause(const std::vector<DifferenceCause>& causes,
                 Ref amount,
                 const settling::ChangedRows& rows) {
    result_.causes.push_back(
        {codes_of(causes), sentence_for(causes), amount, rows.people, rows.events});
    result_.changes += rows.lines;
  }

  void put_down_disputes() {
    if (new_agreed_) {
      add_cause({DifferenceCause::disputes}, *new_agreed_, {});
    }
  }

  // What was owed before and not paid, because it was too little.
  void put_down_carried() {
    const EarlierMoney& then = given_.superseded.money;
    if (then.owed.value != then.settled.value) {
      const Ref owed = looked_up("owed.before", "what the period came to before", then.owed);
      put_down({DifferenceCause::carried_forward}, owed, result_.before, {});
    }
  }

  void require_explained() {
    Ratio sum = 0;
    for (const CauseResult& cause : result_.causes) {
      sum += w_.value(cause.amount);
    }
    if (sum != w_.value(result_.difference)) {
      throw Defect("the causes of a difference don't add up to it");
    }
  }

  const Contract& contract_;
  const Resettlement& given_;
  Settlement& settlement_;
  Workings& w_;
  ResettlementResult result_{};
  std::optional<Ref> new_agreed_;          // since the statement before
  std::vector<PayerResult> agreed_alone_;  // and who pays it, where the rest isn't paid
};

}  // namespace

std::span<const DifferenceCause> all_causes() {
  return kCauses;
}

std::string_view code_of(DifferenceCause cause) {
  constexpr std::array<std::string_view, kCauses.size()> kCodes = {"engine",
                                                                   "late_events",
                                                                   "corrected_events",
                                                                   "cohort",
                                                                   "earlier_statements",
                                                                   "rules",
                                                                   "tables",
                                                                   "figures",
                                                                   "disputes",
                                                                   "carried_forward"};
  return kCodes.at(static_cast<std::size_t>(cause));
}

std::string_view sentence_of(DifferenceCause cause) {
  constexpr std::array<std::string_view, kCauses.size()> kSentences = {
      "another version of the program",
      "events recorded since, and time passed",
      "events withdrawn or corrected since",
      "people who came into the cohort or left it",
      "other statements that this one builds on",
      "another contract or tariff",
      "other tables",
      "other supplied figures",
      "what was agreed when disputes were upheld",
      "what was too little to be paid before"};
  return kSentences.at(static_cast<std::size_t>(cause));
}

void reconcile(const Contract& contract, const Resettlement& resettlement, Settlement& settlement) {
  require_final(resettlement.superseded.payable, "the statement before", contract);
  require_final(settlement.finality.final, "the new statement", contract);
  require_same_period(resettlement.superseded, contract, settlement);
  if (!resettlement.states.empty() &&
      resettlement.states.back().total != settlement.workings.value(settlement.total)) {
    throw Defect("a re-settlement doesn't end in what was settled");
  }
  settlement.reconciliation = Reconciling(contract, resettlement, settlement).run();
}

}  // namespace outturn
