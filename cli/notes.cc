#include "notes.h"

#include "text/page.h"

#include <cstdio>
#include <set>

#include <fmt/format.h>

namespace outturn::cli {

void note(const std::vector<std::string>& sentences) {
  std::set<std::string_view> said;
  for (const std::string& sentence : sentences) {
    if (said.insert(sentence).second) {
      fmt::print(stderr, "{}\n", printable(sentence));
    }
  }
}

}  // namespace outturn::cli
