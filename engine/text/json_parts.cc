#include "text/json_parts.h"

#include "text/page.h"
#include "value/utf8.h"

namespace outturn {
namespace {

Json number_or_null(std::size_t number) {
  return number == 0 ? Json() : Json(number);
}

Json json_of(const Place& place) {
  return {{"file", text_or_null(place.file)},
          {"line", number_or_null(place.line)},
          {"column", number_or_null(place.column)}};
}

}  // namespace

std::string utf8_of(std::string_view text) {
  return invalid_utf8_at(text) >= text.size() ? std::string(text) : printable(text);
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(utf8_of(text));
}

Json json_of(const Source& source) {
  Json json = json_of(source.place);
  json["clause"] = text_or_null(source.clause);
  return json;
}

Json json_of(const Problem& problem) {
  Json json = json_of(problem.place);
  json["reason"] = code_of(problem.reason);
  json["message"] = utf8_of(problem.message);
  json["hint"] = text_or_null(problem.advice);
  return json;
}

}  // namespace outturn
