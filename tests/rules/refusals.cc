#include "rules/refusals.h"

#include "rules/sample.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace outturn {
namespace {

namespace fs = std::filesystem;

// The line without its mark and the blank after it.
std::string unmarked(const std::string& line) {
  return line.size() > 2 ? line.substr(2) : std::string{};
}

void take_line(std::vector<RefusalCase>& cases, const std::string& line) {
  if (line.starts_with('#')) {
    cases.push_back({unmarked(line), {}, {}});
    return;
  }
  RefusalCase& one = cases.back();
  if (line.starts_with('-')) {
    if (one.edits.empty() || !one.edits.back().new_lines.empty()) {
      one.edits.emplace_back();
    }
    one.edits.back().old_lines += unmarked(line) + "\n";
  } else if (line.starts_with('+')) {
    one.edits.back().new_lines += unmarked(line) + "\n";
  } else if (line.starts_with('>')) {
    one.refusal += (one.refusal.empty() ? "" : "\n") + unmarked(line);
  } else if (!line.empty()) {
    throw std::invalid_argument("not a line of a case: " + line);
  }
}

RefusalFile read_cases(const fs::path& path) {
  const std::string name = path.stem().string();
  RefusalFile file{path, name.substr(0, name.find('-')), name.ends_with("-in-a-contract"), {}};
  std::istringstream lines(text_of("refusals/" + path.filename().string()));
  for (std::string line; std::getline(lines, line);) {
    take_line(file.cases, line);
  }
  return file;
}

void write_marked(std::ostream& out, char mark, const std::string& lines) {
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) {
    out << mark << (line.empty() ? "" : " ") << line << '\n';
  }
}

}  // namespace

std::vector<RefusalFile> refusal_files() {
  std::vector<fs::path> paths;
  for (const auto& entry :
       fs::directory_iterator(std::string(OUTTURN_SOURCE_DIR) + "/tests/rules/refusals")) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<RefusalFile> files;
  std::transform(paths.begin(), paths.end(), std::back_inserter(files), read_cases);
  return files;
}

std::string edited(std::string text, const RefusalCase& one) {
  for (const LineEdit& edit : one.edits) {
    const std::string old_lines = "\n" + edit.old_lines;
    const std::string whole = "\n" + text;
    const auto at = whole.find(old_lines);
    if (at == std::string::npos || whole.find(old_lines, at + 1) != std::string::npos) {
      throw std::invalid_argument("lines that aren't there once: " + edit.old_lines);
    }
    text.replace(at, edit.old_lines.size(), edit.new_lines);
  }
  return text;
}

void rewrite(const RefusalFile& file) {
  std::ofstream out(file.path, std::ios::binary);
  bool first = true;
  for (const RefusalCase& one : file.cases) {
    out << (first ? "" : "\n") << "# " << one.title << '\n';
    first = false;
    for (const LineEdit& edit : one.edits) {
      write_marked(out, '-', edit.old_lines);
      write_marked(out, '+', edit.new_lines);
    }
    write_marked(out, '>', one.refusal);
  }
}

}  // namespace outturn
