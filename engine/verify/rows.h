// The rows of an evidence.csv, one after another. For this room, and for those
// that read evidence without the engine.
#pragma once

#include "record/csv.h"
#include "record/evidence_columns.h"
#include "value/ratio.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::verify {

// The first columns, in the order of kEvidenceColumns.
enum class Column : std::size_t {
  cohort,
  person,
  index_date,
  record,
  start_class,
  reason,
  detail,
  score,
  complexity_band,
  weight,
  follow_up_ends,
  proven_by,
  reoffended,
  reoffences,
  severity,
  grade,
  events,
};

// Reads rows; texts hold until the next row is read.
class Rows {
 public:
  // Reads the header. `text` and `name` must outlive the object. Throws InputError for other
  // columns than an evidence file has, or CSV that can't be read.
  Rows(std::string_view text, const std::string& name);

  // The next row; false at the end. Throws InputError for a row that can't be read.
  bool next();

  std::size_t line() const { return reader_.line(); }
  std::string_view operator[](Column column) const { return at(static_cast<std::size_t>(column)); }
  bool is_counted() const { return (*this)[Column::start_class] == "counted"; }

  // What is broken down by, and its value in this row; a breakdown by complexity band bears the
  // name that contracts give it.
  const std::vector<std::string>& attributes() const { return attributes_; }
  std::string_view attribute(std::size_t i) const { return at(kEvidenceColumns.size() + i); }

  // Of milestones; empty in a file without them.
  std::string_view pattern() const;
  std::string_view claims() const;

  // A column of numbers by its name, 0 where it is blank. Throws InputError(bad_number) for
  // anything else, and csv_header for a column that can't be added up.
  Ratio number(std::string_view column) const;

  [[noreturn]] void refuse(Column column, const std::string& message) const;

  const std::string& name() const { return name_; }

 private:
  std::string_view at(std::size_t i) const { return fields_.at(i).text; }
  void read_header();

  const std::string& name_;
  csv::Reader reader_;
  std::vector<csv::Field> fields_;
  std::size_t columns_ = 0;
  std::vector<std::string> attributes_;
  bool with_milestones_ = false;
};

// "line 5, weight": where a row says something.
std::string place_in(const Rows& rows, std::string_view column);

// One event or claim of a row, cut at its marks into exactly `parts`. Throws InputError when there
// are more or fewer. An empty text holds none.
std::vector<std::vector<std::string_view>> parts_of(std::string_view text,
                                                    std::size_t parts,
                                                    const Rows& rows,
                                                    std::string_view column);

}  // namespace outturn::verify
