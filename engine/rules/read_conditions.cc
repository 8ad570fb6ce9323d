// The conditions under which a line is judged a reduction, an increase or a termination.
#include "rules/reading.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::reading {
namespace {

constexpr std::array kTests = {
    yaml::Word<SignificanceCondition::Test>{"one-sample z",
                                            SignificanceCondition::Test::one_sample_z},
    yaml::Word<SignificanceCondition::Test>{"two-sample z",
                                            SignificanceCondition::Test::two_sample_z},
    yaml::Word<SignificanceCondition::Test>{"two-sample pooled z",
                                            SignificanceCondition::Test::two_sample_pooled_z},
};
constexpr std::array kVerdicts = {
    yaml::Word<Verdict>{"reduction", Verdict::reduction},
    yaml::Word<Verdict>{"neither", Verdict::neither},
    yaml::Word<Verdict>{"increase", Verdict::increase},
};

struct EffectWord {
  std::string_view key;
  EffectCondition::Direction direction;
  bool or_equal;
};
constexpr std::array kEffectWords = {
    EffectWord{"reduction_at_least", EffectCondition::Direction::reduction, true},
    EffectWord{"reduction_more_than", EffectCondition::Direction::reduction, false},
    EffectWord{"increase_at_least", EffectCondition::Direction::increase, true},
    EffectWord{"increase_more_than", EffectCondition::Direction::increase, false},
};

struct RateWord {
  std::string_view key;
  RateCondition::Side side;
  bool or_equal;
};
constexpr std::array kRateWords = {
    RateWord{"rate_at_most", RateCondition::Side::below, true},
    RateWord{"rate_below", RateCondition::Side::below, false},
    RateWord{"rate_at_least", RateCondition::Side::above, true},
    RateWord{"rate_above", RateCondition::Side::above, false},
    RateWord{"measure_at_most", RateCondition::Side::below, true},
    RateWord{"measure_below", RateCondition::Side::below, false},
    RateWord{"measure_at_least", RateCondition::Side::above, true},
    RateWord{"measure_above", RateCondition::Side::above, false},
};

constexpr std::array<std::string_view, 5> kOtherConditionWords = {
    "significant", "hurdle", "people_at_least", "nothing_paid_on", "any_of"};

std::optional<SignificanceCondition> read_significance(const Node& node, Context& context) {
  Fields fields(node, "significant", context.problems);
  const auto test = fields.required("test", word_reader(kTests));
  const Node* z_node = fields.require("z", "write the z of the level agreed, such as 1.96");
  auto z = z_node == nullptr ? std::nullopt
                             : read_stated<Ratio>(*z_node, "value", yaml::read_decimal, context);
  const auto or_equal =
      fields.required("boundary",
                      read_boundary,
                      "say whether reaching z exactly is enough: at least, or more than");
  fields.finish();
  if (z && z->value <= 0) {
    context.problems.add(z_node->place, Reason::out_of_range, "z is a number above 0");
  }
  if (!test || !z || !or_equal) {
    return std::nullopt;
  }
  return SignificanceCondition{*test, std::move(*z), *or_equal};
}

std::optional<HurdleCondition> read_hurdle(const Node& node, Context& context) {
  Fields fields(node, "hurdle", context.problems);
  const auto line = fields.required("line", yaml::read_text);
  const auto verdict = fields.required("verdict", word_reader(kVerdicts));
  fields.finish();
  return line && verdict ? std::optional(HurdleCondition{*line, *verdict}) : std::nullopt;
}

void report_unknown_condition(const yaml::Entry& entry, Problems& problems) {
  std::vector<std::string_view> known;
  known.reserve(kEffectWords.size() + kRateWords.size() + kOtherConditionWords.size() + 1);
  for (const EffectWord& word : kEffectWords) {
    known.push_back(word.key);
  }
  for (const RateWord& word : kRateWords) {
    known.push_back(word.key);
  }
  known.insert(known.end(), kOtherConditionWords.begin(), kOtherConditionWords.end());
  known.push_back("clause");
  const std::string near = did_you_mean(entry.key, known);
  problems.add(entry.key_place,
               Reason::unknown_key,
               fmt::format("unknown condition \"{}\"", entry.key),
               near.empty() ? fmt::format("keys allowed here: {}", fmt::join(known, ", ")) : near);
}

void report_no_measure(const yaml::Entry& entry, const LineRule& line, Problems& problems) {
  problems.add(entry.key_place,
               Reason::inconsistent,
               fmt::format("\"{}\" asks for a measure, and this line{}",
                           entry.key,
                           line.effect_figure ? "'s effect is supplied" : " has none"),
               line.effect_figure ? "a supplied effect is judged by its size: reduction_at_least, "
                                    "increase_more_than, ..."
                                  : "name one: measure: ...");
}

template <typename T>
std::optional<decltype(Condition::test)> as_test(std::optional<T> test) {
  return test ? std::optional<decltype(Condition::test)>(std::move(*test)) : std::nullopt;
}

// Reads one condition of a line.
class ConditionReader {
 public:
  ConditionReader(Context& context, const LineRule& line, const MeasureRule* measure)
      : context_(context), line_(line), measure_(measure) {}

  std::vector<Condition> list(const Node& node) {
    std::vector<Condition> conditions;
    if (!node.is_list() || node.items.empty()) {
      yaml::report_shape(node, "a list of conditions, or never", context_.problems);
    }
    for (const Node& item : node.items) {
      if (!item.is_map() || item.entries.size() == (item.find("clause") == nullptr ? 0 : 1)) {
        yaml::report_shape(
            item, "a condition such as reduction_at_least: 5 points", context_.problems);
        continue;
      }
      read_entries(item, conditions);
    }
    return conditions;
  }

 private:
  using Test = std::optional<decltype(Condition::test)>;

  void read_entries(const Node& item, std::vector<Condition>& conditions) {
    Fields fields(item, "condition", context_.problems);
    const ClauseScope scope(context_, fields);
    for (const yaml::Entry& entry : item.entries) {
      if (entry.key == "clause") {
        continue;
      }
      if (auto test = read(entry)) {
        conditions.push_back({std::move(*test), entry.key, {entry.key_place, context_.clause}});
      }
    }
  }

  Test read(const yaml::Entry& entry) {
    for (const EffectWord& word : kEffectWords) {
      if (entry.key == word.key) {
        return effect(entry, word);
      }
    }
    for (const RateWord& word : kRateWords) {
      if (entry.key == word.key) {
        return rate(entry, word);
      }
    }
    return other(entry);
  }

  Test effect(const yaml::Entry& entry, const EffectWord& word) {
    auto value = read_dated<Ratio>(
        entry.value, "value", effect_reader(line_.effect_unit, context_.currency), context_);
    return value ? as_test(std::optional(
                       EffectCondition{word.direction, word.or_equal, std::move(*value)}))
                 : std::nullopt;
  }

  // Whether a condition on the measure has one to look at; a missing one is reported, unless the
  // line names one that isn't there, which has been.
  bool has_measure(const yaml::Entry& entry) {
    if (measure_ == nullptr && (line_.effect_figure || line_.measure.empty())) {
      report_no_measure(entry, line_, context_.problems);
    }
    return measure_ != nullptr;
  }

  Test rate(const yaml::Entry& entry, const RateWord& word) {
    if (!has_measure(entry)) {
      return std::nullopt;
    }
    auto value = read_dated<Ratio>(
        entry.value, "rate", rate_reader(measure_->kind, context_.currency), context_);
    return value
               ? as_test(std::optional(RateCondition{word.side, word.or_equal, std::move(*value)}))
               : std::nullopt;
  }

  Test people(const yaml::Entry& entry) {
    if (!has_measure(entry)) {
      return std::nullopt;
    }
    const auto count = yaml::read_count(entry.value, context_.problems);
    return as_test(count ? std::optional(PeopleCondition{*count}) : std::nullopt);
  }

  Test other(const yaml::Entry& entry) {
    if (entry.key == "significant") {
      return as_test(read_significance(entry.value, context_));
    }
    if (entry.key == "hurdle") {
      return as_test(read_hurdle(entry.value, context_));
    }
    if (entry.key == "people_at_least") {
      return people(entry);
    }
    if (entry.key == "nothing_paid_on") {
      const auto name = yaml::read_text(entry.value, context_.problems);
      return as_test(name ? std::optional(NothingPaidCondition{*name}) : std::nullopt);
    }
    if (entry.key == "any_of") {
      return as_test(std::optional(AnyCondition{list(entry.value)}));
    }
    report_unknown_condition(entry, context_.problems);
    return std::nullopt;
  }

  Context& context_;
  const LineRule& line_;
  const MeasureRule* measure_;
};

}  // namespace

std::vector<Condition> read_conditions(const Node& node,
                                       Context& context,
                                       const LineRule& line,
                                       const MeasureRule* measure) {
  if (node.is_scalar() && node.text == "never") {
    return {};
  }
  return ConditionReader(context, line, measure).list(node);
}

}  // namespace outturn::reading
