#include "now.h"

#include <chrono>

#include <fmt/chrono.h>

namespace outturn::cli {

std::string now() {
  return fmt::format(
      "{:%Y-%m-%dT%H:%M:%SZ}",
      fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

Date today() {
  constexpr std::size_t kDayLength = 10;
  return parse_date(now().substr(0, kDayLength)).value();
}

}  // namespace outturn::cli
