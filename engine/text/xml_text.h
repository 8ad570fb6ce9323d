// Text inside XML: JUnit files and pictures.
#pragma once

#include <string>
#include <string_view>

namespace outturn {

// Text for an attribute or an element. Control characters have no form in XML 1.0 and become '?';
// so does what isn't UTF-8.
std::string xml_text(std::string_view text);

}  // namespace outturn
