#include "settle/conditions.h"

#include "value/counted.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::settling {
namespace {

std::string yes_no(bool yes) {
  return yes ? "yes" : "no";
}

// Judges the conditions of one line.
class ConditionJudge {
 public:
  ConditionJudge(const Judged& judged, Quantities& quantities)
      : line_(judged.line),
        compared_(judged.compared),
        q_(quantities),
        w_(quantities.workings()),
        above_(judged.above) {}

  // The outcomes of a list; `list` names it in the workings: "reduction_when".
  std::vector<ConditionResult> judge(const std::vector<Condition>& conditions,
                                     std::string_view list) {
    std::vector<ConditionResult> results;
    for (const Condition& condition : conditions) {
      const std::string id = fmt::format("{}.{}", list, results.size() + 1);
      id_ = fmt::format("{}.{}", line_.name, id);
      rule_ = condition.source;
      const auto* any = std::get_if<AnyCondition>(&condition.test);
      results.push_back(any != nullptr ? judge_any(*any, id, condition.source)
                                       : std::visit([&](const auto& test) { return (*this)(test); },
                                                    condition.test));
      results.back().rule = condition.source;
    }
    return results;
  }

  ConditionResult operator()(const AnyCondition&) {
    throw Defect("alternatives are judged one by one");
  }

  ConditionResult operator()(const EffectCondition& test) {
    const bool reduction = test.direction == EffectCondition::Direction::reduction;
    const Ref effect = reduction ? compared_.reduction : compared_.increase;
    const Ref threshold =
        q_.rule_value(id_ + ".threshold", "change asked for", w_[effect].unit, test.value);
    return compared_result(effect,
                           threshold,
                           test.or_equal,
                           fmt::format("{}, {},",
                                       reduction ? "baseline less actual" : "actual less baseline",
                                       w_.shown(effect)),
                           test.or_equal ? "at least" : "more than");
  }

  ConditionResult operator()(const RateCondition& test) {
    const Ref rate = compared_.actual->value;
    const std::string_view what = w_[rate].unit == Unit::rate ? "rate" : "measure";
    const Ref threshold = q_.rule_value(
        id_ + ".threshold", fmt::format("{} named by the rule", what), w_[rate].unit, test.value);
    const bool below = test.side == RateCondition::Side::below;
    const std::string words =
        below ? (test.or_equal ? "at most" : "below") : (test.or_equal ? "at least" : "above");
    const Ref a = below ? threshold : rate;
    const Ref b = below ? rate : threshold;
    const Ref outcome = test.or_equal ? w_.at_least(name(), a, b) : w_.more_than(name(), a, b);
    return {outcome,
            fmt::format("the {} of {} is {} {}: {}",
                        what,
                        w_.shown(rate),
                        words,
                        w_.shown(threshold),
                        yes_no(w_.is_yes(outcome))),
            {}};
  }

  ConditionResult operator()(const PeopleCondition& test) {
    const Ref threshold =
        w_.given({id_ + ".threshold", "least number of people asked for", Unit::people, rule_},
                 ratio_of(test.at_least));
    if (!compared_.actual || !compared_.actual->people) {
      throw missing_people("the cohort");
    }
    const Ref people = *compared_.actual->people;
    return compared_result(people,
                           threshold,
                           true,
                           fmt::format("the cohort of {} {}",
                                       w_.shown(people),
                                       form_for(w_.value(people) == 1 ? 1 : 2, "person", "people")),
                           "at least");
  }

  ConditionResult operator()(const HurdleCondition& test) {
    const Ref verdict = *w_.find(line_above(test.line).name + ".verdict");
    const int wanted_value = 1 - static_cast<int>(test.verdict);
    const Ref wanted =
        w_.given({id_ + ".wanted", "verdict asked for", Unit::verdict, rule_}, Ratio(wanted_value));
    const Ref outcome = w_.equal(name(), verdict, wanted);
    return {outcome,
            fmt::format("the verdict of \"{}\" is {}: {}",
                        test.line,
                        w_.shown(wanted),
                        yes_no(w_.is_yes(outcome))),
            {}};
  }

  ConditionResult operator()(const NothingPaidCondition& test) {
    std::vector<Ref> dues;
    for (const EarlierStatement* statement : q_.earlier_in_term()) {
      dues.push_back(
          q_.quantity_of(*statement, statement->line(test.line).due, "due", Unit::amount, rule_));
    }
    dues.push_back(line_above(test.line).due);
    const Ref paid = w_.add(
        {id_ + ".paid", "due on that line in all periods so far", Unit::amount, rule_}, dues);
    const Ref outcome = w_.equal(name(), paid, q_.constant(0, "nothing"));
    return {outcome,
            fmt::format("nothing was due on \"{}\" in any period so far ({}): {}",
                        test.line,
                        w_.shown(paid),
                        yes_no(w_.is_yes(outcome))),
            {}};
  }

  // (p - p0)^2 against z^2 times the variance: no root, no floating point.
  ConditionResult operator()(const SignificanceCondition& test) {
    const Ref z = w_.given({id_ + ".z", "z agreed", Unit::number, test.z.source}, test.z.value);
    const Ref difference = *compared_.difference;
    const Ref square =
        w_.multiply({id_ + ".difference_squared", "difference squared", Unit::number, rule_},
                    {difference, difference});
    const Ref limit =
        w_.multiply({id_ + ".limit", "z squared times the variance", Unit::number, rule_},
                    {z, z, spread(test.test)});
    const Ref outcome =
        test.or_equal ? w_.at_least(name(), square, limit) : w_.more_than(name(), square, limit);
    return {outcome,
            fmt::format("the difference is significant at z {} ({}): {}",
                        to_plain(test.z.value),
                        name_of(test.test),
                        yes_no(w_.is_yes(outcome))),
            {}};
  }

 private:
  using Test = SignificanceCondition::Test;

  static std::string_view name_of(Test test) {
    switch (test) {
      case Test::one_sample_z:
        return "one-sample z";
      case Test::two_sample_z:
        return "two-sample z";
      case Test::two_sample_pooled_z:
        return "two-sample pooled z";
    }
    throw Defect("unknown test");
  }

  ConditionResult judge_any(const AnyCondition& any, const std::string& id, const Source& rule) {
    std::vector<Ref> outcomes;
    std::vector<std::string> sentences;
    for (const ConditionResult& one : judge(any.of, id)) {
      outcomes.push_back(one.outcome);
      sentences.push_back(one.sentence);
    }
    const Ref outcome = w_.any_of({fmt::format("{}.{}", line_.name, id),
                                   "whether one of the conditions holds",
                                   Unit::yes_no,
                                   rule},
                                  outcomes);
    return {
        outcome,
        fmt::format(
            "one of these holds ({}): {}", fmt::join(sentences, "; "), yes_no(w_.is_yes(outcome))),
        {}};
  }

  const LineResult& line_above(const std::string& name) const {
    for (const LineResult& line : above_) {
      if (line.name == name) {
        return line;
      }
    }
    throw Defect("a condition on a line that wasn't settled: " + name);
  }

  Workings::Name name() const { return {id_, "whether the condition holds", Unit::yes_no, rule_}; }

  InputError missing_people(std::string_view whose) const {
    return {rule_.place,
            Reason::missing_figure,
            fmt::format("line \"{}\" needs the number of people behind {}", line_.name, whose),
            "state baseline_people, or people: with the supplied figure"};
  }

  Ref one_less(std::string_view part, Ref rate) {
    return w_.subtract({fmt::format("{}.{}", id_, part), "one less the rate", Unit::rate, rule_},
                       q_.constant(1, "one"),
                       rate);
  }

  // p (1 - p) / n
  Ref variance_of(std::string_view part, Ref rate, Ref people) {
    const Ref spread = w_.multiply({fmt::format("{}.{}.spread", id_, part),
                                    "rate times one less the rate",
                                    Unit::number,
                                    rule_},
                                   {rate, one_less(fmt::format("{}.rest", part), rate)});
    return w_.divide(
        {fmt::format("{}.{}.variance", id_, part), "variance of the rate", Unit::number, rule_},
        spread,
        people);
  }

  // Without any spread every difference, even none, would be significant.
  Ref spread(Test test) {
    const Ref found = variance(test);
    if (w_.value(found) == 0) {
      throw InputError(rule_.place,
                       Reason::out_of_range,
                       fmt::format("the rates behind line \"{}\" have no variance", line_.name),
                       "significance can't be tested on rates of 0% or 100%");
    }
    return found;
  }

  Ref variance(Test test) {
    if (!compared_.actual->people) {
      throw missing_people("the cohort");
    }
    const Ref people = *compared_.actual->people;
    if (test == Test::one_sample_z) {
      return variance_of("baseline", *compared_.baseline, people);
    }
    if (!compared_.baseline_people || w_.value(*compared_.baseline_people) == 0) {
      throw missing_people("the baseline");
    }
    const Ref before = *compared_.baseline_people;
    const bool pooled = test == Test::two_sample_pooled_z;
    const Ref rate = compared_.actual->value;
    const Ref pool = pooled ? pooled_rate(people, before) : rate;
    const Ref own = variance_of("actual", pool, people);
    const Ref other = variance_of("baseline", pooled ? pool : *compared_.baseline, before);
    return w_.add({id_ + ".variance", "variance of the difference", Unit::number, rule_},
                  {own, other});
  }

  Ref pooled_rate(Ref people, Ref before) {
    const Ref reoffenders =
        w_.multiply({id_ + ".actual.reoffenders", "reoffenders of the cohort", Unit::people, rule_},
                    {compared_.actual->value, people});
    const Ref expected = w_.multiply(
        {id_ + ".baseline.reoffenders", "reoffenders behind the baseline", Unit::people, rule_},
        {*compared_.baseline, before});
    const Ref top = w_.add(
        {id_ + ".pool.reoffenders", "reoffenders of cohort and baseline", Unit::people, rule_},
        {reoffenders, expected});
    const Ref bottom =
        w_.add({id_ + ".pool.people", "people of cohort and baseline", Unit::people, rule_},
               {people, before});
    return w_.divide({id_ + ".pool", "pooled rate", Unit::rate, rule_}, top, bottom);
  }

  ConditionResult compared_result(
      Ref value, Ref threshold, bool or_equal, const std::string& subject, std::string_view words) {
    const Ref outcome =
        or_equal ? w_.at_least(name(), value, threshold) : w_.more_than(name(), value, threshold);
    return {outcome,
            fmt::format(
                "{} is {} {}: {}", subject, words, w_.shown(threshold), yes_no(w_.is_yes(outcome))),
            {}};
  }

  const LineRule& line_;
  const Compared& compared_;
  Quantities& q_;
  Workings& w_;
  const std::vector<LineResult>& above_;
  std::string id_;
  Source rule_;
};

std::vector<Ref> outcomes(const std::vector<ConditionResult>& results) {
  std::vector<Ref> refs;
  refs.reserve(results.size());
  for (const ConditionResult& result : results) {
    refs.push_back(result.outcome);
  }
  return refs;
}

}  // namespace

std::vector<ConditionResult> judge_conditions(const std::vector<Condition>& conditions,
                                              std::string_view list,
                                              const Judged& judged,
                                              Quantities& quantities) {
  return ConditionJudge(judged, quantities).judge(conditions, list);
}

Ref holds(const LineRule& line,
          std::string_view id,
          std::string label,
          const std::vector<ConditionResult>& results,
          Workings& w) {
  Workings::Name name{
      fmt::format("{}.{}", line.name, id), std::move(label), Unit::yes_no, line.source};
  return results.empty() ? w.given(std::move(name), 0)
                         : w.all_of(std::move(name), outcomes(results));
}

}  // namespace outturn::settling
