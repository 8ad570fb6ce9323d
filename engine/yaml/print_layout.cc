#include "yaml/print_layout.h"

#include "value/utf8.h"
#include "yaml/fit_layout.h"

#include <algorithm>
#include <string_view>

namespace outturn::yaml {
namespace {

constexpr std::size_t kBeforeComment = 2;  // blanks at least

class Printer {
 public:
  std::string print(const Layout& layout);

 private:
  void items(const Written& block, std::size_t column, bool goes_on);
  void key(const Written& key, std::size_t column);
  void value(const Written& value, bool after_dash, std::size_t column);
  void block(const Written& value, bool after_dash, std::size_t column);
  void text(const Written& value, std::size_t column);
  void above(const std::vector<Comment>& list, std::size_t column);
  void comments(const std::vector<Comment>& list, std::size_t column);
  void beside(const Comment& comment);

  void begin_line(std::size_t column, bool blank_above);
  void end_line();
  std::size_t width() const { return characters_in(std::string_view(out_).substr(line_)); }

  std::string out_;
  std::size_t line_ = 0;  // where the last line begins
  bool fresh_ = true;     // no blank line here: nothing yet in this block, or a text would read it
};

std::string Printer::print(const Layout& layout) {
  const Written& root = layout.root;
  comments(root.above, 0);
  if (is_block(root)) {
    items(root, 0, false);
    comments(root.below, 0);
  } else if (root.kind != Written::Kind::nothing) {
    begin_line(0, root.blank_above);
    text(root, 0);
  }
  comments(layout.below, 0);
  return out_;
}

// The items of a block; the first goes on where the line stands, or not.
void Printer::items(const Written& block, std::size_t column, bool goes_on) {
  bool blank_above = block.blank_above;
  for (const WrittenItem& item : block.items) {
    comments(item.above, column);
    if (!goes_on) {
      begin_line(column, blank_above || item.blank_above);
    }
    if (block.kind == Written::Kind::map) {
      key(item.key, column);
      value(item.value, false, column);
    } else {
      out_ += '-';
      value(item.value, true, column);
    }
    goes_on = blank_above = false;
  }
}

void Printer::key(const Written& key, std::size_t column) {
  if (is_simple_key(key)) {
    out_ += key.lines.front();
  } else {
    out_ += "? ";
    text(key, column);
    begin_line(column, false);
  }
  out_ += ':';
}

// What follows a key or dash that begins in `column`.
void Printer::value(const Written& value, bool after_dash, std::size_t column) {
  if (is_block(value) || value.kind == Written::Kind::nothing) {
    block(value, after_dash, column + kIndent);
    return;
  }
  if (goes_below(value, width())) {
    above(value.above, column + kIndent);
    begin_line(column + kIndent, value.blank_above);
  } else {
    out_ += ' ';
  }
  text(value, column);
}

// Items, or nothing but comments. The first item goes on after its dash if nothing stands between.
void Printer::block(const Written& value, bool after_dash, std::size_t column) {
  const bool goes_on =
      after_dash && is_block(value) && value.above.empty() && value.items.front().above.empty();
  if (goes_on) {
    out_ += ' ';
  } else {
    above(value.above, column);
  }
  items(value, column, goes_on);
  comments(value.below, column);
}

// A text, or brackets, in a block whose items begin in `column`; its further lines are indented.
void Printer::text(const Written& value, std::size_t column) {
  out_ += on_one_line(value);
  if (value.is_block_text && value.beside) {
    beside(*value.beside);
  }
  for (std::size_t i = 1; i < value.lines.size(); ++i) {
    end_line();
    out_.append(value.lines[i].empty() ? 0 : column + kIndent, ' ');
    out_ += value.lines[i];
  }
  if (!value.is_block_text && value.beside) {
    beside(*value.beside);
  }
  end_line();
  fresh_ = value.is_block_text && value.lines.front().find('+') != std::string::npos;
}

// The comments between key or dash and what stands below: the first may stand beside those.
void Printer::above(const std::vector<Comment>& list, std::size_t column) {
  const bool has_beside = !list.empty() && list.front().beside;
  if (has_beside) {
    beside(list.front());
  }
  end_line();
  fresh_ = true;
  comments({list.begin() + (has_beside ? 1 : 0), list.end()}, column);
}

void Printer::comments(const std::vector<Comment>& list, std::size_t column) {
  for (const Comment& comment : list) {
    begin_line(column, comment.blank_above);
    out_ += comment.text;
    end_line();
  }
}

void Printer::beside(const Comment& comment) {
  const std::size_t used = width();
  out_.append(std::max(comment.column, used + kBeforeComment) - used, ' ');
  out_ += comment.text;
}

void Printer::begin_line(std::size_t column, bool blank_above) {
  if (blank_above && !fresh_) {
    end_line();
  }
  fresh_ = false;
  out_.append(column, ' ');
}

void Printer::end_line() {
  out_ += '\n';
  line_ = out_.size();
}

// Without quotes, a text that begins so in the first column is the mark of a document.
bool looks_like_mark(const Written& text) {
  if (text.kind != Written::Kind::text) {
    return false;
  }
  const std::string& line = text.lines.front();
  return (line.starts_with("---") || line.starts_with("...")) &&
         (line.size() == 3 || line[3] == ' ');
}

void quote_marks(Written& root) {
  if (looks_like_mark(root)) {
    put_in_quotes(root);
  }
  for (WrittenItem& item : root.items) {
    if (looks_like_mark(item.key)) {
      put_in_quotes(item.key);
    }
  }
}

}  // namespace

std::string print_layout(Layout layout) {
  quote_marks(layout.root);
  fit(layout);
  return Printer().print(layout);
}

}  // namespace outturn::yaml
