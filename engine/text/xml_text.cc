#include "text/xml_text.h"

#include "text/json_parts.h"

namespace outturn {

std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : utf8_of(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      default:
        out += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? '?' : c;
    }
  }
  return out;
}

}  // namespace outturn
