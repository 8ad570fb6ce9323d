// Any text that is read has a layout, which is read as the same tree and is its own layout; any
// other is refused with the problems that reading it has.
#include "yaml/document.h"
#include "yaml/format.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace outturn::yaml {
namespace {

constexpr std::string_view kName = "f.yaml";

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

std::string refusal(std::string_view text) {
  Problems problems;
  try {
    parse(text, kName, problems);
    problems.throw_if_any();
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

bool is_too_large(const InputError& error) {
  return error.problems().front().reason == Reason::file_too_large;
}

// A Defect isn't caught: it is what is looked for.
void try_format(std::string_view text) {
  try {
    const std::string layout = formatted(text, kName);
    require(refusal(text).empty());
    require(formatted(layout, kName) == layout);
  } catch (const InputError& error) {
    require(error.what() == refusal(text) || is_too_large(error));
  }
}

}  // namespace
}  // namespace outturn::yaml

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  outturn::yaml::try_format({reinterpret_cast<const char*>(data), size});
  return 0;
}
