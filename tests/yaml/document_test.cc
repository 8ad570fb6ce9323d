#include "yaml/document.h"

#include "support/catch.h"

#include <string>

namespace outturn::yaml {
namespace {

Node parsed(std::string_view text) {
  Problems problems;
  Node node = parse(text, "c.yaml", problems);
  problems.throw_if_any();
  return node;
}

std::string refusal(std::string_view text) {
  try {
    parsed(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

std::string place_of(const Node& node) {
  return to_string(node.place);
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) {
    text += part;
  }
  return text;
}

TEST_CASE("A document keeps the order, text and place of what was written") {
  const Node root =
      parsed("title: Iowa\nrate: 1.005\nfrom: 2014-10-01\nitems:\n  - no\n  - {a: b}\n");
  REQUIRE(root.is_map());
  REQUIRE(root.entries.size() == 4);
  CHECK(root.entries[1].key == "rate");
  CHECK(root.find("rate")->text == "1.005");
  CHECK(root.find("from")->text == "2014-10-01");
  CHECK(to_string(root.entries[2].key_place) == "c.yaml:3:1");
  CHECK(place_of(*root.find("from")) == "c.yaml:3:7");
  const Node& items = *root.find("items");
  REQUIRE(items.items.size() == 2);
  CHECK(items.items[0].text == "no");
  CHECK(place_of(items.items[1]) == "c.yaml:6:5");
  CHECK(place_of(*items.items[1].find("a")) == "c.yaml:6:9");
  CHECK(root.find("absent") == nullptr);
}

TEST_CASE("Columns count characters, not bytes") {
  const Node root = parsed("{price: \"£1,000\", größe: ééé, end: x}");
  CHECK(root.find("price")->text == "£1,000");
  CHECK(place_of(*root.find("end")) == "c.yaml:1:36");
}

TEST_CASE("Places hold after a byte order mark and with Windows line ends") {
  const Node root = parsed(
      "\xEF\xBB\xBF"
      "a: 1\r\nb: 2\r\n");
  CHECK(place_of(*root.find("a")) == "c.yaml:1:4");
  CHECK(place_of(*root.find("b")) == "c.yaml:2:4");
  CHECK(root.find("b")->text == "2");
}

TEST_CASE("A value that isn't written is empty and lies at its key or list") {
  const Node root = parsed("a:\nb: ~\nc: null\nd: \"\"\ne:\n  -\n  - x\n");
  for (const std::string_view key : {"a", "b", "c"}) {
    CHECK(root.find(key)->kind == Node::Kind::empty);
  }
  CHECK(place_of(*root.find("b")) == "c.yaml:2:1");
  CHECK(root.find("d")->is_scalar());
  CHECK(root.find("d")->text.empty());
  CHECK(root.find("e")->items.at(0).kind == Node::Kind::empty);
  CHECK(place_of(root.find("e")->items.at(0)) == "c.yaml:6:3");
}

TEST_CASE("A text that keeps its line ends is the same at the end of a file as before a key") {
  CHECK(parsed("a: |+\n  x\n\nb: 1\n").find("a")->text == "x\n\n");
  CHECK(parsed("a: |+\n  x\n\n").find("a")->text == "x\n\n");
  CHECK(parsed("a: |+\n  x\n").find("a")->text == "x\n");
  CHECK(parsed("a: |+\n  x").find("a")->text == "x\n");
}

TEST_CASE("A text without a value is an empty document") {
  CHECK(parsed("").kind == Node::Kind::empty);
  CHECK(parsed("# only a comment\n").kind == Node::Kind::empty);
  CHECK(parsed("---\n").kind == Node::Kind::empty);
  CHECK(parsed("---\na: 1\n").find("a")->text == "1");
}

struct Refused {
  std::string text;
  std::string message;
};

TEST_CASE("What isn't read is refused where it stands") {
  const auto c = GENERATE(values<Refused>(
      {{"a: &x 1\n",
        "c.yaml:1:4: anchors (&name) and aliases (*name) aren't read [alias_used]\n"
        "    write the value out where it is used, or put the text in quotes"},
       {"a: *x\n",
        "c.yaml:1:4: anchors (&name) and aliases (*name) aren't read [alias_used]\n"
        "    write the value out where it is used, or put the text in quotes"},
       {"a: !!int 3\n",
        "c.yaml:1:4: the tag \"!!int\" isn't read [yaml_syntax]\n"
        "    remove it: every value is read as the text that is written"},
       {"a: ! ~\n",
        "c.yaml:1:4: the tag \"!\" isn't read [yaml_syntax]\n"
        "    remove it: every value is read as the text that is written"},
       {"a: !<?>\n",
        "c.yaml:1:4: the tag \"!<?>\" isn't read [yaml_syntax]\n"
        "    remove it: every value is read as the text that is written"},
       {"a: {b: c, d: !{}}\n",
        "c.yaml:1:14: the tag \"!\" isn't read [yaml_syntax]\n"
        "    remove it: every value is read as the text that is written"},
       {"a:\n! b: c\n",
        "c.yaml:2:1: the tag \"!\" isn't read [yaml_syntax]\n"
        "    remove it: every value is read as the text that is written"},
       {"a: 1\n---\nb: 2\n",
        "c.yaml:2:1: a second document begins here [yaml_syntax]\n"
        "    one file holds one document: remove \"---\""},
       {"\"\"\"\"\"\",", "c.yaml:1:3: the document has ended before this text [yaml_syntax]"},
       {"[a]: 1\n", "c.yaml:1:1: a key must be a plain word [wrong_shape]"},
       {"\"\": 1\n", "c.yaml:1:1: a key must be a plain word [wrong_shape]"},
       {"a: {b: 1\n",
        "c.yaml:2:1: a { is not closed by } before this [yaml_syntax]\n    add the }"},
       {"a: [b, c\n",
        "c.yaml:2:1: a [ is not closed by ] before this [yaml_syntax]\n    add the ]"},
       {"a: \"open\n",
        "c.yaml:2:1: a quote is never closed [yaml_syntax]\n    add the closing quote"},
       {"a: 'open\n\n",
        "c.yaml:3:1: a quote is never closed [yaml_syntax]\n    add the closing quote"},
       {"a: b: c\n",
        "c.yaml:1:5: a colon isn't allowed here [yaml_syntax]\n"
        "    if this is meant as text, put it in quotes"},
       {"a: @b\n",
        "c.yaml:1:4: text can't begin with this character [yaml_syntax]\n"
        "    if this is meant as text, put it in quotes"},
       {"a: 1\n  b: 2\n",
        "c.yaml:2:4: a colon isn't allowed here [yaml_syntax]\n"
        "    if this is meant as text, put it in quotes"},
       {"a:\n    b: 1\n  c: 2\n",
        "c.yaml:3:3: this doesn't fit the entries above [yaml_syntax]\n"
        "    entries of one block begin in the same column; check this line and the one above"},
       {"a: \"\\q\"\n",
        "c.yaml:1:7: this \\ sequence isn't known inside double quotes [yaml_syntax]\n"
        "    use single quotes, where \\ is a plain character"},
       {"a: \xFF\n",
        "c.yaml:1:4: the byte 0xFF isn't UTF-8 here [not_utf8]\n    save the file as UTF-8"},
       {std::string("a: \0b\n", 6), "c.yaml:1:4: a NUL byte: this isn't a text file [nul_byte]"},
       {"a: \x04\n", "c.yaml:1:4: a control character (U+0004) [yaml_syntax]"},
       {"\xEF\xBB\xBF\xEF\xBB\xBF"
        "a: 1\n",
        "c.yaml:1:1: a byte order mark amid the text [yaml_syntax]\n"
        "    remove it: it can't be seen, and makes a word another word"},
       {"a: 1\n\xEF\xBB\xBF"
        "b: 2\n",
        "c.yaml:2:1: a byte order mark amid the text [yaml_syntax]\n"
        "    remove it: it can't be seen, and makes a word another word"},
       {"a: 1\rb: 2\n",
        "c.yaml:1:5: a carriage return without a line feed [yaml_syntax]\n"
        "    save the file with Unix or Windows line ends"},
       {"a: 1\n\tb: 2 # \t\n",
        "c.yaml:2:1: a tab character [tab_character]\n"
        "    use spaces: how wide a tab is depends on who looks\n"
        "c.yaml:2:9: a tab character [tab_character]\n"
        "    use spaces: how wide a tab is depends on who looks"}}));
  CAPTURE(c.text);
  CHECK(refusal(c.text) == c.message);
}

TEST_CASE("Every repeated key is reported with the line of the first, and the first is kept") {
  Problems problems;
  const Node root = parse("a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\na: 4\n", "c.yaml", problems);
  CHECK(root.entries.size() == 3);
  CHECK(root.find("a")->text == "1");
  CHECK_THROWS_WITH(problems.throw_if_any(),
                    "c.yaml:3:1: the key \"a\" is given twice [duplicate_key]\n"
                    "    it was first given on line 1: keep one of them\n"
                    "c.yaml:4:11: the key \"d\" is given twice [duplicate_key]\n"
                    "    it was first given on line 4: keep one of them\n"
                    "c.yaml:5:1: the key \"a\" is given twice [duplicate_key]\n"
                    "    it was first given on line 1: keep one of them");
}

TEST_CASE("What was found before the reading ended is reported with it") {
  CHECK(refusal("a: 1\na: 2\nb: *x\n") ==
        "c.yaml:2:1: the key \"a\" is given twice [duplicate_key]\n"
        "    it was first given on line 1: keep one of them\n"
        "c.yaml:3:4: anchors (&name) and aliases (*name) aren't read [alias_used]\n"
        "    write the value out where it is used, or put the text in quotes");
}

TEST_CASE("Limits are refused at the first step past them") {
  CHECK(parsed(repeated("[", kDeepest) + repeated("]", kDeepest)).is_list());
  CHECK(refusal(repeated("[", kDeepest + 1) + repeated("]", kDeepest + 1)) ==
        "c.yaml:1:33: nested more than 32 levels deep [nested_too_deep]");
  CHECK(refusal(std::string(kLargestText + 1, '#')) ==
        "c.yaml: 4000001 bytes; at most 4000000 are read [file_too_large]");
  CHECK(refusal(repeated("- a\n", kMostNodes)) ==
        "c.yaml:250000:3: more than 250000 values in one file [file_too_large]");
}

TEST_CASE("Hostile texts of a megabyte end in a refusal or a value, soon") {
  const std::string_view part = GENERATE(
      "a ", "- ", "[", "{", "\"", "'", "? ", ": ", "&a ", "*a ", "#", "\n", "a: ", "| ", "[a,");
  const std::string text = repeated(part, 1'000'000 / part.size());
  CAPTURE(part);
  CHECK_NOTHROW(refusal(text));
}

}  // namespace
}  // namespace outturn::yaml
