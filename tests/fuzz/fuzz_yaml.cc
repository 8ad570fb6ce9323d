// Any text is a document or is refused; every place of a document lies in the text.
#include "yaml/document.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace outturn::yaml {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void check(const Node& node, std::size_t lines) {
  require(node.place.line >= 1 && node.place.line <= lines && node.place.column >= 1);
  for (const Node& item : node.items) {
    check(item, lines);
  }
  for (const Entry& entry : node.entries) {
    require(!entry.key.empty() && node.find(entry.key) == &entry.value);
    check(entry.value, lines);
  }
}

void try_document(std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  Problems problems;
  try {
    check(parse(text, "f.yaml", problems), lines);
  } catch (const InputError& error) {
    require(!error.problems().empty());
  }
}

}  // namespace
}  // namespace outturn::yaml

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  outturn::yaml::try_document({reinterpret_cast<const char*>(data), size});
  return 0;
}
