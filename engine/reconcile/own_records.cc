#include "reconcile/own_records.h"

#include "record/csv.h"
#include "value/date.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <array>
#include <vector>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::array<std::string_view, 3> kColumns = {"person", "index_date", "offence_date"};

class RecordReader {
 public:
  RecordReader(std::string_view text, std::string name)
      : reader_(text, name), name_(std::move(name)) {}

  OwnRecords read() {
    read_header();
    while (reader_.next(fields_)) {
      if (fields_.size() == kColumns.size()) {
        read_row();
      } else {
        problems_.add(Place{name_, reader_.line(), 0},
                      Reason::csv_columns,
                      fmt::format("{} values in a file of 3 columns", fields_.size()));
      }
    }
    problems_.throw_if_any();
    return std::move(records_);
  }

 private:
  void read_header() {
    const bool right = reader_.next(fields_) && fields_.size() == kColumns.size() &&
                       fields_[0].text == kColumns[0] && fields_[1].text == kColumns[1] &&
                       fields_[2].text == kColumns[2];
    if (!right) {
      throw InputError(Place{name_, 1, 0},
                       Reason::csv_header,
                       "these aren't the columns of own records",
                       "they are person,index_date,offence_date");
    }
  }

  bool require_date(const csv::Field& field) {
    if (parse_date(field.text)) {
      return true;
    }
    problems_.add(reader_.place_of(field),
                  Reason::bad_date,
                  fmt::format("{} isn't a date written YYYY-MM-DD", shown(field.text)));
    return false;
  }

  void read_row() {
    if (fields_[0].text.empty()) {
      problems_.add(reader_.place_of(fields_[0]), Reason::missing_value, "person is blank");
      return;
    }
    const bool blank = fields_[2].text.empty();
    if (!require_date(fields_[1]) || (!blank && !require_date(fields_[2]))) {
      return;
    }
    const StartKey key{fields_[0].text, fields_[1].text};
    const auto [start, is_new] = records_.try_emplace(key);
    if (!is_new && (blank || start->second.empty())) {
      problems_.add(
          reader_.place_of(fields_[2]),
          Reason::inconsistent,
          fmt::format("{} stands here with no offence, and in another row again", shown(key.first)),
          "a blank offence_date says that there was none: then it is the only row");
    }
    if (!blank) {
      start->second.emplace(fields_[2].text);
    }
  }

  csv::Reader reader_;
  std::string name_;
  std::vector<csv::Field> fields_;
  OwnRecords records_;
  Problems problems_;
};

}  // namespace

OwnRecords read_own_records(std::string_view text, const std::string& name) {
  return RecordReader(text, name).read();
}

}  // namespace outturn
