// Any text is rows or is refused; rows written out are read back as they were.
#include "record/csv.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::csv {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view text) {
  Reader reader(text, "f.csv");
  Rows rows;
  std::vector<Field> fields;
  while (reader.next(fields)) {
    rows.emplace_back();
    for (const Field& field : fields) {
      rows.back().emplace_back(field.text);
    }
  }
  return rows;
}

std::string written(const Rows& rows) {
  std::string text = "\xEF\xBB\xBF";  // else a first field that begins with one would lose it
  for (const auto& row : rows) {
    for (const std::string& field : row) {
      append_field(text, field);
      text += &field == &row.back() ? '\n' : ',';
    }
  }
  return text;
}

void try_rows(std::string_view text) {
  Rows rows;
  try {
    rows = rows_of(text);
  } catch (const InputError&) {
    return;
  }
  std::size_t longest = 0;
  for (const auto& row : rows) {
    longest = std::max(longest, written({row}).size());
  }
  if (longest < kLongestRow && rows_of(written(rows)) != rows) {
    std::abort();
  }
}

}  // namespace
}  // namespace outturn::csv

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  outturn::csv::try_rows({reinterpret_cast<const char*>(data), size});
  return 0;
}
