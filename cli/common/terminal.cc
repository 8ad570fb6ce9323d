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

Look look_of_terminal() {
  const char* no_color = std::getenv("NO_COLOR");  // https://no-color.org
  const bool refused = no_color != nullptr && *no_color != '\0';
  Look look;
  look.colour = !refused && takes_codes(STDOUT_FILENO);
  return look;
}

}  // namespace outturn::cli
