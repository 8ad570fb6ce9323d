#include "settle/pool.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::settling {
namespace {

InputError no_people(const LineRule& line, const std::string& period) {
  return {
      line.pool->source.place,
      Reason::missing_figure,
      fmt::format("line \"{}\" weights by people, and what \"{}\" compared in {} doesn't say of "
                  "how many people it is",
                  line.name,
                  line.pool->line,
                  period),
      "add people: to the supplied figure"};
}

std::optional<PooledPeriod> pooled_before(const EarlierStatement& statement,
                                          const LineRule& line,
                                          Quantities& quantities) {
  const EarlierLine& before = statement.line(line.pool->line);
  if (!before.actual || !before.baseline) {
    return std::nullopt;
  }
  if (!before.people) {
    throw no_people(line, statement.period.name);
  }
  const auto read = [&](const EarlierQuantity& quantity, std::string_view label, Unit unit) {
    return quantities.quantity_of(statement, quantity, label, unit, line.pool->source);
  };
  const Unit unit = quantities.unit_of_measure(line.measure);
  return PooledPeriod{statement.period.name,
                      read(*before.actual, "actual rate", unit),
                      read(*before.baseline, "baseline", unit),
                      read(*before.people, "people", Unit::people),
                      read(before.reduction.value(), "reduction", quantities.unit_of_effect(line))};
}

std::optional<PooledPeriod> pooled_now(const LineRule& line,
                                       const Period& period,
                                       const std::vector<LineResult>& above) {
  const auto pooled = std::find_if(above.begin(), above.end(), [&](const LineResult& result) {
    return result.name == line.pool->line;
  });
  if (pooled == above.end()) {
    throw Defect("a pool of a line that wasn't settled: " + line.pool->line);
  }
  if (!pooled->comparison) {
    return std::nullopt;
  }
  const ComparisonRefs& refs = *pooled->comparison;
  if (!refs.people) {
    throw no_people(line, period.name);
  }
  return PooledPeriod{
      period.name, refs.actual.value(), refs.baseline.value(), *refs.people, refs.reduction};
}

}  // namespace

std::vector<PooledPeriod> pooled_periods(const LineRule& line,
                                         Quantities& quantities,
                                         const std::vector<LineResult>& above) {
  std::vector<PooledPeriod> periods;
  for (const EarlierStatement* statement : quantities.earlier_in_term()) {
    if (auto before = pooled_before(*statement, line, quantities)) {
      periods.push_back(std::move(*before));
    }
  }
  if (auto now = pooled_now(line, quantities.period(), above)) {
    periods.push_back(std::move(*now));
  }
  return periods;
}

Ref pooled_people(const std::vector<PooledPeriod>& periods,
                  const LineRule& line,
                  Workings& workings) {
  const std::string id = line.name + ".pool.people";
  if (const Ref* known = workings.find(id)) {
    return *known;
  }
  std::vector<Ref> people;
  people.reserve(periods.size());
  for (const PooledPeriod& period : periods) {
    people.push_back(period.people);
  }
  return workings.add({id, "people of all periods so far", Unit::people, line.pool->source},
                      people);
}

Ref weighted_mean(const std::vector<PooledPeriod>& periods,
                  Ref PooledPeriod::*quantity,
                  std::string_view part,
                  const std::string& label,
                  const LineRule& line,
                  Workings& workings) {
  const std::string id = fmt::format("{}.pool.{}", line.name, part);
  const Source& rule = line.pool->source;
  std::vector<Ref> weighted;
  weighted.reserve(periods.size());
  for (const PooledPeriod& period : periods) {
    weighted.push_back(workings.multiply({fmt::format("{}.{}", id, period.name),
                                          fmt::format("{} times people, {}", label, period.name),
                                          Unit::number,
                                          rule},
                                         {period.*quantity, period.people}));
  }
  const Ref sum = workings.add(
      {id + ".sum", label + " times people, all periods so far", Unit::number, rule}, weighted);
  const Unit unit = workings[periods.front().*quantity].unit;
  return workings.divide({id, label + ", mean of all periods so far", unit, rule},
                         sum,
                         pooled_people(periods, line, workings));
}

}  // namespace outturn::settling
