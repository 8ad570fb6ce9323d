// A sample of the starts of a statement for somebody to check: the same for the same seed, for
// ever, and drawn so that anybody can redo it with sha256sum. How: docs/audit.md.
#pragma once

#include "reconcile/stakes.h"
#include "record/sha256.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// Nobody checks more by hand, and the exact interval of much larger samples takes minutes.
inline constexpr std::int64_t kLargestSample = 2'000;

// Which rows of the cohort may be drawn.
enum class RowsOf {
  counted,  // those that the statement counts
  all,      // also those that it leaves out
};
std::string_view code_of(RowsOf rows);

struct Draw {
  std::string seed;
  std::int64_t size = 0;
  std::string cohort;
  RowsOf of = RowsOf::counted;
  std::string by;  // the column that makes the strata; empty for a plain sample

  friend bool operator==(const Draw&, const Draw&) = default;
};

struct Stratum {
  std::string value;  // of the column; empty in a plain sample, which is one stratum
  std::int64_t rows = 0;
  std::int64_t drawn = 0;
};

// A row as the statement has it: what the columns of stated_columns() hold, in their order.
struct SampledRow {
  std::size_t stratum = 0;  // place in the list
  std::vector<std::string> stated;
  bool counted = false;
  reconciling::RowNumbers numbers;
};

inline constexpr std::size_t kStatedColumnCount = 13;

// What these columns of the evidence are called, in the order of a form.
std::vector<std::string> stated_columns();

// Places of the columns by which a row is known.
inline constexpr std::size_t kPersonAt = 0;
inline constexpr std::size_t kIndexDateAt = 1;
inline constexpr std::size_t kRecordAt = 2;

struct Sample {
  Draw draw;
  std::string statement;         // SHA-256 of statement.json
  std::vector<Stratum> strata;   // by value
  std::vector<SampledRow> rows;  // by stratum, then as drawn

  std::int64_t population() const;
};

// The digest by which rows are put in order, the smallest first: SHA-256 of "outturn audit
// sample/1", seed, SHA-256 of the statement, cohort, person and index date, a line break between
// each two of them.
Digest draw_digest(std::string_view seed,
                   std::string_view statement,
                   std::string_view cohort,
                   std::string_view person,
                   std::string_view index_date);

// Draws from the evidence of a statement, the text of whose file the caller has seen to belong to
// it. Rows of equal digests (starts of one person on one day) stay in the order of the evidence.
// Throws InputError: bad_identifier for a seed that isn't one to a hundred letters, digits, ".",
// "_" and "-", no "-" first; out_of_range for a size that can't be drawn; unknown_reference for a
// column that makes no strata; not_in_statement for a cohort that isn't there; and what reading
// throws.
Sample draw_sample(const std::string& statement, const std::string& evidence, const Draw& draw);

}  // namespace outturn
