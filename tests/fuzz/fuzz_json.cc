// Whatever parse_json accepts, canonical() can write, and reads back to the same value.
#include "record/json.h"
#include "value/problem.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  try {
    const outturn::Json value = outturn::parse_json(text, "fuzz.json");
    const std::string written = outturn::canonical(value);
    const outturn::Json again = outturn::parse_json(written, "fuzz.json");
    if (again != value || outturn::canonical(again) != written) {
      std::abort();
    }
  } catch (const outturn::InputError&) {
    return 0;
  }
  return 0;
}
