#include "value/problem.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn {
namespace {

struct ReasonName {
  Reason reason;
  std::string_view code;
};

constexpr std::array kReasonNames = {
    ReasonName{Reason::file_missing, "file_missing"},
    ReasonName{Reason::file_unreadable, "file_unreadable"},
    ReasonName{Reason::file_too_large, "file_too_large"},
    ReasonName{Reason::not_utf8, "not_utf8"},
    ReasonName{Reason::nul_byte, "nul_byte"},
    ReasonName{Reason::write_failed, "write_failed"},
    ReasonName{Reason::yaml_syntax, "yaml_syntax"},
    ReasonName{Reason::tab_character, "tab_character"},
    ReasonName{Reason::alias_used, "alias_used"},
    ReasonName{Reason::nested_too_deep, "nested_too_deep"},
    ReasonName{Reason::duplicate_key, "duplicate_key"},
    ReasonName{Reason::unknown_key, "unknown_key"},
    ReasonName{Reason::missing_key, "missing_key"},
    ReasonName{Reason::wrong_shape, "wrong_shape"},
    ReasonName{Reason::unknown_word, "unknown_word"},
    ReasonName{Reason::bad_number, "bad_number"},
    ReasonName{Reason::bad_amount, "bad_amount"},
    ReasonName{Reason::bad_date, "bad_date"},
    ReasonName{Reason::bad_period, "bad_period"},
    ReasonName{Reason::bad_duration, "bad_duration"},
    ReasonName{Reason::wrong_unit, "wrong_unit"},
    ReasonName{Reason::out_of_order, "out_of_order"},
    ReasonName{Reason::out_of_range, "out_of_range"},
    ReasonName{Reason::inconsistent, "inconsistent"},
    ReasonName{Reason::unknown_reference, "unknown_reference"},
    ReasonName{Reason::unused_value, "unused_value"},
    ReasonName{Reason::not_covered, "not_covered"},
    ReasonName{Reason::csv_quote, "csv_quote"},
    ReasonName{Reason::csv_columns, "csv_columns"},
    ReasonName{Reason::csv_header, "csv_header"},
    ReasonName{Reason::csv_line_too_long, "csv_line_too_long"},
    ReasonName{Reason::missing_value, "missing_value"},
    ReasonName{Reason::bad_identifier, "bad_identifier"},
    ReasonName{Reason::duplicate_row, "duplicate_row"},
    ReasonName{Reason::unknown_person, "unknown_person"},
    ReasonName{Reason::unknown_record, "unknown_record"},
    ReasonName{Reason::already_imported, "already_imported"},
    ReasonName{Reason::not_a_store, "not_a_store"},
    ReasonName{Reason::newer_store, "newer_store"},
    ReasonName{Reason::corrupt_store, "corrupt_store"},
    ReasonName{Reason::locked_store, "locked_store"},
    ReasonName{Reason::unknown_batch, "unknown_batch"},
    ReasonName{Reason::not_a_register, "not_a_register"},
    ReasonName{Reason::newer_register, "newer_register"},
    ReasonName{Reason::corrupt_register, "corrupt_register"},
    ReasonName{Reason::locked_register, "locked_register"},
    ReasonName{Reason::not_in_register, "not_in_register"},
    ReasonName{Reason::not_a_head, "not_a_head"},
    ReasonName{Reason::wrong_stage, "wrong_stage"},
    ReasonName{Reason::past_deadline, "past_deadline"},
    ReasonName{Reason::already_issued, "already_issued"},
    ReasonName{Reason::nothing_issued, "nothing_issued"},
    ReasonName{Reason::not_final, "not_final"},
    ReasonName{Reason::wrong_run, "wrong_run"},
    ReasonName{Reason::same_person, "same_person"},
    ReasonName{Reason::unknown_key_holder, "unknown_key_holder"},
    ReasonName{Reason::unknown_provider, "unknown_provider"},
    ReasonName{Reason::missing_weight, "missing_weight"},
    ReasonName{Reason::missing_price, "missing_price"},
    ReasonName{Reason::missing_score, "missing_score"},
    ReasonName{Reason::missing_figure, "missing_figure"},
    ReasonName{Reason::missing_statement, "missing_statement"},
    ReasonName{Reason::unknown_severity, "unknown_severity"},
    ReasonName{Reason::nothing_to_measure, "nothing_to_measure"},
    ReasonName{Reason::amount_too_large, "amount_too_large"},
    ReasonName{Reason::statement_differs, "statement_differs"},
    ReasonName{Reason::not_a_statement, "not_a_statement"},
    ReasonName{Reason::not_in_statement, "not_in_statement"},
    ReasonName{Reason::too_few_hidden, "too_few_hidden"},
    ReasonName{Reason::digest_differs, "digest_differs"},
    ReasonName{Reason::not_a_key, "not_a_key"},
    ReasonName{Reason::exposed_key, "exposed_key"},
    ReasonName{Reason::bad_passphrase, "bad_passphrase"},
};

constexpr auto kReasons = [] {
  std::array<Reason, kReasonNames.size()> reasons{};
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    reasons[i] = kReasonNames[i].reason;
  }
  return reasons;
}();

constexpr bool in_enum_order() {
  for (std::size_t i = 0; i < kReasons.size(); ++i) {
    if (static_cast<std::size_t>(kReasons[i]) != i) {
      return false;
    }
  }
  return true;
}
static_assert(in_enum_order(), "code_of indexes the table by the enum's value");
static_assert(kReasons.back() == Reason::bad_passphrase, "a reason lacks its code");

std::vector<Problem> sorted(std::vector<Problem> problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return a.place < b.place;
  });
  return problems;
}

std::string all_messages(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) {
      text += '\n';
    }
    text += to_string(problem);
  }
  return text;
}

char to_small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Edits (insert, delete, replace, swap neighbours) between two words.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const std::size_t replaced = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string_view code_of(Reason reason) {
  return kReasonNames.at(static_cast<std::size_t>(reason)).code;
}

std::span<const Reason> all_reasons() {
  return kReasons;
}

std::string to_string(const Place& place) {
  if (place.line == 0) {
    return place.file;
  }
  if (place.column == 0) {
    return fmt::format("{}:{}", place.file, place.line);
  }
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

std::string to_string(const Problem& problem) {
  const std::string place = to_string(problem.place);
  std::string text = fmt::format(
      "{}{}{} [{}]", place, place.empty() ? "" : ": ", problem.message, code_of(problem.reason));
  if (!problem.advice.empty()) {
    text += fmt::format("\n    {}", problem.advice);
  }
  return text;
}

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(all_messages(sorted(problems))), problems_(sorted(std::move(problems))) {}

InputError::InputError(Place place, Reason reason, std::string message, std::string advice)
    : InputError(
          std::vector<Problem>{{std::move(place), reason, std::move(message), std::move(advice)}}) {
}

void Problems::add(Place place, Reason reason, std::string message, std::string advice) {
  found_.push_back({std::move(place), reason, std::move(message), std::move(advice)});
}

void Problems::throw_if_any() const {
  if (!found_.empty()) {
    throw InputError(found_);
  }
}

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t kLongestCompared = 64;  // a hostile key of a megabyte is near to nothing
  if (word.empty() || word.size() > kLongestCompared) {
    return {};
  }
  std::string_view nearest;
  std::size_t fewest = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t edits =
        candidate.size() > 2 * kLongestCompared ? fewest : edit_distance(word, candidate);
    if (edits < fewest) {
      fewest = edits;
      nearest = candidate;
    }
  }
  return nearest;
}

bool is_misspelt(std::string_view word, std::string_view other) {
  const auto same_letter = [](char a, char b) { return to_small(a) == to_small(b); };
  const bool same_but_for_capitals =
      std::equal(word.begin(), word.end(), other.begin(), other.end(), same_letter);
  return word != other && (same_but_for_capitals ||
                           (word.size() <= other.size() + 1 && edit_distance(word, other) <= 1));
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string_view nearest = nearest_word(word, candidates);
  return nearest.empty() ? std::string{} : fmt::format("did you mean \"{}\"?", nearest);
}

}  // namespace outturn
