#include "yaml/scribble.h"

#include <fmt/format.h>

namespace outturn::yaml {
namespace {

constexpr int kDeepest = 4;
const std::vector<std::string> kWords = {
    "£1,000", "55.17%", "yes", "2014-10-01", "two words", "a:b", "x#y", "ß", "-1", "half - way"};
const std::vector<std::string> kBracketWords = {"55.17%", "no", "2014-10-01", "two words", "ü#"};

class Pen {
 public:
  explicit Pen(Random& random) : random_(random) {}

  Scribble draw() {
    gap(0);
    map(0, kDeepest);
    gap(0);
    return std::move(drawn_);
  }

 private:
  bool one_in(int n) { return random_.between(1, n) == 1; }
  std::size_t between(int least, int most) {
    return static_cast<std::size_t>(random_.between(least, most));
  }
  static std::string indent(std::size_t column) { return std::string(column, ' '); }
  std::string blanks(int most) { return indent(between(0, most)); }
  const std::string& pick(const std::vector<std::string>& from) {
    return from[static_cast<std::size_t>(random_.between(0, std::ssize(from) - 1))];
  }

  void put(const std::string& text) { drawn_.text += text; }
  void say(const std::string& tree) { drawn_.tree += tree; }

  void comment() {
    drawn_.comments.push_back(fmt::format("# c{}c", drawn_.comments.size()));
    put(drawn_.comments.back() + blanks(2));
  }

  // The end of a line, with or without a comment.
  void end_line() {
    put(blanks(2));
    if (one_in(5)) {
      put("  ");
      comment();
    }
    put("\n");
  }

  // Lines that say nothing, before a line in this column.
  void gap(std::size_t column) {
    while (one_in(4)) {
      put(blanks(3) + "\n");
    }
    while (one_in(6)) {
      put(indent(one_in(4) ? between(0, 9) : column));
      comment();
      put("\n");
    }
  }

  void map(std::size_t column, int depth) {
    say("{");
    for (std::int64_t i = random_.between(1, 4); i > 0; --i) {
      const std::string key = fmt::format("k{} {}", i, pick({"a", "é", "b-c"}));
      gap(column);
      put(indent(column) + (one_in(4) ? "\"" + key + "\"" : key) + blanks(1) + ":");
      say(key + "=");
      value(column, depth, column);
    }
    say("}");
  }

  // A list stands in the column of its key, or further in.
  void list(std::size_t column, int depth) {
    say("[");
    for (std::int64_t i = random_.between(1, 4); i > 0; --i) {
      gap(column);
      put(indent(column) + "-");
      value(column, depth, column + 1);
      say(",");
    }
    say("]");
  }

  // What follows a key or dash; what stands below it begins in `least_for_list` at least.
  void value(std::size_t column, int depth, std::size_t least_for_list) {
    const auto kind = random_.between(depth > 0 ? 1 : 3, 9);
    if (kind == 1) {
      end_line();
      map(column + between(1, 5), depth - 1);
    } else if (kind == 2) {
      end_line();
      list(least_for_list + between(0, 4), depth - 1);
    } else if (kind == 3) {
      block_text(column);
    } else {
      before_value(column);
      inline_value(kind, column, depth);
      end_line();
    }
  }

  void before_value(std::size_t column) {
    if (one_in(6)) {
      end_line();
      gap(column + 1);
      put(indent(column + 1));
    }
    put(" " + blanks(2));
  }

  void inline_value(std::int64_t kind, std::size_t column, int depth) {
    if (kind == 4) {
      brackets(column, depth);
    } else if (kind == 5) {
      text_of_lines(column);
    } else if (kind == 6) {
      quoted();
    } else if (kind == 7) {
      put(one_in(2) ? "~" : "");
      say("~");
    } else {
      const std::string& word = pick(kWords);
      put(word);
      say("'" + word + "'");
    }
  }

  void quoted() {
    const std::string& word = pick(kWords);
    put(one_in(2) ? "'it''s " + word + "'" : "\"it's " + word + "\"");
    say("'it's " + word + "'");
  }

  void text_of_lines(std::size_t column) {
    put("one  \n" + indent(column + between(1, 4)) + "two\n\n");
    put(indent(column + between(1, 4)) + "three");
    say("'one two|three'");
  }

  void block_text(std::size_t column) {
    const std::string begin = indent(column + between(1, 4));
    const bool keeps = one_in(3);
    put(keeps ? " |+" : " |");
    end_line();
    put(begin + "# one\n\n" + begin + "  two \n" + (keeps ? "\n" : ""));
    say(keeps ? "'# one||  two ||'" : "'# one||  two |'");
    // Without this, a comment further in and blank lines that are kept would belong to the text.
    put(indent(column) + "#\n");
    drawn_.comments.emplace_back("#");
  }

  // Between any two things in brackets.
  void bracket_gap(std::size_t column) {
    put(blanks(2));
    if (one_in(8)) {
      put(" ");
      comment();
      put("\n" + indent(column) + blanks(3));
    } else if (one_in(8)) {
      put("\n" + indent(column) + blanks(3));
    }
    put(" ");
  }

  void brackets(std::size_t column, int depth) {
    const bool is_map = one_in(2);
    put(is_map ? "{" : "[");
    say(is_map ? "{" : "[");
    for (std::int64_t i = random_.between(0, 4); i > 0; --i) {
      bracket_gap(column + 1);
      if (is_map) {
        put(fmt::format("k{}: ", i));
        say(fmt::format("k{}=", i));
      }
      bracket_value(column, depth);
      say(is_map ? "" : ",");
      bracket_gap(column + 1);
      put(i > 1 || one_in(3) ? "," : "");
    }
    bracket_gap(column + 1);
    put(is_map ? "}" : "]");
    say(is_map ? "}" : "]");
  }

  void bracket_value(std::size_t column, int depth) {
    if (depth > 0 && one_in(3)) {
      brackets(column, depth - 1);
    } else if (one_in(4)) {
      quoted();
    } else {
      const std::string& word = pick(kBracketWords);
      put(word);
      say("'" + word + "'");
    }
  }

  Random& random_;
  Scribble drawn_;
};

}  // namespace

Scribble scribbled(Random& random) {
  return Pen(random).draw();
}

}  // namespace outturn::yaml
