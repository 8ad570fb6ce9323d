#include "settle/baseline.h"

#include <fmt/format.h>

namespace outturn::settling {
namespace {

// Reads one comparison; `prefix` keeps the names of a line's alternatives apart.
class BaselineReader {
 public:
  BaselineReader(const LineRule& line,
                 const Comparison& comparison,
                 std::string prefix,
                 const Contract& contract,
                 Quantities& quantities)
      : comparison_(comparison),
        prefix_(std::move(prefix)),
        measure_(*contract.find_measure(line.measure)),
        contract_(contract),
        q_(quantities),
        w_(quantities.workings()) {}

  BaselineRefs operator()(const FixedBaseline& fixed) {
    BaselineRefs refs{q_.rule_value(id("stated_baseline"),
                                    "baseline stated by the contract",
                                    unit_of(measure_.kind),
                                    fixed.value),
                      {}};
    if (fixed.people) {
      refs.people =
          w_.given(name("stated_baseline.people", "people behind the baseline", Unit::people),
                   ratio_of(*fixed.people));
    }
    return refs;
  }

  BaselineRefs operator()(const CohortBaseline& cohort) {
    const RateRefs rate = q_.rate(measure_, baseline_name(cohort, contract_));
    return {rate.value, rate.people};
  }

  BaselineRefs operator()(const FigureBaseline& figure) {
    const RateRefs rate = supplied(figure.figure, "supplied_baseline");
    if (!figure.moved_by) {
      return {rate.value, rate.people};
    }
    const Ref then = supplied(figure.moved_by->then, "trend.then").value;
    const Ref now = supplied(figure.moved_by->now, "trend.now").value;
    if (w_.value(then) == 0) {
      throw InputError(comparison_.source.place,
                       Reason::nothing_to_measure,
                       fmt::format("the figure \"{}\" is 0, so nothing can be said of how it has "
                                   "moved since",
                                   figure.moved_by->then));
    }
    const Ref trend =
        w_.divide(name("trend", "how those outside have moved since", Unit::number), now, then);
    return {w_.multiply(name("moved_baseline",
                             "baseline moved as those outside have moved",
                             unit_of(measure_.kind)),
                        {rate.value, trend}),
            rate.people};
  }

  BaselineRefs operator()(const BlendedBaseline& blend) {
    std::vector<Ref> parts;
    for (const BlendedBaseline::Part& part : blend.parts) {
      const std::string at = fmt::format("blend.{}", parts.size() + 1);
      const Ref share =
          w_.given({id(at + ".share"), "share in the blend", Unit::rate, part.source}, part.share);
      const Ref value = supplied(part.figure, at + ".figure").value;
      parts.push_back(w_.multiply(
          {id(at), "share times estimate", unit_of(measure_.kind), part.source}, {share, value}));
    }
    return {w_.add(name("blend", "estimates blended", unit_of(measure_.kind)), parts), {}};
  }

 private:
  std::string id(std::string_view part) const { return fmt::format("{}.{}", prefix_, part); }

  Workings::Name name(std::string_view part, std::string label, Unit unit) const {
    return {id(part), std::move(label), unit, comparison_.source};
  }

  RateRefs supplied(const std::string& figure, std::string_view part) {
    return q_.figure(figure, id(part), unit_of(measure_.kind), comparison_.source);
  }

  const Comparison& comparison_;
  std::string prefix_;
  const MeasureRule& measure_;
  const Contract& contract_;
  Quantities& q_;
  Workings& w_;
};

// Whether enough people are behind the actual rate for the first estimate.
bool is_strong_enough(const LineRule& line, const RateRefs& actual, Workings& w) {
  const Comparison& comparison = *line.comparison;
  if (!actual.people) {
    throw InputError(
        comparison.source.place,
        Reason::missing_figure,
        fmt::format("line \"{}\" needs the number of people behind the cohort", line.name),
        "add people: to the figure");
  }
  const Ref least = w.given({line.name + ".people_at_least",
                             "people that the first estimate asks for",
                             Unit::people,
                             comparison.source},
                            ratio_of(*comparison.people_at_least));
  return w.is_yes(w.at_least({line.name + ".enough_people",
                              "whether they are enough for the first estimate",
                              Unit::yes_no,
                              comparison.source},
                             *actual.people,
                             least));
}

}  // namespace

BaselineRefs baseline_of(const LineRule& line,
                         const RateRefs& actual,
                         const Contract& contract,
                         Quantities& quantities) {
  const Comparison* comparison = &*line.comparison;
  std::string prefix = line.name;
  if (comparison->people_at_least && !is_strong_enough(line, actual, quantities.workings())) {
    comparison = &comparison->otherwise.front();
    prefix += ".otherwise";
  }
  BaselineReader reader(line, *comparison, prefix, contract, quantities);
  return std::visit(reader, comparison->baseline);
}

std::string baseline_name(const CohortBaseline& baseline, const Contract& contract) {
  for (const LineRule& line : contract.lines) {
    const auto* other =
        line.comparison ? std::get_if<CohortBaseline>(&line.comparison->baseline) : nullptr;
    if (other != nullptr && *other != baseline) {
      const bool by_period =
          baseline.one_per_person == CohortBaseline::OnePerPerson::in_each_period;
      return fmt::format("baseline {}..{}{}",
                         to_string(baseline.first),
                         to_string(baseline.last),
                         by_period ? " by period" : "");
    }
  }
  return "baseline";
}

}  // namespace outturn::settling
