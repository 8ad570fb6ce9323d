// What can be wrong with what came from outside, and how it is said.
//
// Three kinds of wrong, three mechanisms: the input is wrong -> InputError; we are wrong -> Defect;
// one person or event is odd -> a class in the result (measure/classes.h), never an exception.
#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// Every reason for which input is refused. Closed: docs/errors.md lists each one, and a test
// compares the two. The code printed is the enumerator's name.
enum class Reason {
  // files
  file_missing,
  file_unreadable,
  file_too_large,
  not_utf8,
  nul_byte,
  write_failed,
  // the form of YAML
  yaml_syntax,
  tab_character,
  alias_used,
  nested_too_deep,
  duplicate_key,
  unknown_key,
  missing_key,
  wrong_shape,
  // values in rules and mappings
  unknown_word,
  bad_number,
  bad_amount,
  bad_date,
  bad_period,
  bad_duration,
  wrong_unit,
  out_of_order,
  out_of_range,
  inconsistent,
  unknown_reference,
  unused_value,
  not_covered,
  // the form of CSV
  csv_quote,
  csv_columns,
  csv_header,
  csv_line_too_long,
  // rows of CSV
  missing_value,
  bad_identifier,
  duplicate_row,
  unknown_person,
  unknown_record,
  // the store
  already_imported,
  not_a_store,
  newer_store,
  corrupt_store,
  locked_store,
  unknown_batch,
  // the register
  not_a_register,
  newer_register,
  corrupt_register,
  locked_register,
  not_in_register,
  not_a_head,
  wrong_stage,
  past_deadline,
  already_issued,
  nothing_issued,
  not_final,
  wrong_run,
  same_person,
  unknown_key_holder,
  // settling
  unknown_provider,
  missing_weight,
  missing_price,
  missing_score,
  missing_figure,
  missing_statement,
  unknown_severity,
  nothing_to_measure,
  amount_too_large,
  statement_differs,
  // statements
  not_a_statement,
  not_in_statement,
  too_few_hidden,
  digest_differs,
  // keys
  not_a_key,
  exposed_key,
  bad_passphrase,
};

// The stable code of a reason, as printed and documented: "duplicate_key".
std::string_view code_of(Reason reason);

// Every reason, in the order of the enum.
std::span<const Reason> all_reasons();

// A position in a file that a person can go to. Lines and columns count from 1; 0 means that the
// problem concerns the whole file (line) or the whole line (column). Columns count characters
// (Unicode code points), not bytes.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;

  friend auto operator<=>(const Place&, const Place&) = default;
};

// "contract.yaml:12:3", leaving out what is 0.
std::string to_string(const Place& place);

// One thing that is wrong: where, which of the closed reasons, what, and what to do about it.
struct Problem {
  Place place;
  Reason reason;
  std::string message;
  std::string advice;  // may be empty

  friend auto operator<=>(const Problem&, const Problem&) = default;
};

// "contract.yaml:12:3: unknown key "colour" [unknown_key]", then the advice on a line of its own. A
// problem without a place begins with its message.
std::string to_string(const Problem& problem);

// Input was refused. Carries every problem found, sorted by place.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Problem> problems);
  InputError(Place place, Reason reason, std::string message, std::string advice = {});

  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

// Collects problems so that all are reported at once.
class Problems {
 public:
  void add(Place place, Reason reason, std::string message, std::string advice = {});
  bool empty() const { return found_.empty(); }
  std::size_t size() const { return found_.size(); }
  const std::vector<Problem>& all() const { return found_; }  // in the order found

  // Throws InputError with everything collected, sorted by place; does nothing when there is none.
  void throw_if_any() const;

 private:
  std::vector<Problem> found_;
};

// Something only our own code can get wrong.
class Defect : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// The candidate a person most likely meant by `word` (at most a third of its letters wrong, or one
// letter of a short word; the first of several as near), or an empty view.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> candidates);

// Whether `word` is another word than `other`, and yet most likely meant for it: one edit away (a
// letter inserted, left out, replaced, or swapped with its neighbour), or the same but for capital
// letters.
bool is_misspelt(std::string_view word, std::string_view other);

// "did you mean "weights"?", or an empty string when nothing is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace outturn
