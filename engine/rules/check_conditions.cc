// Whether the conditions of a line can be judged, and can tell its verdicts apart.
#include "rules/kinds.h"
#include "rules/line_check.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::reading {
namespace {

// Dated values as text, the same for the same values on the same days.
std::string signature(const Dated<Ratio>& dated) {
  std::string text;
  for (const DatedValue<Ratio>& value : dated.values()) {
    text += fmt::format(" {} {}", to_string(value.from), to_fraction(value.value));
  }
  return text + (dated.until() ? " until " + to_string(*dated.until()) : "");
}

// What a condition asks for, however it is written: its key, and the values beside it.
struct Signature {
  std::string operator()(const EffectCondition& test) const { return signature(test.value); }
  std::string operator()(const RateCondition& test) const { return signature(test.value); }
  std::string operator()(const SignificanceCondition& test) const {
    return fmt::format(
        " {} {} {}", static_cast<int>(test.test), to_fraction(test.z.value), test.or_equal);
  }
  std::string operator()(const HurdleCondition& test) const {
    return fmt::format(" {} {}", static_cast<int>(test.verdict), test.line);
  }
  std::string operator()(const PeopleCondition& test) const {
    return fmt::format(" {}", test.at_least);
  }
  std::string operator()(const NothingPaidCondition& test) const { return " " + test.line; }
  std::string operator()(const AnyCondition& test) const;
};

// The same alternatives in another order are the same.
std::string Signature::operator()(const AnyCondition& test) const {
  std::set<std::string> all;
  for (const Condition& condition : test.of) {
    all.insert(condition.key + std::visit(*this, condition.test));
  }
  return fmt::format(" [{}]", fmt::join(all, ", "));
}

std::set<std::string> signatures(const std::vector<Condition>& conditions) {
  std::set<std::string> all;
  for (const Condition& condition : conditions) {
    all.insert(condition.key + std::visit(Signature{}, condition.test));
  }
  return all;
}

class ConditionCheck : LineCheck {
 public:
  ConditionCheck(const LineRule& line, const Contract& contract, Problems& problems)
      : LineCheck(line, contract, problems) {}

  void run() {
    for (const auto* conditions :
         {&line_.reduction_when, &line_.increase_when, &line_.termination_when, &line_.paid_when}) {
      for (const Condition& condition : *conditions) {
        check_condition(condition);
      }
    }
    check_verdicts_differ();
  }

 private:
  void check_condition(const Condition& condition) {
    if (std::holds_alternative<SignificanceCondition>(condition.test) && !plain_binary()) {
      report(condition.source,
             Reason::inconsistent,
             "significance is tested on an unweighted binary rate only");
    }
    if (const auto* test = std::get_if<SignificanceCondition>(&condition.test)) {
      check_baseline_people(*test, condition.source);
    }
    if (const auto* hurdle = std::get_if<HurdleCondition>(&condition.test)) {
      check_hurdle(*hurdle, condition.source);
    }
    if (const auto* unpaid = std::get_if<NothingPaidCondition>(&condition.test)) {
      check_unpaid(*unpaid, condition.source);
    }
    if (const auto* any = std::get_if<AnyCondition>(&condition.test)) {
      for (const Condition& one : any->of) {
        check_condition(one);
      }
    }
    const bool of_effect = std::holds_alternative<EffectCondition>(condition.test) ||
                           std::holds_alternative<SignificanceCondition>(condition.test);
    if (of_effect && !line_.has_verdict()) {
      report(condition.source,
             Reason::inconsistent,
             fmt::format("\"{}\" asks for an effect, and this line compares with nothing",
                         condition.key));
    }
    const bool of_rates = std::holds_alternative<RateCondition>(condition.test) ||
                          std::holds_alternative<SignificanceCondition>(condition.test) ||
                          std::holds_alternative<PeopleCondition>(condition.test);
    if (of_rates && line_.pool && !compares_rates()) {
      report(condition.source,
             Reason::inconsistent,
             fmt::format("\"{}\" asks for a rate, and this line has a mean of reductions",
                         condition.key));
    }
  }

  void check_unpaid(const NothingPaidCondition& unpaid, const Source& source) {
    if (line_above(unpaid.line) == nullptr) {
      report(source,
             Reason::unknown_reference,
             fmt::format("nothing_paid_on names \"{}\", which is not an earlier line", unpaid.line),
             "it looks at a line that stands above its own");
    }
  }

  // A two-sample test asks how many people a fixed baseline was measured on.
  void check_baseline_people(const SignificanceCondition& test, const Source& source) {
    const auto* fixed =
        line_.comparison ? std::get_if<FixedBaseline>(&line_.comparison->baseline) : nullptr;
    if (test.test != SignificanceCondition::Test::one_sample_z && fixed != nullptr &&
        !fixed->people) {
      report(source,
             Reason::missing_key,
             fmt::format("line \"{}\" is tested on two samples, and its baseline lacks the key "
                         "\"baseline_people\"",
                         line_.name),
             "say in compare_with how many people the baseline was measured on");
    }
  }

  void check_hurdle(const HurdleCondition& hurdle, const Source& source) {
    const LineRule* other = line_above(hurdle.line);
    if (other != nullptr && other->has_verdict()) {
      check_settled_together(*other, source);
      return;
    }
    report(source,
           Reason::unknown_reference,
           fmt::format("the hurdle names \"{}\", which is not an earlier line with a verdict",
                       hurdle.line),
           "a hurdle looks at a line that stands above its own");
  }

  void check_settled_together(const LineRule& other, const Source& source) {
    if (other.settled != Settled::every_period && other.settled != line_.settled) {
      report(source,
             Reason::inconsistent,
             fmt::format("line \"{}\" has no verdict in the periods in which it isn't settled",
                         other.name));
    }
  }

  // Where one verdict asks for nothing that the other doesn't ask for as well, both would hold.
  void check_verdicts_differ() {
    const std::set<std::string> reduction = signatures(line_.reduction_when);
    const std::set<std::string> increase = signatures(line_.increase_when);
    if (reduction.empty() || increase.empty()) {
      return;
    }
    const bool both =
        std::includes(reduction.begin(), reduction.end(), increase.begin(), increase.end()) ||
        std::includes(increase.begin(), increase.end(), reduction.begin(), reduction.end());
    if (both) {
      report(
          line_.increase_when.front().source,
          Reason::inconsistent,
          fmt::format("by its conditions line \"{}\" would be a reduction and an increase at once",
                      line_.name),
          "add conditions on the effect: reduction_more_than: ..., increase_more_than: ...");
    }
  }
};

}  // namespace

void check_conditions(const LineRule& line, const Contract& contract, Problems& problems) {
  ConditionCheck(line, contract, problems).run();
}

}  // namespace outturn::reading
