#include "yaml/cursor.h"

#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace outturn::yaml {
namespace {

constexpr std::string_view kPunctuation = "-?:,.";  // the last for "...", the end of a document
constexpr std::size_t kMark = 3;                    // characters of a mark of a document
constexpr std::string_view kWordsForNothing[] = {"~", "null", "Null", "NULL"};

std::size_t line_end_from(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

std::size_t first_after_spaces(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(' ', at), text.size());
}

std::size_t first_after_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \n", at), text.size());
}

std::string_view without_last_spaces(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);  // npos + 1 is 0: nothing but spaces
}

std::size_t column_of(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  return characters_in(before.substr(before.rfind('\n') + 1));
}

bool is_mark(std::string_view text) {
  return text.starts_with("---") || text.starts_with("...");
}

// Such as %YAML 1.2.
bool is_directive(std::string_view text, std::size_t at) {
  return text[at] == '%' && (at == 0 || text[at - 1] == '\n');
}

bool ends_word(std::string_view text, std::size_t at, bool in_brackets) {
  const std::size_t next = first_after_spaces(text, at);
  const char c = next < text.size() ? text[next] : '\n';
  return c == '\n' || (c == '#' && next > at) ||
         (in_brackets && (c == ',' || c == ']' || c == '}'));
}

}  // namespace

void Cursor::jump(std::size_t to) {
  at_ = to;
  line_has_text_ = to > 0 && text_[to - 1] != '\n';
}

void Cursor::pass_to(std::size_t end) {
  while (at_ < end) {
    step();
  }
}

void Cursor::pass_marks() {
  for (std::size_t at = next(); is_mark(text_.substr(at)); at = next()) {
    pass_to(at + kMark);
  }
}

bool Cursor::pass(char mark) {
  const std::size_t found = next();
  if (found == text_.size() || text_[found] != mark) {
    return false;
  }
  pass_to(found);
  jump(found + 1);
  return true;
}

bool Cursor::pass_colon(bool in_brackets) {
  const std::size_t after = next() + 1;
  const bool alone = after >= text_.size() || text_[after] == ' ' || text_[after] == '\n';
  return (in_brackets || alone) && pass(':');
}

std::string_view Cursor::pass_nothing(bool in_brackets) {
  const std::size_t begin = next();
  for (const std::string_view word : kWordsForNothing) {
    if (text_.substr(begin, word.size()) == word &&
        ends_word(text_, begin + word.size(), in_brackets)) {
      pass_to(begin);
      jump(begin + word.size());
      return word;
    }
  }
  return "";
}

std::optional<Comment> Cursor::comment_beside() {
  const std::size_t found = first_after_spaces(text_, at_);
  if (!line_has_text_ || found == text_.size() || text_[found] != '#') {
    return std::nullopt;
  }
  at_ = found;
  return comment();
}

std::vector<Comment> Cursor::comments_below(std::size_t column) {
  std::vector<Comment> below;
  while (true) {
    const std::size_t found = first_after_blanks(text_, at_);
    if (found == text_.size() || text_[found] != '#' || column_of(text_, found) < column) {
      return below;
    }
    pass_to(found);
    below.push_back(comment());
  }
}

Gap Cursor::take() {
  return std::exchange(gap_, {});
}

// Where the next thing is that is neither blank nor comment nor directive.
std::size_t Cursor::next() const {
  std::size_t at = first_after_blanks(text_, at_);
  while (at < text_.size() && (text_[at] == '#' || is_directive(text_, at))) {
    at = first_after_blanks(text_, line_end_from(text_, at));
  }
  return at;
}

void Cursor::step() {
  const char c = text_[at_];
  if (c == '#') {
    gap_.comments.push_back(comment());
  } else if (is_directive(text_, at_)) {
    pass_directive();
  } else if (c == '\n') {
    gap_.blank = gap_.blank || !line_has_text_;
    gap_.line_end = true;
    jump(at_ + 1);
  } else if (c == ' ') {
    ++at_;
  } else if (kPunctuation.find(c) != std::string_view::npos) {
    jump(at_ + 1);
  } else {
    throw Defect(fmt::format("{} stands between two values", shown(text_.substr(at_, 1))));
  }
}

// Up to the end of the line or to a comment.
void Cursor::pass_directive() {
  const std::string_view line = text_.substr(at_, line_end_from(text_, at_) - at_);
  jump(at_ + std::min(line.find(" #"), line.size()));
}

Comment Cursor::comment() {
  Comment found;
  const std::size_t end = line_end_from(text_, at_);
  found.text = without_last_spaces(text_.substr(at_, end - at_));
  found.column = column_of(text_, at_);
  found.beside = line_has_text_;
  found.blank_above = std::exchange(gap_.blank, false);
  comments_.push_back(found.text);
  jump(end);
  return found;
}

}  // namespace outturn::yaml
