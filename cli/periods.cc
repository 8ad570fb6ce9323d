#include "periods.h"

#include "settle/earlier.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

struct Found {
  std::vector<Period> periods;
  Problem why_none{};  // when there are none
};

// "its periods are 2015-Q1 to 2015-Q4".
std::string extent_of(const std::vector<Period>& periods) {
  return periods.size() == 1
             ? fmt::format("it has one period, {}", periods.front().name)
             : fmt::format("its periods are {} to {}", periods.front().name, periods.back().name);
}

// Whether the words are a year such as 2015/16, of whichever month.
bool names_split_years(const std::string& asked) {
  return parse_period_range(asked, 4).has_value();
}

// Why the words say nothing to this contract; throws when they say nothing to any.
Problem not_understood(const Contract& contract, const std::string& asked) {
  Problem problem = {
      Place{"--period"},
      Reason::bad_period,
      fmt::format("\"{}\" is not a period of contract \"{}\"", asked, contract.id),
      fmt::format("{}; write a period, or two joined by \"..\"", extent_of(contract.periods()))};
  if (!names_split_years(asked)) {
    throw InputError({std::move(problem)});
  }
  if (contract.cadence.every != Cadence::Every::year) {
    problem.message += ", which doesn't say in which month such a year begins";
    problem.advice += ", or add year_starts: to its periods";
  }
  return problem;
}

Found periods_of(const Contract& contract, const std::string& asked) {
  std::vector<Period> periods = contract.periods();
  const auto named = std::find_if(
      periods.begin(), periods.end(), [&](const Period& period) { return period.name == asked; });
  if (named != periods.end()) {
    return {{*named}};
  }
  const auto range = parse_period_range(asked, contract.cadence.year_starts_month.value_or(1));
  if (!range) {
    return {{}, not_understood(contract, asked)};
  }
  const std::string extent = extent_of(periods);
  std::erase_if(periods, [&](const Period& period) {
    return period.first < range->first || range->last < period.last;
  });
  return {std::move(periods),
          {Place{"--period"},
           Reason::bad_period,
           fmt::format("contract \"{}\" has no whole period within \"{}\"", contract.id, asked),
           extent}};
}

// How many contracts stand between a contract and those that build on no other: a contract comes
// after all that it is paid from.
std::map<std::string, int> ranks_of(const std::vector<Contract>& contracts) {
  std::map<std::string, int> ranks;
  for (const Contract& contract : contracts) {
    ranks[contract.id] = 0;
  }
  for (std::size_t round = 0; round <= contracts.size(); ++round) {
    bool settled = true;
    for (const Contract& contract : contracts) {
      for (const std::string& other : contracts_built_on(contract)) {
        const auto found = ranks.find(other);
        if (found != ranks.end() && ranks[contract.id] <= found->second) {
          ranks[contract.id] = found->second + 1;
          settled = false;
        }
      }
    }
    if (settled) {
      return ranks;
    }
  }
  throw InputError(Place{contracts.front().files.front().name},
                   Reason::inconsistent,
                   "contracts of this run are paid from one another in a circle");
}

}  // namespace

Tasks tasks_of(const std::vector<Contract>& contracts, const std::optional<std::string>& asked) {
  Tasks found;
  std::vector<Problem> problems;
  for (const Contract& contract : contracts) {
    Found of = asked ? periods_of(contract, *asked) : Found{contract.periods()};
    for (Period& period : of.periods) {
      found.tasks.push_back({&contract, std::move(period)});
    }
    if (of.periods.empty()) {
      problems.push_back(std::move(of.why_none));
      found.left_out.push_back(
          fmt::format("{} and is left out: {}", problems.back().message, problems.back().advice));
    }
  }
  if (found.tasks.empty()) {
    throw InputError(std::move(problems));
  }
  const std::map<std::string, int> ranks = ranks_of(contracts);
  std::sort(found.tasks.begin(), found.tasks.end(), [&](const Task& a, const Task& b) {
    return std::tuple(ranks.at(a.contract->id), a.contract->id, a.period.first) <
           std::tuple(ranks.at(b.contract->id), b.contract->id, b.period.first);
  });
  return found;
}

}  // namespace outturn::cli
