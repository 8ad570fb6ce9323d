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
  using OnePerPerson = CohortBaseline::OnePerPerson;
  static constexpr std::array kOnePerPerson = {
      yaml::Word<OnePerPerson>{"the whole baseline", OnePerPerson::in_all},
      yaml::Word<OnePerPerson>{"each period", OnePerPerson::in_each_period},
  };
  Fields fields(node, "cohort", problems);
  const auto from = fields.required("from", yaml::read_date);
  const auto until = fields.required("until", yaml::read_date);
  const auto one_per_person =
      fields.optional("one_start_per_person_in", [](const Node& value, Problems& inner) {
        return yaml::read_enum<OnePerPerson>(value, kOnePerPerson, inner);
      });
  fields.finish();
  if (!from || !until) {
    return std::nullopt;
  }
  if (*until < *from) {
    problems.add(node.place, Reason::out_of_order, "the baseline cohort ends before it begins");
  }
  return CohortBaseline{*from, *until, one_per_person};
}

std::optional<Baseline> read_baseline(Fields& fields,
                                      Context& context,
                                      const MeasureRule& measure) {
  const Node* fixed = fields.find("fixed");
  const Node* cohort = fields.find("cohort");
  const Node* figure = fields.find("figure");
  const auto people = fields.optional("baseline_people", read_people);
  if (people && fixed == nullptr) {
    context.problems.add(fields.node().place,
                         Reason::inconsistent,
                         "baseline_people goes with a fixed baseline",
                         "a cohort is counted, and a supplied figure says people: itself");
  }
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

// Scores are probabilities, and so is their mean.
std::optional<Ratio> read_mean_score(const Node& node, Problems& problems) {
  const auto mean = yaml::read_decimal(node, problems);
  if (mean && (*mean < 0 || *mean > 1)) {
    problems.add(node.place,
                 Reason::out_of_range,
                 fmt::format("the mean score {} is not from 0 to 1", node.text),
                 "a score is a probability: write 0.47 for 47%");
    return std::nullopt;
  }
  return mean;
}

// adjusted_for: mean score, and for a baseline that isn't a cohort the mean score it was measured
// at.
void read_adjustment(Fields& fields, Context& context, Comparison& comparison) {
  static constexpr std::array<std::string_view, 1> kWords = {"mean score"};
  const Node* adjusted = fields.find("adjusted_for");
  const Node* mean = fields.find("baseline_mean_score");
  if (adjusted != nullptr) {
    comparison.adjusted_for_mean_score =
        yaml::read_word(*adjusted, kWords, context.problems).has_value();
  }
  if (mean != nullptr) {
    comparison.baseline_mean_score = read_stated<Ratio>(*mean, "value", read_mean_score, context);
  }
  const bool cohort = std::holds_alternative<CohortBaseline>(comparison.baseline);
  if (!cohort && (adjusted != nullptr) != (mean != nullptr)) {
    context.problems.add(fields.node().place,
                         Reason::inconsistent,
                         "adjusted_for: mean score and baseline_mean_score go together");
  }
  if (cohort && mean != nullptr) {
    context.problems.add(mean->place,
                         Reason::inconsistent,
                         "the mean score of a baseline cohort is measured, not stated",
                         "leave baseline_mean_score out, or compare with a fixed baseline");
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

std::optional<std::size_t> read_nothing(const Node& node, Problems& problems) {
  static constexpr std::array<std::string_view, 1> kWords = {"nothing"};
  return yaml::read_word(node, kWords, problems);
}

LineRule read_line(const yaml::Entry& entry, Context& context, const Contract& contract) {
  Fields fields(entry.value, "line", context.problems);
  const ClauseScope scope(context, fields);
  LineRule line;
  line.name = entry.key;
  line.source = {entry.key_place, context.clause};
  line.title = fields.required("title", yaml::read_text).value_or("");
  line.effect_figure = fields.optional("effect_from", yaml::read_text);
  const bool by_claims = pays_by_rate_card(entry.value);
  const MeasureRule* measure =
      line.effect_figure || by_claims ? nullptr : read_measure_of(fields, line, contract);
  const Node* compare = line.effect_figure || by_claims ? nullptr : fields.find("compare_with");
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
  line.nothing_if_nobody = fields.optional("if_nobody", read_nothing).has_value();
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
