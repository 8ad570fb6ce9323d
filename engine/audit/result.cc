#include "audit/result.h"

#include "verify/document.h"

#include <utility>

namespace outturn {
namespace {

using reconciling::Change;
using reconciling::Stakes;

// At 95% confidence one sample in so many has an interval that misses.
constexpr std::int64_t kOneMissesIn = 20;
constexpr std::string_view kNoWeight =
    "the evidence doesn't weigh or grade somebody who was left out";

std::int64_t stated_of(const SampledRow& row) {
  return static_cast<std::int64_t>(numerator(row.numbers.of.at("reoffences")));
}

bool is_wrong(const SampledRow& row, const Answer& found) {
  if (!row.counted || !found.in_cohort) {
    return row.counted != found.in_cohort;
  }
  return stated_of(row) != static_cast<std::int64_t>(found.reoffences.value_or(0));
}

class Judging {
 public:
  Judging(const std::string& statement, const Sample& sample)
      : file_{"statement.json", statement},
        document_(file_),
        stakes_(document_.root(), sample.draw.cohort) {
    result_.sample = sample;
    result_.currency = verify::currency_of(document_.root());
    result_.total = document_.root().at("total").at("minor").fraction();
    for (const Stratum& stratum : sample.strata) {
      result_.strata.push_back({stratum, 0, 0, 0});
    }
  }

  void take(const SampledRow& row, const Answer& found) {
    if (!is_wrong(row, found)) {
      return;
    }
    RowError error{{row.stated[kPersonAt], row.stated[kIndexDateAt]}, row.stratum, {}, found, {}};
    if (row.counted) {
      error.stated = stated_of(row);
    }
    StratumResult& stratum = result_.strata[row.stratum];
    ++stratum.wrong;
    judge(row, error);
    if (error.change.minor) {
      stratum.gross += magnitude(*error.change.minor);
      stratum.net += *error.change.minor;
    } else {
      ++result_.untold;
    }
    result_.errors.push_back(std::move(error));
  }

  AuditResult finish() {
    std::vector<const Change*> all;
    for (const Change& change : changes_) {
      all.push_back(&change);
    }
    result_.together = stakes_.of(all);
    add_interval();
    return std::move(result_);
  }

 private:
  void judge(const SampledRow& row, RowError& error) {
    if (!row.counted) {
      error.change.why_not = kNoWeight;
      return;
    }
    Change change{row.numbers, std::nullopt};
    if (error.found.in_cohort) {
      if (*error.found.reoffences > 0 && stakes_.reads_severity()) {
        error.change.why_not = reconciling::kNoSeverity;
        return;
      }
      change.then = reconciling::with_offences(row.numbers, *error.found.reoffences);
    }
    error.change = stakes_.of({&change});
    if (error.change.minor) {
      changes_.push_back(std::move(change));
    }
  }

  void add_interval() {
    std::int64_t estimated = 0;
    for (const StratumResult& one : result_.strata) {
      estimated += one.stratum.drawn < one.stratum.rows ? 1 : 0;
    }
    for (const StratumResult& one : result_.strata) {
      const Ratio weight = ratio_of(one.stratum.rows) / result_.sample.population();
      const Interval interval = interval_of(one, estimated);
      result_.wrong_in_all.lower += weight * interval.lower;
      result_.wrong_in_all.upper += weight * interval.upper;
    }
  }

  static Interval interval_of(const StratumResult& one, std::int64_t estimated) {
    if (one.stratum.drawn == one.stratum.rows) {
      const Ratio known = ratio_of(one.wrong) / one.stratum.rows;
      return {known, known};
    }
    return clopper_pearson(one.wrong, one.stratum.drawn, Ratio(1) / (kOneMissesIn * estimated));
  }

  verify::File file_;
  verify::Document document_;
  Stakes stakes_;
  std::vector<Change> changes_;
  AuditResult result_;
};

template <typename Part>
Ratio added(const std::vector<StratumResult>& strata, const Part& part) {
  Ratio sum = 0;
  for (const StratumResult& one : strata) {
    sum += part(one);
  }
  return sum;
}

Ratio of_all(const StratumResult& one, const Ratio& error) {
  return error * one.stratum.rows / one.stratum.drawn;
}

}  // namespace

Ratio AuditResult::gross() const {
  return added(strata, [](const StratumResult& one) { return one.gross; });
}

Ratio AuditResult::net() const {
  return added(strata, [](const StratumResult& one) { return one.net; });
}

Ratio AuditResult::gross_of_all() const {
  return added(strata, [](const StratumResult& one) { return of_all(one, one.gross); });
}

Ratio AuditResult::net_of_all() const {
  return added(strata, [](const StratumResult& one) { return of_all(one, one.net); });
}

AuditResult audit_result(const std::string& statement,
                         const Sample& sample,
                         const std::vector<Answer>& answers) {
  Judging judging(statement, sample);
  for (std::size_t at = 0; at < sample.rows.size(); ++at) {
    judging.take(sample.rows[at], answers.at(at));
  }
  return judging.finish();
}

}  // namespace outturn
