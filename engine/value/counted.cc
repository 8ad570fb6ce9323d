#include "value/counted.h"

#include "value/ratio.h"

#include <fmt/format.h>

namespace outturn {

std::string grouped(std::int64_t count) {
  return to_grouped_decimal(ratio_of(count), 0);
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}

std::string counted(std::int64_t count, std::string_view word) {
  return fmt::format("{} {}{}", grouped(count), word, count == 1 ? "" : "s");
}

}  // namespace outturn
