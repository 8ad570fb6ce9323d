#include "yaml/format.h"

#include "support/catch.h"
#include "value/problem.h"
#include "yaml/document.h"

#include <string>

namespace outturn::yaml {
namespace {

std::string laid_out(const std::string& text) {
  return formatted(text, "c.yaml");
}

std::string refusal(const std::string& text) {
  try {
    laid_out(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

struct Case {
  std::string before;
  std::string after;
};

void check(const Case& one) {
  CAPTURE(one.before);
  CHECK(laid_out(one.before) == one.after);
  CHECK(laid_out(one.after) == one.after);
}

TEST_CASE("What is laid out so already stays as it is") {
  const std::string text = GENERATE(as<std::string>(),
                                    "",
                                    "# only a comment\n",
                                    "a: 1\nb: 2\n\nc: 3\n",
                                    "# a file\n\na:\n  - b\n  - c: 1\n    d: 2\n",
                                    "a:\n  # about b\n  b: 1   # beside b\n\n  # the end of a\n",
                                    "a:            # what follows\n  b: 1\n",
                                    "a: {b: [c, \"d\", 'e'], f: {}, g: []}   # flow\n",
                                    "a: >-\n  folded\n  text\nb: |\n  kept\n    as it is\n");
  check({text, text});
}

TEST_CASE("Blocks are indented by two, and lists below their key") {
  check(GENERATE(
      values<Case>({{"a:\n     b:\n      c:   1\n     d: 2\n", "a:\n  b:\n    c: 1\n  d: 2\n"},
                    {"a:\n- b\n-   c\nd: 1\n", "a:\n  - b\n  - c\nd: 1\n"},
                    {"a:\n-\n    b: 1\n    c: 2\n", "a:\n  - b: 1\n    c: 2\n"},
                    {"- - a\n  -   b\n-\n  - c\n", "- - a\n  - b\n- - c\n"},
                    {"  a: 1\n  b: 2\n", "a: 1\nb: 2\n"},
                    {"a : 1\n\"b\"   :   2\n", "a: 1\n\"b\": 2\n"},
                    {"a:\n  1\nb:\n\n  {c: d}\n", "a: 1\nb: {c: d}\n"},
                    {"a: 1", "a: 1\n"},
                    {"a: 1   \n\n   \n", "a: 1\n"},
                    {"", ""},
                    {"\n\n", ""}})));
}

TEST_CASE("Of several blank lines one stays, and none where a block begins") {
  check(GENERATE(
      values<Case>({{"\n\na: 1\n\n\n\nb: 2\n  \n   \nc: 3\n\n", "a: 1\n\nb: 2\n\nc: 3\n"},
                    {"a:\n\n  b: 1\n\n\n  c: 2\n", "a:\n  b: 1\n\n  c: 2\n"},
                    {"a:\n\n\n  # c\n\n\n  b: 1\n", "a:\n  # c\n\n  b: 1\n"},
                    {"a:   # c\n\n  b: 1\n", "a:   # c\n  b: 1\n"},
                    {"- a\n\n-\n\n  - b\n\n\n  - c\n", "- a\n\n- - b\n\n  - c\n"},
                    {"# a\n\n\n# b\n\n\na: 1\n\n\n# c\n\n\n", "# a\n\n# b\n\na: 1\n\n# c\n"}})));
}

TEST_CASE("Comments keep their place") {
  check(GENERATE(values<Case>(
      {// above, beside and below
       {"#a\na: 1 #b\n    # c  \nb: 2\n#d", "#a\na: 1  #b\n# c\nb: 2\n#d\n"},
       // beside: the column stays where it can
       {"a: 1     # b\nlonger: 1 # c\n", "a: 1     # b\nlonger: 1  # c\n"},
       {"a:   1      # b\n", "a: 1        # b\n"},
       // below a block: its own, unless left of it
       {"a:\n    b: 1\n    # of a\n  # of c\nc: 2\n", "a:\n  b: 1\n  # of a\n# of c\nc: 2\n"},
       {"a:\n  - b: 1\n    # of b\n  # of a\n# of c\nc: 2\n",
        "a:\n  - b: 1\n    # of b\n  # of a\n# of c\nc: 2\n"},
       {"a:\n- b\n# of c\nc: 2\n", "a:\n  - b\n# of c\nc: 2\n"},
       {"a:\n  # of a\n# of b\nb: 2\n", "a:\n  # of a\n# of b\nb: 2\n"},
       {"a:\n  - # of the item\n  - b\n", "a:\n  -  # of the item\n  - b\n"},
       // between a key or dash and its value
       {"a: # b\n   # c\n   1 # d\n", "a:  # b\n  # c\n  1  # d\n"},
       {"a:\n# b\n- 1\n", "a:\n  # b\n  - 1\n"},
       {"- # a\n   b: 1\n   c: 2\n", "-  # a\n  b: 1\n  c: 2\n"},
       {"- # a\n   # b\n   c\n", "-  # a\n  # b\n  c\n"},
       {"a: >   # b\n    c\n", "a: >   # b\n  c\n"},
       // in a document that begins and ends with marks
       {"%YAML 1.2 # a\n--- # b\nc: 1\n... # d\n# e\n", "# a\n# b\nc: 1\n# d\n# e\n"}})));
}

TEST_CASE("Brackets have a blank after each comma and colon, and none inside") {
  check(GENERATE(values<Case>({{"a: { b : c,d:   e }\n", "a: {b: c, d: e}\n"},
                               {"a: [ b ,c,[ d ],{ e: f } ]\n", "a: [b, c, [d], {e: f}]\n"},
                               {"a: {b: c,\n    d: [e,\n        f]}\n", "a: {b: c, d: [e, f]}\n"},
                               {"a: { }\nb: [  ]\n", "a: {}\nb: []\n"},
                               {"{a: 1, b: 2,}\n", "{a: 1, b: 2}\n"},
                               {"a: [b: 1, ? c : 2, {d: 3}]\n", "a: [b: 1, c: 2, {d: 3}]\n"},
                               {"a: {\"b\":c, d, e: , f: ~}\n", "a: {\"b\": c, d:, e:, f: ~}\n"},
                               {"a: [b, , ~, -]\n", "a: [b, ~, ~, -]\n"}})));
}

TEST_CASE("Brackets that hold a comment or are too wide become a block") {
  const std::string x(43, 'x');
  const std::string y(44, 'y');
  check(GENERATE_COPY(values<Case>(
      {{"a: {b: 1, # c\n    d: 2}\n", "a:\n  b: 1  # c\n  d: 2\n"},
       {"a: [ # b\n  c,\n  # d\n  e # f\n  # g\n] # h\n",
        "# h\na:  # b\n  - c\n  # d\n  - e  # f\n  # g\n"},
       {"- {a: 1, # b\n   c: 2} # d\n", "# d\n- a: 1  # b\n  c: 2\n"},
       {"a: [b: 1, # c\n    -]\n", "a:\n  - b: 1  # c\n  - \"-\"\n"},
       {"a: [ # b\n  # c\n]\n", "a:  # b\n  # c\n  []\n"},
       {"a: {b: \"c\n  d\"}\n", "a:\n  b: \"c\n    d\"\n"},
       // exactly 100 columns, and one more
       {"a: {b: " + x + ", c: " + y + "}\n", "a: {b: " + x + ", c: " + y + "}\n"},
       {"aa: [{b: " + x + "}, " + y + "]\n", "aa: [{b: " + x + "}, " + y + "]\n"},
       {"aa: {b: " + x + ", c: " + y + "}  # d\n", "# d\naa:\n  b: " + x + "\n  c: " + y + "\n"},
       {"- [[" + x + "], [" + y + ", 1, 2]]\n", "- - [" + x + "]\n  - [" + y + ", 1, 2]\n"},
       // a comment beside counts for nothing
       {"a: {b: " + x + "}  # " + x + y + "\n", "a: {b: " + x + "}  # " + x + y + "\n"}})));
}

TEST_CASE("A value that stands below its key because it is wide stays there") {
  const std::string wide(98, 'x');
  check({"a:\n  " + wide + "\n", "a:\n  " + wide + "\n"});
  check({"a: " + wide + "\n", "a: " + wide + "\n"});
  check({"abcdefgh:\n  [" + wide.substr(2, 93) + "]\n",
         "abcdefgh:\n  [" + wide.substr(2, 93) + "]\n"});
}

TEST_CASE("A text stays as it is written, but for the indent of its further lines") {
  check(GENERATE(values<Case>(
      {{"a: 'it''s'\nb: \"\\u00e9 \\\"\"\n", "a: 'it''s'\nb: \"\\u00e9 \\\"\"\n"},
       {"a: one\n two  \n\n     three # b\n", "a: one\n  two\n\n  three    # b\n"},
       {"a: \"one\n   two\\  \n\n \\  three\\\n    four\"\n",
        "a: \"one\n  two\\ \n\n  \\  three\\\n  four\"\n"},
       {"a: 'one\n\n\n      two '\n", "a: 'one\n\n\n  two '\n"},
       {"a: |\n     one\n       two  \n\n\n     three\n\n\nb: 1\n",
        "a: |\n  one\n    two  \n\n\n  three\n\nb: 1\n"},
       {"a: >-\n one\n\n two\nb: |\n    \nc: 1\n", "a: >-\n  one\n\n  two\nb: |\n\nc: 1\n"},
       {"a: |+\n one\n\n\nb: 1\n", "a: |+\n  one\n\n\nb: 1\n"},
       {"a: |+\n one\n\n\n", "a: |+\n  one\n\n\n"},
       {"a:\n   - |1-\n      one\n     two\n", "a:\n  - |2-\n      one\n     two\n"},
       {"- >\n  # text\n# comment\n- |2\n\n   x\n", "- >\n  # text\n# comment\n- |2\n\n   x\n"},
       {"größe: £1   # ß\nü: {é:   ø}\n", "größe: £1   # ß\nü: {é: ø}\n"}})));
}

TEST_CASE("What says nothing is left out: marks, directives, a question mark before a key") {
  check(GENERATE(
      values<Case>({{"%YAML 1.2\n---\na: 1\n...\n", "a: 1\n"},
                    {"---\n", ""},
                    {"--- text\n", "text\n"},
                    {"--- --- text\n", "\"--- text\"\n"},
                    {" ...  a: 1\n", "\"...  a\": 1\n"},
                    {"---   # a\n~  # b\n", "# a\n~  # b\n"},
                    {"? a\n: 1\n? b\n", "a: 1\nb:\n"},
                    {"? a # b\n: # c\n  1\n", "# b\na:  # c\n  1\n"},
                    {"? a\n   b\n: - 1\n", "? a\n  b\n:\n  - 1\n"},
                    {"x: 1\n? |   # c\n    a\n:   {b: 1}\n", "x: 1\n# c\n? |\n  a\n: {b: 1}\n"}})));
}

TEST_CASE("Windows line ends and a byte order mark go") {
  check({"\xEF\xBB\xBF# a\r\na: |\r\n    b\r\n\r\n    c\r\nd: \"e\\\r\n  f\"  # g\r\n",
         "# a\na: |\n  b\n\n  c\nd: \"e\\\n  f\"  # g\n"});
}

TEST_CASE("A text that can't be read is refused with every problem") {
  CHECK(refusal("a: 1\na: 2\nb: *x\n") ==
        "c.yaml:2:1: the key \"a\" is given twice [duplicate_key]\n"
        "    it was first given on line 1: keep one of them\n"
        "c.yaml:3:4: anchors (&name) and aliases (*name) aren't read [alias_used]\n"
        "    write the value out where it is used, or put the text in quotes");
  CHECK(refusal("a: 1\na: 2\n") ==
        "c.yaml:2:1: the key \"a\" is given twice [duplicate_key]\n"
        "    it was first given on line 1: keep one of them");
  CHECK(refusal("a:\tb\n") ==
        "c.yaml:1:3: a tab character [tab_character]\n"
        "    use spaces: how wide a tab is depends on who looks");
}

TEST_CASE("A layout that couldn't be read again is refused") {
  const std::string half(kLargestText / 2 - 2, 'x');
  CHECK(refusal("[" + half + "," + half + "]") ==
        "c.yaml: 4000002 bytes once it is laid out; at most 4000000 are read [file_too_large]");
}

std::string finding(const std::string& layout) {
  Problems problems;
  const Node tree = parse("a: 1\nb: [x, ~, \"\"]\nc: {}\n", "c.yaml", problems);
  try {
    check_layout(layout, tree, {"# d", "# e"});
  } catch (const Defect& defect) {
    return defect.what();
  }
  return "nothing";
}

TEST_CASE("A layout that says anything else is our defect, and nobody gets it") {
  const std::string other_tree = "the layout isn't read as the text was";
  const std::string other_comments = "the layout has other comments than the text";
  const auto [layout, message] = GENERATE_COPY(table<std::string, std::string>(
      {{"# e\na: 1\nb: [x, ~, \"\"]\nc: {}  # d\n", "nothing"},
       {"# d\n# e\na: 2\nb: [x, ~, \"\"]\nc: {}\n", other_tree},
       {"# d\n# e\na: 1\nb: [x, ~, ~]\nc: {}\n", other_tree},
       {"# d\n# e\na: 1\nb: [x, ~]\nc: {}\n", other_tree},
       {"# d\n# e\na: 1\nb: [x, ~, \"\"]\nc: []\n", other_tree},
       {"# d\n# e\na: 1\nb: [x, ~, \"\"]\nd: {}\n", other_tree},
       {"# d\n# e\nb: [x, ~, \"\"]\na: 1\nc: {}\n", other_tree},
       {"# d\n# e\na: 1\nb: [x, ~, \"\"]\n", other_tree},
       {"# d\na: 1\nb: [x, ~, \"\"]\nc: {}\n", other_comments},
       {"# d\n# e\n# e\na: 1\nb: [x, ~, \"\"]\nc: {}\n", other_comments},
       {"# d\n# f\na: 1\nb: [x, ~, \"\"]\nc: {}\n", other_comments},
       {"a: *x\n",
        "the layout can't be read: the layout:1:4: anchors (&name) and aliases (*name) aren't read "
        "[alias_used]\n    write the value out where it is used, or put the text in quotes"}}));
  CAPTURE(layout);
  CHECK(finding(layout) == message);
}

TEST_CASE("Hostile texts are laid out or refused, soon") {
  const std::string part = GENERATE(as<std::string>(),
                                    "a ",
                                    "- a\n",
                                    "- ",
                                    "[",
                                    "#\n",
                                    "\n",
                                    "- # a\n",
                                    "%\n",
                                    "- ~\n\n",
                                    "\"\\\n");
  std::string text;
  while (text.size() < 200'000) {
    text += part;
  }
  CAPTURE(part);
  CHECK_NOTHROW(refusal(text));
}

}  // namespace
}  // namespace outturn::yaml
