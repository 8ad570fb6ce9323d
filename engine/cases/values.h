// What single values of a row may be.
#pragma once

#include "value/date.h"
#include "value/problem.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outturn {

// What is wrong with a value, without its place.
struct Fault {
  Reason reason;
  std::string message;
  std::string advice;
};

// A person is 1 to 64 letters, digits, '-', '_' and '.', not beginning with '.', '-' or '_': it
// becomes part of file names and spreadsheets.
std::optional<Fault> fault_in_person(std::string_view text);

// Any other value is 1 to 200 characters without control characters, and doesn't begin with
// = + - @ unless it is a plain number: a spreadsheet would run it as a formula.
std::optional<Fault> fault_in_value(std::string_view text);

// Small letters, digits and '_', beginning with a letter, at most 64, and not the name of a field
// that isn't an attribute ("person", "index_date").
bool is_attribute_name(std::string_view text);

// A decimal of at most 6 places and 9 digits before the point, in millionths: "0.5" is 500000.
std::optional<std::int64_t> parse_score(std::string_view text);

// A score is a probability, so parse_score reads it and it lies from 0 to 1: 96 for 0.96 would move
// a whole cohort's baseline.
std::optional<Fault> fault_in_score(std::string_view text);

// The ways of writing dates that a mapping can name. The pattern is its own name.
inline constexpr std::array<std::string_view, 6> kDatePatterns = {
    "YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY", "YYYYMMDD", "DD-MM-YYYY", "DD Mon YYYY"};

// The date that `text` writes by `pattern`; nothing for another form ("1/2/2014" isn't DD/MM/YYYY)
// or a day that doesn't exist. Months are written Jan, Feb, Mar, ...
std::optional<Date> parse_date(std::string_view text, std::string_view pattern);

// Whether a text that parse_date doesn't take is such a date of a year outside 1900..2199.
bool is_of_other_years(std::string_view text, std::string_view pattern);

}  // namespace outturn
