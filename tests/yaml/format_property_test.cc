// Whatever is written, its layout says the same, keeps every comment, and is its own layout.
#include "support/catch.h"
#include "support/random.h"
#include "value/problem.h"
#include "value/utf8.h"
#include "yaml/document.h"
#include "yaml/format.h"
#include "yaml/scribble.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace outturn::yaml {
namespace {

namespace fs = std::filesystem;

// A tree on one line, as a scribble says it.
std::string tree_of(const Node& node) {
  if (node.is_scalar()) {
    std::string text = node.text;
    std::replace(text.begin(), text.end(), '\n', '|');
    return "'" + text + "'";
  }
  if (node.kind == Node::Kind::empty) {
    return "~";
  }
  std::string text;
  for (const Entry& entry : node.entries) {
    text += entry.key + "=" + tree_of(entry.value);
  }
  for (const Node& item : node.items) {
    text += tree_of(item) + ",";
  }
  return node.is_map() ? "{" + text + "}" : "[" + text + "]";
}

std::string tree_of(const std::string& text) {
  Problems problems;
  const Node tree = parse(text, "c.yaml", problems);
  problems.throw_if_any();
  return tree_of(tree);
}

std::size_t times_in(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++times;
  }
  return times;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

TEST_CASE("A layout says what was scribbled, with every comment, and is its own layout") {
  Random random;
  for (int i = 0; i < 2000; ++i) {
    const Scribble scribble = scribbled(random);
    CAPTURE(random.seed(), i, scribble.text);
    REQUIRE(tree_of(scribble.text) == scribble.tree);
    const std::string layout = formatted(scribble.text, "c.yaml");
    CAPTURE(layout);
    REQUIRE(tree_of(layout) == scribble.tree);
    REQUIRE(formatted(layout, "c.yaml") == layout);
    for (const std::string& comment : scribble.comments) {
      REQUIRE(times_in(layout, comment) >= 1);
    }
    REQUIRE(times_in(layout, "#") == times_in(scribble.text, "#"));
  }
}

TEST_CASE("A layout keeps to its form whatever was scribbled") {
  Random random(7);
  for (int i = 0; i < 1000; ++i) {
    const std::string layout = formatted(scribbled(random).text, "c.yaml");
    CAPTURE(random.seed(), i, layout);
    REQUIRE(layout.ends_with('\n'));
    REQUIRE_FALSE(layout.starts_with('\n'));
    REQUIRE(layout.find("\n\n\n") == std::string::npos);
    for (const std::string& line : lines_of(layout)) {
      CAPTURE(line);
      const auto indent = std::min(line.find_first_not_of(' '), line.size());
      REQUIRE(indent % 2 == 0);
      REQUIRE((line.empty() || line.back() != ' ' || line.ends_with("two ")));
      REQUIRE(characters_in(line.substr(0, line.find(" #"))) <= 100);
    }
  }
}

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> files_below(const std::string& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(OUTTURN_SOURCE_DIR) / folder)) {
    if (entry.is_regular_file()) {
      paths.push_back(entry.path());
    }
  }
  return paths;
}

// The tree of a text, or why it is refused.
std::string reading_of(const std::string& text) {
  try {
    return tree_of(text);
  } catch (const InputError& error) {
    return error.what();
  }
}

TEST_CASE("A layout says the same for every file of the fuzz corpus, or has the same problems") {
  const std::vector<fs::path> paths = files_below("tests/fuzz/corpus");
  CHECK(paths.size() > 60);
  for (const fs::path& path : paths) {
    CAPTURE(path.string());
    const std::string text = content_of(path);
    try {
      const std::string layout = formatted(text, "c.yaml");
      REQUIRE(reading_of(layout) == reading_of(text));
      REQUIRE(formatted(layout, "c.yaml") == layout);
    } catch (const InputError& error) {
      REQUIRE(error.what() == reading_of(text));
    }
  }
}

TEST_CASE("Every rule file that is shipped is laid out already") {
  std::size_t files = 0;
  for (const std::string folder : {"tariffs", "data", "docs/worked"}) {
    for (const fs::path& path : files_below(folder)) {
      if (path.extension() == ".yaml") {
        CAPTURE(path.string());
        const std::string text = content_of(path);
        CHECK(formatted(text, path.string()) == text);
        ++files;
      }
    }
  }
  CHECK(files > 20);
}

}  // namespace
}  // namespace outturn::yaml
