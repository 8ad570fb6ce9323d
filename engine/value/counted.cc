#include "value/counted.h"

#include "value/ratio.h"

#include <fmt/format.h>

namespace outturn {

std::string grouped(std::int64_t count) {
  return to_grouped_decimal(ratio_of(count), 0);
}

std::string_view form_for(std::int64_t count, std::string_view one, std::string_view many) {
  return count == 1 ? one : many;
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(count), form_for(count, one, many));
}

}  // namespace outturn
