// Values of a JSON document, read with checks that name the place: "lines[0].due.shown".
#pragma once

#include "record/json.h"
#include "value/ratio.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// A value and its path. Refers to the document and the file's name, which must outlive it. Each
// reading throws InputError(not_a_statement) naming the path when the value isn't of that kind.
class JsonField {
 public:
  JsonField(const Json& json, const std::string& file) : json_(&json), file_(&file) {}

  JsonField at(std::string_view key) const;  // an object's field; throws when it is missing
  std::optional<JsonField> find(std::string_view key) const;
  std::vector<JsonField> list() const;
  std::vector<std::pair<std::string, JsonField>> entries() const;  // of an object, by key

  const std::string& text() const;
  bool flag() const;
  std::int64_t integer() const;  // a JSON number
  std::int64_t count() const;    // digits as text: "943"
  Ratio fraction() const;        // text: "3/7"

  const std::string& path() const { return path_; }  // empty for the document itself
  const Json& json() const { return *json_; }

  [[noreturn]] void refuse(const std::string& what) const;

 private:
  JsonField(const Json& json, const std::string& file, std::string path)
      : json_(&json), file_(&file), path_(std::move(path)) {}

  const Json* json_;
  const std::string* file_;
  std::string path_;
};

}  // namespace outturn
