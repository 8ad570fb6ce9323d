#include "yaml/document.h"

#include "yaml/builder.h"
#include "yaml/places.h"
#include "yaml/syntax.h"
#include "yaml/text.h"

#include <algorithm>
#include <sstream>

// clang-tidy takes the YAML::Node that parser.h declares for ours unless it sees it defined.
#include <yaml-cpp/node/node.h>
#include <yaml-cpp/parser.h>

namespace outturn::yaml {
namespace {

// yaml-cpp takes a line end that ends the file for the closing of a quote; it doesn't when a
// comment follows.
std::string guarded(std::string_view text) {
  return std::string(text).append(text.ends_with('\n') ? "#" : "\n#");
}

Node build(std::string_view text, Places& places, Problems& problems) {
  std::istringstream stream(guarded(text));
  YAML::Parser parser(stream);
  Builder builder(places, problems);
  if (parser.HandleNextDocument(builder)) {
    parser.HandleNextDocument(builder);  // refused by the builder when there is one
  }
  return builder.take();
}

// Everything found before, and then what ended the reading.
[[noreturn]] void throw_all(const InputError& last, Problems& problems) {
  for (const Problem& problem : last.problems()) {
    problems.add(problem.place, problem.reason, problem.message, problem.advice);
  }
  problems.throw_if_any();
  throw last;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto found = std::find_if(
      entries.begin(), entries.end(), [key](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &found->value;
}

Node parse(std::string_view text, std::string_view name, Problems& problems) {
  const std::string_view checked = checked_text(text, name);
  Places places(checked, name);
  try {
    return build(checked, places, problems);
  } catch (const YAML::ParserException& error) {
    throw_all(syntax_error(error, places), problems);
  } catch (const InputError& error) {
    throw_all(error, problems);
  }
}

}  // namespace outturn::yaml
