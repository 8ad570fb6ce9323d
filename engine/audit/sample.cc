#include "audit/sample.h"

#include "audit/seats.h"
#include "record/evidence_columns.h"
#include "record/sha256.h"
#include "value/counted.h"
#include "value/problem.h"
#include "value/utf8.h"
#include "verify/document.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {

using verify::Column;

namespace {

constexpr std::string_view kDomain = "outturn audit sample/1";
constexpr std::size_t kLongestSeed = 100;

constexpr std::array<Column, kStatedColumnCount> kPlaces = {Column::person,
                                                            Column::index_date,
                                                            Column::record,
                                                            Column::start_class,
                                                            Column::reason,
                                                            Column::complexity_band,
                                                            Column::weight,
                                                            Column::follow_up_ends,
                                                            Column::proven_by,
                                                            Column::reoffended,
                                                            Column::reoffences,
                                                            Column::severity,
                                                            Column::grade};

// Columns that make strata beside what is broken down by.
constexpr std::array kOwnStrata = {
    Column::complexity_band, Column::reoffended, Column::start_class};

std::string_view name_of(Column column) {
  return kEvidenceColumns.at(static_cast<std::size_t>(column));
}

bool is_seed(std::string_view seed) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return !seed.empty() && seed.size() <= kLongestSeed && seed.front() != '-' &&
         seed.find_first_not_of(kLetters) == std::string_view::npos;
}

void require_seed_and_size(const Draw& draw) {
  if (!is_seed(draw.seed)) {
    throw InputError({},
                     Reason::bad_identifier,
                     fmt::format("{} can't be a seed", shown(draw.seed)),
                     "1 to 100 letters, digits, \".\", \"_\" and \"-\", and no \"-\" first");
  }
  if (draw.size < 1 || draw.size > kLargestSample) {
    throw InputError({},
                     Reason::out_of_range,
                     fmt::format("a sample of {} can't be drawn", draw.size),
                     fmt::format("it has 1 to {} starts", grouped(kLargestSample)));
  }
}

void require_cohort(const std::string& statement, const std::string& cohort) {
  const verify::File file{"statement.json", statement};
  const verify::Document document(file);
  verify::require_statement(document);
  const auto cohorts = document.root().at("cohorts").list();
  if (std::none_of(cohorts.begin(), cohorts.end(), [&](const JsonField& one) {
        return one.at("name").text() == cohort;
      })) {
    throw InputError(Place{file.name},
                     Reason::not_in_statement,
                     fmt::format("the statement has no cohort {}", shown(cohort)),
                     "a sample is drawn from people whose reoffending was measured");
  }
}

// How the value that makes a row's stratum is found.
class Strata {
 public:
  Strata(const std::string& by, const verify::Rows& rows) {
    const auto own = std::find_if(
        kOwnStrata.begin(), kOwnStrata.end(), [&](Column column) { return name_of(column) == by; });
    const auto& attributes = rows.attributes();
    const auto attribute = std::find(attributes.begin(), attributes.end(), by);
    if (own != kOwnStrata.end()) {
      column_ = *own;
    } else if (attribute != attributes.end()) {
      attribute_ = static_cast<std::size_t>(attribute - attributes.begin());
    } else if (!by.empty()) {
      refuse(by, attributes);
    }
  }

  std::string_view of(const verify::Rows& row) const {
    if (column_) {
      return row[*column_];
    }
    return attribute_ ? row.attribute(*attribute_) : std::string_view();
  }

 private:
  [[noreturn]] static void refuse(const std::string& by, std::vector<std::string> attributes) {
    for (const Column column : kOwnStrata) {
      attributes.emplace_back(name_of(column));
    }
    std::sort(attributes.begin(), attributes.end());
    attributes.erase(std::unique(attributes.begin(), attributes.end()), attributes.end());
    throw InputError({},
                     Reason::unknown_reference,
                     fmt::format("no strata can be made by {}", shown(by)),
                     fmt::format("they can by: {}", fmt::join(attributes, ", ")));
  }

  std::optional<Column> column_;
  std::optional<std::size_t> attribute_;
};

// A row that may be drawn: its digest, and its place among those.
using Ticket = std::pair<Digest, std::size_t>;

class Drawing {
 public:
  Drawing(const std::string& evidence, Sample& sample) : evidence_(evidence), sample_(sample) {}

  void run() {
    std::size_t place = 0;
    each_row([&](const verify::Rows& row, std::string_view stratum) {
      tickets_[std::string(stratum)].push_back({digest_of(row), place++});
    });
    require_enough();
    choose();
    sample_.rows.resize(chosen_.size());
    place = 0;
    each_row([&](const verify::Rows& row, std::string_view) {
      if (const auto found = chosen_.find(place++); found != chosen_.end()) {
        sample_.rows[found->second.at] = sampled(row, found->second.stratum);
      }
    });
  }

 private:
  struct Chosen {
    std::size_t at;
    std::size_t stratum;
  };

  template <typename Take>
  void each_row(const Take& take) {
    const std::string name = "evidence.csv";
    verify::Rows rows(evidence_, name);
    const Strata strata(sample_.draw.by, rows);
    while (rows.next()) {
      if (rows[Column::cohort] == sample_.draw.cohort &&
          (rows.is_counted() || sample_.draw.of == RowsOf::all)) {
        take(rows, strata.of(rows));
      }
    }
  }

  Digest digest_of(const verify::Rows& row) const {
    return draw_digest(sample_.draw.seed,
                       sample_.statement,
                       sample_.draw.cohort,
                       row[Column::person],
                       row[Column::index_date]);
  }

  void require_enough() const {
    std::int64_t population = 0;
    for (const auto& [value, tickets] : tickets_) {
      population += static_cast<std::int64_t>(tickets.size());
    }
    const Draw& draw = sample_.draw;
    const auto strata = static_cast<std::int64_t>(tickets_.size());
    if (draw.size > population) {
      throw InputError({},
                       Reason::out_of_range,
                       fmt::format("a sample of {} can't be drawn from {} of {}",
                                   draw.size,
                                   draw.of == RowsOf::counted
                                       ? counted(population, "counted start", "counted starts")
                                       : counted(population, "start", "starts"),
                                   shown(draw.cohort)),
                       "all that there are, are a sample of that size");
    }
    if (draw.size < strata) {
      throw InputError(
          {},
          Reason::out_of_range,
          fmt::format("a sample of {} can't hold one of each of {} strata", draw.size, strata),
          fmt::format("draw at least {}", strata));
    }
  }

  void choose() {
    std::vector<std::int64_t> rows;
    for (const auto& [value, tickets] : tickets_) {
      rows.push_back(static_cast<std::int64_t>(tickets.size()));
    }
    const std::vector<std::int64_t> given = seats(rows, sample_.draw.size);
    for (auto& [value, tickets] : tickets_) {
      const std::size_t stratum = sample_.strata.size();
      std::sort(tickets.begin(), tickets.end());
      for (std::int64_t i = 0; i < given[stratum]; ++i) {
        const std::size_t at = chosen_.size();
        chosen_[tickets[static_cast<std::size_t>(i)].second] = {at, stratum};
      }
      sample_.strata.push_back({value, rows[stratum], given[stratum]});
    }
  }

  static SampledRow sampled(const verify::Rows& row, std::size_t stratum) {
    SampledRow result;
    result.stratum = stratum;
    for (const Column column : kPlaces) {
      result.stated.emplace_back(row[column]);
    }
    result.counted = row.is_counted();
    result.numbers = reconciling::numbers_of(row);
    return result;
  }

  const std::string& evidence_;
  Sample& sample_;
  std::map<std::string, std::vector<Ticket>> tickets_;  // by stratum
  std::map<std::size_t, Chosen> chosen_;                // by place
};

}  // namespace

std::string_view code_of(RowsOf rows) {
  return rows == RowsOf::counted ? "counted" : "all";
}

std::int64_t Sample::population() const {
  std::int64_t all = 0;
  for (const Stratum& stratum : strata) {
    all += stratum.rows;
  }
  return all;
}

Digest draw_digest(std::string_view seed,
                   std::string_view statement,
                   std::string_view cohort,
                   std::string_view person,
                   std::string_view index_date) {
  Sha256 hash;
  hash.add(kDomain);
  for (const std::string_view part : {seed, statement, cohort, person, index_date}) {
    hash.add("\n");
    hash.add(part);
  }
  return hash.finish_digest();
}

std::vector<std::string> stated_columns() {
  std::vector<std::string> names;
  names.reserve(kPlaces.size());
  for (const Column column : kPlaces) {
    names.emplace_back(name_of(column));
  }
  return names;
}

Sample draw_sample(const std::string& statement, const std::string& evidence, const Draw& draw) {
  require_seed_and_size(draw);
  require_cohort(statement, draw.cohort);
  Sample sample{draw, sha256(statement), {}, {}};
  Drawing(evidence, sample).run();
  return sample;
}

}  // namespace outturn
