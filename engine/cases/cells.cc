#include "cases/cells.h"

#include "cases/values.h"
#include "value/utf8.h"

#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {
namespace {

constexpr std::int32_t kMostDays = 36'525;  // a century

std::optional<std::string_view> view_of(const Meaning& meaning) {
  return meaning.ours ? std::optional<std::string_view>(*meaning.ours) : std::nullopt;
}

void report_blank(const BoundText& bound, const RowCells& row) {
  row.problems.add(
      row.place(bound.index),
      Reason::missing_value,
      fmt::format("{} is blank", bound.field),
      fmt::format("fill it in, or state under \"{}:\" in the mapping what a blank means",
                  bound.field));
}

void report_unlisted(const BoundText& bound, std::string_view text, const RowCells& row) {
  std::vector<std::string_view> words;
  for (const auto& [theirs, ours] : bound.rule.words) {
    words.push_back(theirs);
  }
  const std::string near = did_you_mean(text, words);
  row.problems.add(
      row.place(bound.index),
      Reason::unknown_word,
      fmt::format("{}: {} isn't one of the words in the mapping", bound.field, shown(text)),
      near.empty() ? fmt::format("they are: {}", fmt::join(words, ", ")) : near);
}

void report(const Fault& fault, const BoundText& bound, const RowCells& row) {
  row.problems.add(row.place(bound.index),
                   fault.reason,
                   fmt::format("{}: {}", bound.field, fault.message),
                   fault.advice);
}

// The column's own text, not yet checked; nothing for a blank, which is reported unless it has a
// meaning.
std::optional<std::string_view> raw_text(const BoundText& bound, const RowCells& row) {
  const std::string_view text = row.text(*bound.index);
  if (text.empty() && !bound.rule.blank) {
    report_blank(bound, row);
  }
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

Place RowCells::place(std::optional<std::size_t> column) const {
  return column ? reader.place_of(fields.at(*column)) : Place{std::string(file), reader.line(), 0};
}

std::optional<std::string_view> text_of(const BoundText& bound, const RowCells& row) {
  if (!bound.index) {
    return view_of(bound.rule.always);
  }
  const std::string_view text = row.text(*bound.index);
  if (text.empty()) {
    raw_text(bound, row);
    return bound.rule.blank ? view_of(*bound.rule.blank) : std::nullopt;
  }
  const auto word = bound.rule.words.find(text);
  if (word != bound.rule.words.end()) {
    return view_of(word->second);
  }
  if (!bound.rule.keeps_other_words) {
    report_unlisted(bound, text, row);
    return std::nullopt;
  }
  if (const auto fault = fault_in_value(text)) {
    report(*fault, bound, row);
    return std::nullopt;
  }
  return text;
}

std::optional<std::string_view> person_of(const BoundText& bound, const RowCells& row) {
  const auto text = raw_text(bound, row);
  if (!text) {
    return std::nullopt;
  }
  if (const auto fault = fault_in_person(*text)) {
    report(*fault, bound, row);
    return std::nullopt;
  }
  return text;
}

std::optional<std::int64_t> score_of(const BoundText& bound, const RowCells& row) {
  const auto text = bound.index ? raw_text(bound, row) : std::nullopt;
  if (!text) {
    return std::nullopt;
  }
  if (const auto fault = fault_in_score(*text)) {
    report(*fault, bound, row);
    return std::nullopt;
  }
  return parse_score(*text);
}

std::optional<Date> date_of(const BoundText& bound, std::string_view pattern, const RowCells& row) {
  const auto text = bound.index ? raw_text(bound, row) : std::nullopt;
  if (!text) {
    return std::nullopt;
  }
  const auto date = parse_date(*text, pattern);
  if (!date) {
    row.problems.add(
        row.place(bound.index),
        Reason::bad_date,
        is_of_other_years(*text, pattern)
            ? fmt::format("{}: {} {}", bound.field, shown(*text), kOtherYears)
            : fmt::format("{}: {} isn't a date written {}", bound.field, shown(*text), pattern));
  }
  return date;
}

std::optional<std::int32_t> days_of(std::size_t column,
                                    std::string_view field,
                                    const RowCells& row) {
  const std::string_view text = row.text(column);
  std::int32_t days = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  if (error == std::errc{} && end == text.data() + text.size() && days >= 0 && days <= kMostDays &&
      text.front() != '-') {
    return days;
  }
  row.problems.add(row.place(column),
                   text.empty() ? Reason::missing_value : Reason::bad_number,
                   fmt::format("{}: {} isn't a number of days", field, shown(text)),
                   fmt::format("write a whole number from 0 to {}", kMostDays));
  return std::nullopt;
}

}  // namespace outturn
