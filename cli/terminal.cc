#include "terminal.h"

#include <cstdlib>
#include <string_view>

#include <unistd.h>

namespace outturn::cli {

bool takes_codes(int descriptor) {
  const char* name = std::getenv("TERM");
  const std::string_view terminal = name == nullptr ? "" : name;
  return isatty(descriptor) == 1 && !terminal.empty() && terminal != "dumb";
}

}  // namespace outturn::cli
