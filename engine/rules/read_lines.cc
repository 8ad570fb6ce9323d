// Measures, and the lines that pay for them.
#include "rules/reading.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

constexpr std::array kKinds = {
    yaml::Word<MeasureKind>{"binary rate", MeasureKind::binary_rate},
    yaml::Word<MeasureKind>{"frequency per reoffender", MeasureKind::frequency_per_reoffender},
    yaml::Word<MeasureKind>{"frequency per 100 people", MeasureKind::frequency_per_100_people},
    yaml::Word<MeasureKind>{"severity per reoffender", MeasureKind::severity_per_reoffender},
    yaml::Word<MeasureKind>{"severity per 100 people", MeasureKind::severity_per_100_people},
    yaml::Word<MeasureKind>{"graded rate", MeasureKind::graded_rate},
};
constexpr std::array kEffectUnits = {
    yaml::Word<EffectUnit>{"points", EffectUnit::points},
    yaml::Word<EffectUnit>{"percent", EffectUnit::percent},
    yaml::Word<EffectUnit>{"events", EffectUnit::events},
    yaml::Word<EffectUnit>{"severity", EffectUnit::severity},
};
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

std::vector<Stated<Ratio>> read_grades(const Node& node, Context& context) {
  Fields fields(node, "grades", context.problems);
  std::vector<Stated<Ratio>> grades;
  for (const std::string_view grade : {"less_serious", "as_serious", "more_serious"}) {
    const Node* value = fields.require(grade);
    auto stated = value == nullptr
                      ? std::nullopt
                      : read_stated<Ratio>(*value, "value", yaml::read_decimal, context);
    if (stated) {
      grades.push_back(std::move(*stated));
    }
  }
  fields.finish();
  return grades;
}

MeasureRule read_measure(const yaml::Entry& entry, Context& context) {
  Fields fields(entry.value, "measure", context.problems);
  const ClauseScope scope(context, fields);
  MeasureRule rule{};
  rule.name = entry.key;
  rule.source = {entry.key_place, context.clause};
  rule.kind = fields
                  .required("kind",
                            [](const Node& node, Problems& problems) {
                              return yaml::read_enum<MeasureKind>(node, kKinds, problems);
                            })
                  .value_or(MeasureKind::binary_rate);
  rule.weighted = fields
                      .required("weighted",
                                yaml::read_yes_no,
                                "say whether people count with their complexity weight: yes or no")
                      .value_or(false);
  rule.figure = fields.optional("figure", yaml::read_text);
  const bool graded = rule.kind == MeasureKind::graded_rate && !rule.figure;
  if (const Node* grades = graded ? fields.require("grades") : nullptr) {
    rule.grades = read_grades(*grades, context);
  }
  fields.finish();
  return rule;
}

std::optional<CohortBaseline> read_cohort_baseline(const Node& node, Problems& problems) {
  Fields fields(node, "cohort", problems);
  const auto from = fields.required("from", yaml::read_date);
  const auto until = fields.required("until", yaml::read_date);
  fields.finish();
  if (!from || !until) {
    return std::nullopt;
  }
  if (*until < *from) {
    problems.add(node.place, Reason::out_of_order, "the baseline cohort ends before it begins");
  }
  return CohortBaseline{*from, *until};
}

std::optional<Baseline> read_baseline(Fields& fields,
                                      Context& context,
                                      const MeasureRule& measure) {
  const Node* fixed = fields.find("fixed");
  const Node* cohort = fields.find("cohort");
  const Node* figure = fields.find("figure");
  const auto people = fields.optional("baseline_people", yaml::read_count);
  if ((fixed != nullptr) + (cohort != nullptr) + (figure != nullptr) != 1) {
    context.problems.add(fields.node().place,
                         Reason::inconsistent,
                         "compare_with needs exactly one of fixed, cohort and figure");
    return std::nullopt;
  }
  if (cohort != nullptr) {
    const auto baseline = read_cohort_baseline(*cohort, context.problems);
    return baseline ? std::optional<Baseline>(*baseline) : std::nullopt;
  }
  if (figure != nullptr) {
    const auto name = yaml::read_text(*figure, context.problems);
    return name ? std::optional<Baseline>(FigureBaseline{*name}) : std::nullopt;
  }
  auto value = read_dated<Ratio>(*fixed, "rate", rate_reader(measure.kind), context);
  return value ? std::optional<Baseline>(FixedBaseline{std::move(*value), people}) : std::nullopt;
}

// adjusted_for: mean score, and for a fixed baseline the mean score it was measured at.
void read_adjustment(Fields& fields, Context& context, Comparison& comparison) {
  static constexpr std::array<std::string_view, 1> kWords = {"mean score"};
  const Node* adjusted = fields.find("adjusted_for");
  const Node* mean = fields.find("baseline_mean_score");
  if (adjusted != nullptr) {
    comparison.adjusted_for_mean_score =
        yaml::read_word(*adjusted, kWords, context.problems).has_value();
  }
  if (mean != nullptr) {
    comparison.baseline_mean_score =
        read_stated<Ratio>(*mean, "value", yaml::read_decimal, context);
  }
  const bool fixed = std::holds_alternative<FixedBaseline>(comparison.baseline);
  if (fixed && (adjusted != nullptr) != (mean != nullptr)) {
    context.problems.add(fields.node().place,
                         Reason::inconsistent,
                         "adjusted_for: mean score and baseline_mean_score go together");
  }
}

std::optional<Comparison> read_comparison(const Node& node,
                                          Context& context,
                                          const MeasureRule& measure) {
  Fields fields(node, "compare_with", context.problems);
  const ClauseScope scope(context, fields);
  auto baseline = read_baseline(fields, context, measure);
  Comparison comparison;
  comparison.source = context.source(node);
  if (baseline) {
    comparison.baseline = std::move(*baseline);
  }
  read_adjustment(fields, context, comparison);
  fields.finish();
  return baseline ? std::optional(std::move(comparison)) : std::nullopt;
}

// --- conditions ---

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

constexpr std::array<std::string_view, 3> kOtherConditionWords = {
    "significant", "hurdle", "people_at_least"};

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
  for (const RateWord& word : kRateWords) {
    if (entry.key == word.key && measure != nullptr) {
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
  report_unknown_condition(entry, context.problems);
  return std::nullopt;
}

// --- a line ---

void read_verdict_rules(Fields& fields,
                        Context& context,
                        LineRule& line,
                        const MeasureRule* measure) {
  const auto conditions = [&](std::string_view key, std::vector<Condition>& into) {
    if (const Node* node = fields.require(key, "write the conditions as a list, or: never")) {
      into = read_conditions(*node, context, line, measure);
    }
  };
  conditions("reduction_when", line.reduction_when);
  conditions("increase_when", line.increase_when);
  if (const Node* node = fields.find("termination_when")) {
    line.termination_when = read_conditions(*node, context, line, measure);
  }
  const auto consequence = [&](std::string_view key, Consequence& into) {
    if (const Node* node = fields.require(key, "say what is paid or deducted, or: nothing")) {
      into = read_consequence(*node, context, line);
    }
  };
  consequence("on_reduction", line.on_reduction);
  consequence("on_neither", line.on_neither);
  consequence("on_increase", line.on_increase);
}

const MeasureRule* read_measure_of(Fields& fields, LineRule& line, const Contract& contract) {
  const Node* node = fields.require("measure", "name one of the measures, or give effect_from");
  if (node == nullptr) {
    return nullptr;
  }
  line.measure = node->text;
  const MeasureRule* measure = contract.find_measure(line.measure);
  if (measure == nullptr) {
    std::vector<std::string_view> names;
    for (const MeasureRule& known : contract.measures) {
      names.push_back(known.name);
    }
    fields.problems().add(node->place,
                          Reason::unknown_reference,
                          fmt::format("there is no measure \"{}\"", line.measure),
                          did_you_mean(line.measure, names));
  }
  return measure;
}

void read_effect_unit(Fields& fields, LineRule& line) {
  line.effect_unit = fields
                         .required(
                             "effect_in",
                             [](const Node& node, Problems& problems) {
                               return yaml::read_enum<EffectUnit>(node, kEffectUnits, problems);
                             },
                             "say in what a fall is stated: points, percent, events or severity")
                         .value_or(EffectUnit::points);
}

LineRule read_line(const yaml::Entry& entry, Context& context, const Contract& contract) {
  Fields fields(entry.value, "line", context.problems);
  const ClauseScope scope(context, fields);
  LineRule line;
  line.name = entry.key;
  line.source = {entry.key_place, context.clause};
  line.title = fields.required("title", yaml::read_text).value_or("");
  line.effect_figure = fields.optional("effect_from", yaml::read_text);
  const MeasureRule* measure =
      line.effect_figure ? nullptr : read_measure_of(fields, line, contract);
  const Node* compare = line.effect_figure ? nullptr : fields.find("compare_with");
  if (compare != nullptr && measure != nullptr) {
    line.comparison = read_comparison(*compare, context, *measure);
  }
  if (compare != nullptr || line.effect_figure) {
    read_effect_unit(fields, line);
    read_verdict_rules(fields, context, line, measure);
  } else if (const Node* pays = fields.require("pays",
                                               "a line without compare_with says what it pays: "
                                               "pays: {per_person_by_outcome: ...}")) {
    line.always = read_consequence(*pays, context, line);
  }
  fields.finish();
  return line;
}

}  // namespace

std::vector<MeasureRule> read_measures(const Node& node, Context& context) {
  std::vector<MeasureRule> measures;
  if (!node.is_map()) {
    yaml::report_shape(node, "a map of measures", context.problems);
  }
  for (const yaml::Entry& entry : node.entries) {
    measures.push_back(read_measure(entry, context));
  }
  return measures;
}

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
    if (!item.is_map() || item.entries.empty()) {
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

std::vector<LineRule> read_lines(const Node& node, Context& context, const Contract& contract) {
  std::vector<LineRule> lines;
  if (!node.is_map() || node.entries.empty()) {
    yaml::report_shape(node, "a map of payment lines", context.problems);
  }
  for (const yaml::Entry& entry : node.entries) {
    lines.push_back(read_line(entry, context, contract));
  }
  return lines;
}

}  // namespace outturn::reading
