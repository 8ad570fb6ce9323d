// Base64 with padding (RFC 4648, 4), read strictly.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace outturn {

std::string base64(std::string_view bytes);

// Nothing unless `text` is exactly what base64() writes for some bytes: no blank, no line break, no
// missing padding, no bits set that carry no byte. So one text stands for one run of bytes.
std::optional<std::string> bytes_of_base64(std::string_view text);

}  // namespace outturn
