// Files as they were given, and a statement among them, read but not judged.
#pragma once

#include "record/json_field.h"
#include "value/money.h"

#include <string>
#include <string_view>

namespace outturn::verify {

// The one form of statements that is verified here.
inline constexpr std::string_view kStatementForm = "outturn-statement/1";

// A file: its name as it is told to a reader, and its bytes.
struct File {
  std::string name;
  std::string text;
};

// A JSON document that keeps what its fields refer to.
class Document {
 public:
  // Refers to the file, which must outlive it. Throws InputError(not_a_statement) for what isn't
  // JSON as record/json.h reads it.
  explicit Document(const File& file) : file_(file), json_(parse_json(file.text, file.name)) {}
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  const File& file() const { return file_; }
  const Json& json() const { return json_; }
  JsonField root() const { return {json_, file_.name}; }

 private:
  const File& file_;
  Json json_;
};

// Throws InputError(not_a_statement) unless the document is a statement of the form that is
// verified here.
void require_statement(const Document& document);

// The currency of a statement. Throws InputError(not_a_statement).
Currency currency_of(const JsonField& statement);

}  // namespace outturn::verify
