#include "record/json_field.h"

#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

// As many digits as always fit 64 bits.
constexpr std::size_t kMostDigits = 18;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

JsonField JsonField::at(std::string_view key) const {
  const auto found = find(key);
  if (!found) {
    throw InputError(Place{*file_},
                     Reason::not_a_statement,
                     fmt::format("{}{}{} is missing", path_, path_.empty() ? "" : ".", key),
                     "settle again: this file is damaged, or another program wrote it");
  }
  return *found;
}

std::optional<JsonField> JsonField::find(std::string_view key) const {
  if (!json_->is_object()) {
    refuse("an object");
  }
  const auto found = json_->find(key);
  if (found == json_->end()) {
    return std::nullopt;
  }
  return JsonField(
      *found, *file_, path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key));
}

std::vector<JsonField> JsonField::list() const {
  if (!json_->is_array()) {
    refuse("a list");
  }
  std::vector<JsonField> fields;
  fields.reserve(json_->size());
  for (const Json& element : *json_) {
    fields.push_back(JsonField(element, *file_, fmt::format("{}[{}]", path_, fields.size())));
  }
  return fields;
}

std::vector<std::pair<std::string, JsonField>> JsonField::entries() const {
  if (!json_->is_object()) {
    refuse("an object");
  }
  std::vector<std::pair<std::string, JsonField>> fields;
  for (const auto& item : json_->items()) {
    fields.emplace_back(item.key(), at(item.key()));
  }
  return fields;
}

const std::string& JsonField::text() const {
  if (!json_->is_string()) {
    refuse("text");
  }
  return json_->get_ref<const std::string&>();
}

bool JsonField::flag() const {
  if (!json_->is_boolean()) {
    refuse("true or false");
  }
  return json_->get<bool>();
}

std::int64_t JsonField::integer() const {
  if (!json_->is_number_integer()) {
    refuse("a whole number");
  }
  return json_->get<std::int64_t>();
}

std::int64_t JsonField::count() const {
  const std::string& digits = text();
  const bool plain = !digits.empty() && digits.size() <= kMostDigits &&
                     std::all_of(digits.begin(), digits.end(), is_digit);
  if (!plain) {
    refuse("a count");
  }
  return std::stoll(digits);
}

Ratio JsonField::fraction() const {
  const auto value = parse_fraction(text());
  if (!value) {
    refuse("a fraction in lowest terms");
  }
  return *value;
}

void JsonField::refuse(const std::string& what) const {
  throw InputError(Place{*file_},
                   Reason::not_a_statement,
                   path_.empty() ? "a statement is an object, and this is not"
                                 : fmt::format("{} is not {}", path_, what),
                   "settle again: this file is damaged, or another program wrote it");
}

}  // namespace outturn
