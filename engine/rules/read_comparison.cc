// What a line's measure is compared with.
#include "rules/reading.h"

#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

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
      fields.optional("one_start_per_person_in", word_reader(kOnePerPerson));
  fields.finish();
  if (!from || !until) {
    return std::nullopt;
  }
  if (*until < *from) {
    problems.add(node.place, Reason::out_of_order, "the baseline cohort ends before it begins");
  }
  return CohortBaseline{*from, *until, one_per_person};
}

std::optional<BlendedBaseline::Part> read_blend_part(const Node& node, Context& context) {
  Fields fields(node, "part", context.problems);
  const ClauseScope scope(context, fields);
  const auto share = fields.required("share", read_part);
  const auto figure = fields.required("figure", yaml::read_text);
  fields.finish();
  return share && figure
             ? std::optional(BlendedBaseline::Part{*share, *figure, context.source(node)})
             : std::nullopt;
}

std::optional<BlendedBaseline> read_blend(const Node& node, Context& context) {
  const auto read = [&](const Node& item, Problems&) { return read_blend_part(item, context); };
  auto parts = yaml::read_list<BlendedBaseline::Part>(node, context.problems, read);
  if (!parts || parts->size() != node.items.size()) {
    return std::nullopt;
  }
  Ratio sum = 0;
  for (const BlendedBaseline::Part& part : *parts) {
    sum += part.share;
  }
  if (sum != 1) {
    context.problems.add(
        node.place,
        Reason::inconsistent,
        fmt::format("the shares of the blend add up to {}%, not 100%", to_plain(sum * 100)));
  }
  return BlendedBaseline{std::move(*parts)};
}

std::optional<FigureBaseline::Trend> read_trend(const Node& node, Problems& problems) {
  Fields fields(node, "moved_by", problems);
  const auto then = fields.required("then", yaml::read_text);
  const auto now = fields.required("now", yaml::read_text);
  fields.finish();
  return then && now ? std::optional(FigureBaseline::Trend{*then, *now}) : std::nullopt;
}

std::optional<Baseline> read_baseline(Fields& fields,
                                      Context& context,
                                      const MeasureRule& measure) {
  const Node* fixed = fields.find("fixed");
  const Node* cohort = fields.find("cohort");
  const Node* figure = fields.find("figure");
  const Node* blend = fields.find("blend");
  const auto trend = fields.optional("moved_by", read_trend);
  const auto people = fields.optional("baseline_people", read_people);
  if (people && fixed == nullptr) {
    context.problems.add(fields.node().place,
                         Reason::inconsistent,
                         "baseline_people goes with a fixed baseline",
                         "a cohort is counted, and a supplied figure says people: itself");
  }
  if (trend && figure == nullptr) {
    context.problems.add(
        fields.node().place, Reason::inconsistent, "moved_by goes with a supplied figure");
  }
  if ((fixed != nullptr) + (cohort != nullptr) + (figure != nullptr) + (blend != nullptr) != 1) {
    context.problems.add(fields.node().place,
                         Reason::inconsistent,
                         "compare_with needs exactly one of fixed, cohort, figure and blend");
    return std::nullopt;
  }
  if (blend != nullptr) {
    auto parts = read_blend(*blend, context);
    return parts ? std::optional<Baseline>(std::move(*parts)) : std::nullopt;
  }
  if (cohort != nullptr) {
    const auto baseline = read_cohort_baseline(*cohort, context.problems);
    return baseline ? std::optional<Baseline>(*baseline) : std::nullopt;
  }
  if (figure != nullptr) {
    const auto name = yaml::read_text(*figure, context.problems);
    return name ? std::optional<Baseline>(FigureBaseline{*name, trend}) : std::nullopt;
  }
  auto value =
      read_dated<Ratio>(*fixed, "rate", rate_reader(measure.kind, context.currency), context);
  return value ? std::optional<Baseline>(FixedBaseline{std::move(*value), people}) : std::nullopt;
}

// Scores are probabilities, and so is their mean.
std::optional<Ratio> read_mean_score(const Node& node, Problems& problems) {
  auto mean = yaml::read_decimal(node, problems);
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

// people_at_least: 929, otherwise: {...}: what stands in for an estimate from too few people.
void read_fallback(Fields& fields,
                   Context& context,
                   const MeasureRule& measure,
                   Comparison& comparison) {
  const bool asks = fields.find("people_at_least") != nullptr;
  comparison.people_at_least = fields.optional("people_at_least", read_people);
  const Node* otherwise = fields.find("otherwise");
  if (asks != (otherwise != nullptr)) {
    context.problems.add(fields.node().place,
                         Reason::inconsistent,
                         "people_at_least and otherwise go together in compare_with");
  }
  if (otherwise != nullptr) {
    if (auto other = read_comparison(*otherwise, context, measure)) {
      comparison.otherwise.push_back(std::move(*other));
    }
  }
}

}  // namespace

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
  read_fallback(fields, context, measure, comparison);
  fields.finish();
  return baseline ? std::optional(std::move(comparison)) : std::nullopt;
}

}  // namespace outturn::reading
