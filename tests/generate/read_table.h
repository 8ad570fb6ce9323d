// The reference files under data/, as rows of fields, for the tests that compare tables with them.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace outturn::test {

using Row = std::vector<std::string>;

// One line of CSV; quotes may enclose commas.
inline Row fields_of(const std::string& line) {
  Row fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

// The rows below the header; lines that begin with '#' name sources and are passed over.
inline std::vector<Row> read_table(const std::string& path) {
  std::ifstream file(std::string(OUTTURN_SOURCE_DIR) + "/data/" + path);
  if (!file) {
    throw std::runtime_error("can't open " + path);
  }
  std::vector<Row> rows;
  bool header_seen = false;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (header_seen) {
      rows.push_back(fields_of(line));
    }
    header_seen = true;
  }
  return rows;
}

}  // namespace outturn::test
