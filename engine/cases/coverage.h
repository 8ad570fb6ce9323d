// Of whom a source shows everything.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace outturn {

// Whose starts or events are all known until the day that a source is observed until, with its file
// and those before it. Whether a settlement is final hangs on this: a file that one provider sends
// says nothing about another's people. Nobody's, for a file of single late or corrected rows.
struct Coverage {
  bool everyone = false;
  std::set<std::string> providers{};  // their codes; empty with everyone

  bool covers(std::string_view provider) const;

  friend bool operator==(const Coverage&, const Coverage&) = default;
};

// The words for it, as a mapping and --covers take them.
inline constexpr std::string_view kEveryone = "everyone";
inline constexpr std::string_view kNobody = "nobody";

// "everyone", "nobody", or the codes joined by ", ".
std::string to_string(const Coverage& coverage);

}  // namespace outturn
