#include "settle/quantities.h"

#include "rules/kinds.h"
#include "settle/columns.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn::settling {
namespace {

constexpr int kHundred = 100;

std::string maybe_weighted(std::string_view column, const MeasureRule& measure) {
  return (measure.weighted ? "weighted_" : "") + std::string(column);
}

std::string_view denominator_of(MeasureKind kind) {
  const bool per_reoffender =
      kind == MeasureKind::frequency_per_reoffender || kind == MeasureKind::severity_per_reoffender;
  return per_reoffender ? "reoffenders" : "people";
}

std::string_view name_of(MeasureKind kind) {
  switch (kind) {
    case MeasureKind::frequency_per_reoffender:
      return "reoffences per reoffender";
    case MeasureKind::frequency_per_100_people:
      return "reoffences per 100 people";
    default:
      return facts_of(kind).word;
  }
}

void require_people(const Workings& workings,
                    Ref denominator,
                    const MeasureRule& measure,
                    const MeasuredCohort& cohort) {
  if (workings.value(denominator) == 0) {
    throw InputError(measure.source.place,
                     Reason::nothing_to_measure,
                     fmt::format("\"{}\" can't be measured on the cohort \"{}\" of {} from {} to "
                                 "{}: there is nobody to divide by",
                                 measure.name,
                                 cohort.spec.name,
                                 cohort.spec.provider,
                                 to_string(cohort.spec.first),
                                 to_string(cohort.spec.last)),
                     "import their starts first, or say in the line: if_nobody: nothing");
  }
}

}  // namespace

Quantities::Quantities(const Contract& contract,
                       const Period& period,
                       const std::vector<MeasuredCohort>& cohorts,
                       Workings& workings)
    : contract_(contract), period_(period), cohorts_(cohorts), workings_(workings) {}

const MeasuredCohort& Quantities::cohort(std::string_view name) const {
  for (const MeasuredCohort& measured : cohorts_) {
    if (measured.spec.name == name) {
      return measured;
    }
  }
  throw Defect(fmt::format("the cohort {} was not measured", name));
}

Ref Quantities::sum(const MeasuredCohort& measured, std::string_view id, const Source& rule) {
  const Column& column = column_of(id);
  const std::string full_id = fmt::format("{}.{}", measured.spec.name, id);
  if (const Ref* known = workings_.find(full_id)) {
    return *known;
  }
  std::vector<std::pair<std::string, std::string>> details = {{"cohort", measured.spec.name}};
  if (!column.of.empty()) {
    details.emplace_back("sum_of", column.of);
  }
  if (!column.grade.empty()) {
    details.emplace_back("grade", column.grade);
  }
  return workings_.evidence({full_id, std::string(column.label), column.unit, rule},
                            column.value(measured.total),
                            std::move(details));
}

Ref Quantities::graded_sum(const MeasureRule& measure, const MeasuredCohort& measured) {
  const std::string id = fmt::format("{}.{}.graded", measure.name, measured.spec.name);
  if (const Ref* known = workings_.find(id)) {
    return *known;
  }
  static constexpr std::array<std::string_view, 3> kGradeNames = {
      "less_serious", "as_serious", "more_serious"};
  static constexpr std::array<std::string_view, 3> kGradeWords = {
      "less serious", "as serious", "more serious"};
  std::vector<Ref> parts;
  for (std::size_t i = 0; i < kGradeNames.size(); ++i) {
    const Stated<Ratio>& grade = measure.grades.at(i);
    const std::string value_id = fmt::format("{}.grade.{}", measure.name, kGradeNames[i]);
    const Ref* known = workings_.find(value_id);
    const Ref value = known != nullptr
                          ? *known
                          : workings_.given({value_id,
                                             fmt::format("grade for {}", kGradeWords[i]),
                                             Unit::number,
                                             grade.source},
                                            grade.value);
    const Ref people = sum(measured, maybe_weighted(kGradeNames[i], measure), measure.source);
    parts.push_back(workings_.multiply(
        {fmt::format("{}.{}.{}", measure.name, measured.spec.name, kGradeNames[i]),
         fmt::format("grades of the {} reoffenders", kGradeWords[i]),
         Unit::people,
         measure.source},
        {value, people}));
  }
  return workings_.add({id, "grades of reoffenders, added up", Unit::people, measure.source},
                       parts);
}

Ref Quantities::numerator(const MeasureRule& measure, const MeasuredCohort& measured) {
  switch (measure.kind) {
    case MeasureKind::binary_rate:
      return sum(measured, maybe_weighted("reoffenders", measure), measure.source);
    case MeasureKind::frequency_per_reoffender:
    case MeasureKind::frequency_per_100_people:
      return sum(measured, maybe_weighted("reoffences", measure), measure.source);
    case MeasureKind::severity_per_reoffender:
    case MeasureKind::severity_per_100_people:
      return sum(measured, maybe_weighted("severity", measure), measure.source);
    case MeasureKind::graded_rate:
      return graded_sum(measure, measured);
    default:
      break;
  }
  throw Defect("a measure that is only ever supplied: " + measure.name);
}

RateRefs Quantities::measured_rate(const MeasureRule& measure, const MeasuredCohort& measured) {
  const std::string id = fmt::format("{}.{}", measure.name, measured.spec.name);
  const Ref top = numerator(measure, measured);
  const Ref bottom =
      sum(measured, maybe_weighted(denominator_of(measure.kind), measure), measure.source);
  const Ref people = sum(measured, "people", measure.source);
  if (const Ref* known = workings_.find(id)) {
    return {*known, bottom, people};
  }
  require_people(workings_, bottom, measure, measured);
  const std::string label = fmt::format("{}{}, {} cohort",
                                        measure.weighted ? "weighted " : "",
                                        name_of(measure.kind),
                                        measured.spec.name);
  const Unit unit = unit_of(measure.kind);
  if (!facts_of(measure.kind).per_hundred()) {
    return {workings_.divide({id, label, unit, measure.source}, top, bottom), bottom, people};
  }
  const Ref hundredfold =
      workings_.multiply({id + ".times_100", "what is counted, times 100", unit, measure.source},
                         {top, constant(kHundred, "per 100 people")});
  return {workings_.divide({id, label, unit, measure.source}, hundredfold, bottom), bottom, people};
}

bool Quantities::has_anybody(const MeasureRule& measure, std::string_view name) const {
  return measure.figure || column_of(maybe_weighted(denominator_of(measure.kind), measure))
                                   .value(cohort(name).total) != 0;
}

RateRefs Quantities::rate(const MeasureRule& measure, std::string_view name) {
  if (!measure.figure) {
    return measured_rate(measure, cohort(name));
  }
  const std::string id = fmt::format("{}.actual", measure.name);
  if (const Ref* known = workings_.find(id)) {
    const Ref* people = workings_.find(id + ".people");
    const auto of = people == nullptr ? std::nullopt : std::optional(*people);
    return {*known, of, of};
  }
  return figure(*measure.figure, id, unit_of(measure.kind), measure.source);
}

RateRefs Quantities::figure(std::string_view name,
                            const std::string& id,
                            Unit unit,
                            const Source& rule) {
  for (const FigureSet& set : contract_.figures) {
    const Figure* found = set.find(period_, name);
    if (found == nullptr) {
      continue;
    }
    RateRefs refs{};
    const std::vector<std::pair<std::string, std::string>> supplied = {
        {"supplied_by", set.supplied_by}, {"file", set.file}, {"version", set.version}};
    refs.value =
        workings_.given({id, fmt::format("supplied figure \"{}\"", name), unit, found->source},
                        found->value,
                        supplied);
    if (found->people) {
      refs.people =
          workings_.given({id + ".people", "people behind the figure", Unit::people, found->source},
                          ratio_of(*found->people),
                          supplied);
      refs.per = refs.people;
    }
    return refs;
  }
  throw InputError(rule.place,
                   Reason::missing_figure,
                   fmt::format("no figure \"{}\" is supplied for {} to {}",
                               name,
                               to_string(period_.first),
                               to_string(period_.last)),
                   "add the period to a figures file that the contract names");
}

const MeasuredMilestones& Quantities::milestones() const {
  if (milestones_ == nullptr) {
    throw Defect("milestones are priced, and nobody was followed");
  }
  return *milestones_;
}

std::vector<const EarlierStatement*> Quantities::earlier_since(Date first) const {
  std::vector<const EarlierStatement*> found;
  if (earlier_ == nullptr) {
    return found;
  }
  for (const EarlierStatement& statement : *earlier_) {
    const bool own = statement.contract == contract_.id;
    if (own && first <= statement.period.first && statement.period.first < period_.first) {
      found.push_back(&statement);
    }
  }
  return found;
}

const EarlierStatement& Quantities::statement_of(std::string_view contract) const {
  for (const EarlierStatement& statement : *earlier_) {
    if (statement.contract == contract) {
      return statement;
    }
  }
  throw Defect(fmt::format("no statement of contract {} was given", contract));
}

Ref Quantities::quantity_of(const EarlierStatement& statement,
                            const EarlierQuantity& quantity,
                            std::string_view label,
                            Unit unit,
                            const Source& rule) {
  const bool own = statement.contract == contract_.id;
  const std::string id = fmt::format("before.{}{}.{}",
                                     own ? "" : statement.contract + ".",
                                     statement.period.name,
                                     quantity.working);
  if (const Ref* known = workings_.find(id)) {
    return *known;
  }
  return workings_.earlier({id, fmt::format("{} in {}", label, statement.period.name), unit, rule},
                           quantity.value,
                           {{"statement", statement.sha256},
                            {"contract", statement.contract},
                            {"period", statement.period.name},
                            {"working", quantity.working}});
}

Ref Quantities::people_of_grade(Grade grade, const Source& rule) {
  static constexpr std::array<std::string_view, kGrades> kGradeColumns = {
      "no_reoffence", "less_serious", "as_serious", "more_serious"};
  return sum(cohort("actual"), kGradeColumns.at(static_cast<std::size_t>(grade)), rule);
}

void Quantities::count_everyone() {
  for (const MeasuredCohort& measured : cohorts_) {
    for (const std::string_view column : {"people", "reoffenders", "reoffences"}) {
      sum(measured, column, contract_.cohort->source);
    }
  }
}

Unit Quantities::unit_of_measure(std::string_view measure) const {
  return unit_of(contract_.find_measure(measure)->kind);
}

Unit Quantities::unit_of_effect(const LineRule& line) {
  return unit_of(line.effect_unit);
}

bool Quantities::is_per_hundred(std::string_view measure) const {
  return facts_of(contract_.find_measure(measure)->kind).per_hundred();
}

Ref Quantities::mean_score(std::string_view name, const Source& rule) {
  const MeasuredCohort& measured = cohort(name);
  const std::string id = fmt::format("{}.mean_score", name);
  if (const Ref* known = workings_.find(id)) {
    return *known;
  }
  if (measured.without_score > 0) {
    throw InputError(rule.place,
                     Reason::missing_score,
                     fmt::format("{} of {} people of the cohort \"{}\" have no score",
                                 measured.without_score,
                                 measured.total.people,
                                 name),
                     "import their scores, or settle without adjusting for them");
  }
  const Ref top = sum(measured, "score", rule);
  const Ref bottom = sum(measured, "people", rule);
  return workings_.divide({id, "mean score", Unit::score, rule}, top, bottom);
}

Ref Quantities::constant(int value, std::string_view label) {
  const std::string id = fmt::format("constant.{}", value);
  const Ref* known = workings_.find(id);
  return known != nullptr
             ? *known
             : workings_.given({id, std::string(label), Unit::number, {}}, Ratio(value));
}

Ref Quantities::rule_value(const std::string& id,
                           std::string label,
                           Unit unit,
                           const Dated<Ratio>& value) {
  const DatedValue<Ratio>& stated = value.at(rules_day());
  return workings_.given({id, std::move(label), unit, stated.source}, stated.value);
}

Ref Quantities::rule_value(const std::string& id,
                           std::string label,
                           Unit unit,
                           const Dated<Money>& value) {
  const DatedValue<Money>& stated = value.at(rules_day());
  return workings_.given({id, std::move(label), unit, stated.source}, Ratio(stated.value.minor()));
}

}  // namespace outturn::settling
