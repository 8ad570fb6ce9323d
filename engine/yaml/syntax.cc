#include "yaml/syntax.h"

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace outturn::yaml {
namespace {

struct Translation {
  std::string_view theirs;
  std::string_view message;
  std::string_view advice;
};

constexpr std::string_view kQuoteAdvice = "if this is meant as text, put it in quotes";
constexpr std::string_view kIndentAdvice =
    "entries of one block begin in the same column; check this line and the one above";

// yaml-cpp's messages, by how they begin, in words for somebody who writes contracts.
const Translation kTranslations[] = {
    {YAML::ErrorMsg::END_OF_MAP_FLOW, "a { is not closed by } before this", "add the }"},
    {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a [ is not closed by ] before this", "add the ]"},
    {YAML::ErrorMsg::END_OF_MAP, "this doesn't fit the entries above", kIndentAdvice},
    {YAML::ErrorMsg::END_OF_SEQ, "this doesn't fit the list above", kIndentAdvice},
    {YAML::ErrorMsg::MAP_KEY, "a key isn't allowed here", kIndentAdvice},
    {YAML::ErrorMsg::MAP_VALUE, "a colon isn't allowed here", kQuoteAdvice},
    {YAML::ErrorMsg::BLOCK_ENTRY, "a list item isn't allowed here", kIndentAdvice},
    {YAML::ErrorMsg::FLOW_END, "this } or ] closes nothing", kQuoteAdvice},
    {YAML::ErrorMsg::EOF_IN_SCALAR, "a quote is never closed", "add the closing quote"},
    {YAML::ErrorMsg::DOC_IN_SCALAR, "a quote isn't closed before \"---\" or \"...\"", ""},
    {YAML::ErrorMsg::UNKNOWN_TOKEN, "text can't begin with this character", kQuoteAdvice},
    {YAML::ErrorMsg::INVALID_ESCAPE,
     "this \\ sequence isn't known inside double quotes",
     "use single quotes, where \\ is a plain character"},
    {YAML::ErrorMsg::CHAR_IN_BLOCK, "unexpected text after | or >", "begin the text on a new line"},
};

// yaml-cpp meets an anchor it doesn't know, or a '*' or '&' that begins plain text.
bool concerns_alias(std::string_view theirs) {
  return theirs.find("alias") != std::string_view::npos ||
         theirs.find("anchor") != std::string_view::npos;
}

}  // namespace

InputError alias_error(Place where) {
  return {std::move(where),
          Reason::alias_used,
          "anchors (&name) and aliases (*name) aren't read",
          "write the value out where it is used, or put the text in quotes"};
}

InputError syntax_error(const YAML::ParserException& error, Places& places) {
  const Place place = places.of(error.mark);
  if (concerns_alias(error.msg)) {
    return alias_error(place);
  }
  for (const Translation& known : kTranslations) {
    if (std::string_view(error.msg).substr(0, known.theirs.size()) == known.theirs) {
      return {place, Reason::yaml_syntax, std::string(known.message), std::string(known.advice)};
    }
  }
  return {place, Reason::yaml_syntax, fmt::format("not YAML as we read it: {}", error.msg)};
}

}  // namespace outturn::yaml
