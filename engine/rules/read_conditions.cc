// The conditions under which a line is judged a reduction, an increase or a termination.
#include "rules/reading.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

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
};

constexpr std::array<std::string_view, 4> kOtherConditionWords = {
    "significant", "hurdle", "people_at_least", "nothing_paid_on"};

std::optional<SignificanceCondition> read_significance(const Node& node, Context& context) {
  Fields fields(node, "significant", context.problems);
  const auto test = fields.required("test", [](const Node& value, Problems& problems) {
    return yaml::read_enum<SignificanceCondition::Test>(value, kTests, problems);
  });
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
  const auto verdict = fields.required("verdict", [](const Node& value, Problems& problems) {
    return yaml::read_enum<Verdict>(value, kVerdicts, problems);
  });
  fields.finish();
  return line && verdict ? std::optional(HurdleCondition{*line, *verdict}) : std::nullopt;
}

void report_unknown_condition(const yaml::Entry& entry, Problems& problems) {
  std::vector<std::string_view> known(kOtherConditionWords.begin(), kOtherConditionWords.end());
  for (const EffectWord& word : kEffectWords) {
    known.push_back(word.key);
  }
  for (const RateWord& word : kRateWords) {
    known.push_back(word.key);
  }
  problems.add(entry.key_place,
               Reason::unknown_key,
               fmt::format("unknown condition \"{}\"", entry.key),
               did_you_mean(entry.key, known));
}

void report_no_measure(const yaml::Entry& entry, Problems& problems) {
  problems.add(
      entry.key_place,
      Reason::inconsistent,
      fmt::format("\"{}\" asks for a measure, and this line's effect is supplied", entry.key),
      "a supplied effect is judged by its size: reduction_at_least, increase_more_than, ...");
}

template <typename T>
std::optional<decltype(Condition::test)> as_test(std::optional<T> test) {
  return test ? std::optional<decltype(Condition::test)>(std::move(*test)) : std::nullopt;
}

std::optional<decltype(Condition::test)> read_test(const yaml::Entry& entry,
                                                   Context& context,
                                                   const LineRule& line,
                                                   const MeasureRule* measure) {
  for (const EffectWord& word : kEffectWords) {
    if (entry.key == word.key) {
      auto value = read_dated<Ratio>(
          entry.value, "value", quantity_reader(word_of(line.effect_unit)), context);
      return value ? as_test(std::optional(
                         EffectCondition{word.direction, word.or_equal, std::move(*value)}))
                   : std::nullopt;
    }
  }
  const bool asks_measure = std::any_of(kRateWords.begin(),
                                        kRateWords.end(),
                                        [&](const auto& word) { return word.key == entry.key; }) ||
                            entry.key == "people_at_least";
  if (asks_measure && line.effect_figure) {
    report_no_measure(entry, context.problems);
    return std::nullopt;
  }
  if (asks_measure && measure == nullptr) {
    return std::nullopt;  // the unknown measure is reported
  }
  for (const RateWord& word : kRateWords) {
    if (entry.key == word.key) {
      auto value = read_dated<Ratio>(entry.value, "rate", rate_reader(measure->kind), context);
      return value ? as_test(
                         std::optional(RateCondition{word.side, word.or_equal, std::move(*value)}))
                   : std::nullopt;
    }
  }
  if (entry.key == "significant") {
    return as_test(read_significance(entry.value, context));
  }
  if (entry.key == "hurdle") {
    return as_test(read_hurdle(entry.value, context));
  }
  if (entry.key == "people_at_least") {
    const auto people = yaml::read_count(entry.value, context.problems);
    return as_test(people ? std::optional(PeopleCondition{*people}) : std::nullopt);
  }
  if (entry.key == "nothing_paid_on") {
    const auto other = yaml::read_text(entry.value, context.problems);
    return as_test(other ? std::optional(NothingPaidCondition{*other}) : std::nullopt);
  }
  report_unknown_condition(entry, context.problems);
  return std::nullopt;
}

}  // namespace

std::vector<Condition> read_conditions(const Node& node,
                                       Context& context,
                                       const LineRule& line,
                                       const MeasureRule* measure) {
  std::vector<Condition> conditions;
  if (node.is_scalar() && node.text == "never") {
    return conditions;
  }
  if (!node.is_list() || node.items.empty()) {
    yaml::report_shape(node, "a list of conditions, or never", context.problems);
  }
  for (const Node& item : node.items) {
    if (!item.is_map() || item.entries.size() == (item.find("clause") == nullptr ? 0 : 1)) {
      yaml::report_shape(
          item, "a condition such as reduction_at_least: 5 points", context.problems);
      continue;
    }
    Fields fields(item, "condition", context.problems);
    const ClauseScope scope(context, fields);
    for (const yaml::Entry& entry : item.entries) {
      if (entry.key == "clause") {
        continue;
      }
      if (auto test = read_test(entry, context, line, measure)) {
        conditions.push_back({std::move(*test), entry.key, {entry.key_place, context.clause}});
      }
    }
  }
  return conditions;
}

}  // namespace outturn::reading
