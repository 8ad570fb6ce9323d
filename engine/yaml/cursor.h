// Going through what stands between the values of a text: blanks, comments and punctuation.
#pragma once

#include "yaml/layout.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::yaml {

// What stood between two values.
struct Gap {
  std::vector<Comment> comments;
  bool blank = false;     // a blank line after the last comment
  bool line_end = false;  // the end of a line
};

// A place in a text that is known to be YAML, with line feeds alone as line ends. What is passed
// goes into a gap, until it is taken.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  std::size_t at() const { return at_; }

  // Goes past a value, which is none of the gap's business.
  void jump(std::size_t to);

  // Passes everything up to `end`. Throws Defect when there is more than blanks, comments and
  // punctuation: no value and no comment can get lost unseen.
  void pass_to(std::size_t end);

  // Passes blanks and comments.
  void pass_blanks() { pass_to(next()); }

  // Passes "---" and "..." as long as they come next.
  void pass_marks();

  // Passes `mark` if it comes next, apart from blanks and comments; if not, passes nothing.
  bool pass(char mark);

  // Passes the colon between a key and its value, if it comes next. Outside of brackets a colon
  // that something follows begins a key.
  bool pass_colon(bool in_brackets);

  // Passes one of YAML's words for nothing, if it comes next, and returns it; or returns "".
  std::string_view pass_nothing(bool in_brackets);

  // Takes a comment that follows on the same line.
  std::optional<Comment> comment_beside();

  // Takes the comments that follow on lines of their own, up to the first that begins left of
  // `column` or the next value.
  std::vector<Comment> comments_below(std::size_t column);

  // What was passed since the last time.
  Gap take();

  // The text of every comment passed or taken.
  std::vector<std::string> take_comments() { return std::move(comments_); }

 private:
  std::size_t next() const;
  void step();
  void pass_directive();
  Comment comment();

  std::string_view text_;
  std::size_t at_ = 0;
  bool line_has_text_ = false;
  Gap gap_;
  std::vector<std::string> comments_;
};

}  // namespace outturn::yaml
