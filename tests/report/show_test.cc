#include "report/show.h"

#include "report/sample.h"
#include "support/catch.h"
#include "value/utf8.h"

#include <sstream>

namespace outturn {
namespace {

using testing::changed_statement;
using testing::check_golden;
using testing::sample_statement;

std::string shown_plainly(const StatementView& statement,
                          EvidenceCheck evidence = EvidenceCheck::matches) {
  return show_statement(statement, evidence, "statements/harbour-town/2014", Look{});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string without_colour(std::string text) {
  for (auto escape = text.find('\033'); escape != std::string::npos; escape = text.find('\033')) {
    text.erase(escape, text.find('m', escape) - escape + 1);
  }
  return text;
}

// A statement whose every text from outside is hostile.
StatementView hostile(const std::string& text) {
  return changed_statement([&](Json& json) {
    json["contract"]["title"] = text;
    json["contract"]["commissioner"] = text;
    json["contract"]["provider"]["name"] = text;
    json["illustrative"] = Json::array({text});
    json["lines"][0]["title"] = text;
    json["lines"][0]["why"] = Json::array({text});
    json["payers"][0]["name"] = text;
    json["breakdown"][0]["value"] = text;
    json["cohorts"][0]["events_by_class"][0]["meaning"] = text;
    json["pins"]["batches"][0]["source"] = text;
    json["workings"][0]["label"] = text;
  });
}

TEST_CASE("a statement is shown as recorded") {
  check_golden("show.txt", shown_plainly(sample_statement()));
}

TEST_CASE("workings are shown as recorded") {
  check_golden("workings.txt", show_workings(sample_statement(), Look{}));
}

TEST_CASE("payments and workings as CSV are as recorded") {
  check_golden("payments.csv", payments_csv(sample_statement()));
  check_golden("workings.csv", workings_csv(sample_statement()));
}

TEST_CASE("an interim amount is said to be not payable, and why") {
  const std::string text = shown_plainly(changed_statement([](Json& json) {
    json["run"] = {{"kind", "interim"}, {"payable", false}, {"reason", "the data ends too early"}};
  }));
  CHECK(contains(text,
                 "\nINTERIM: NOT PAYABLE\n"
                 "  Because the data ends too early.\n"
                 "  It would be: AMOUNT DUE TO THE PROVIDER"));
}

TEST_CASE("an amount below zero is due from the provider, and payers get it back") {
  StatementView statement = sample_statement();
  statement.total.minor = -430005;
  statement.total.shown = "-£4,300.05";
  statement.payers.at(0).due.minor = -286384;
  statement.payers.at(0).due.shown = "-£2,863.84";
  statement.payers.at(1).due.minor = 143621;  // a payer that bears more than all of it
  const std::string text = shown_plainly(statement);
  CHECK(contains(text, "\nAMOUNT DUE FROM THE PROVIDER" + std::string(43, ' ') + "£4,300.05\n"));
  const std::size_t begins = text.find("\nWHO GETS IT BACK\n");
  const std::string back = text.substr(begins, text.find("\nWHO WAS COUNTED", begins) - begins);
  CHECK(contains(back, " £2,863.84\n"));
  CHECK(contains(back, " -£1,436.21\n"));
}

TEST_CASE("odd pennies are spoken of only where there are any") {
  StatementView nothing = sample_statement();
  nothing.total.minor = 0;
  for (PayerView& payer : nothing.payers) {
    payer.due.minor = 0;
  }
  const std::string text = shown_plainly(nothing);
  CHECK(contains(shown_plainly(sample_statement()), "odd pennies"));
  CHECK_FALSE(contains(text, "odd pennies"));
}

TEST_CASE("a contract without a tariff has a term, and no tariff is named") {
  const std::string text =
      shown_plainly(changed_statement([](Json& json) { json["contract"]["tariff"] = ""; }));
  CHECK(contains(text, "\nTerm          2014-01-01 until 2014-12-31\n"));
  CHECK_FALSE(contains(text, "Tariff"));
}

TEST_CASE("evidence that differs is a warning at the top; evidence that is missing is said") {
  const std::string differs = shown_plainly(sample_statement(), EvidenceCheck::differs);
  CHECK(contains(differs,
                 "\nEVIDENCE CHANGED: the file evidence.csv beside this statement isn't the one "
                 "that\nit was made with. Don't rely on either before you know why.\n"));
  CHECK(differs.find("EVIDENCE CHANGED") < differs.find("PAYMENT LINES"));
  CHECK(contains(shown_plainly(sample_statement(), EvidenceCheck::missing), "not here"));
}

TEST_CASE("a statement without people says that it rests on supplied figures") {
  const std::string text = shown_plainly(changed_statement([](Json& json) {
    json["cohorts"] = Json::array();
    json["breakdown"] = Json::array();
  }));
  CHECK(contains(text, "No person was read: this statement rests on supplied figures.\n"));
  CHECK_FALSE(contains(text, "BREAKDOWN"));
  CHECK_FALSE(contains(text, "--person"));
}

TEST_CASE("four cohorts are shown two by two") {
  const std::string text = shown_plainly(changed_statement([](Json& json) {
    for (int number = 1; number <= 3; ++number) {
      json["cohorts"].push_back(json["cohorts"][0]);
      json["cohorts"].back()["name"] = "baseline 2009-07-01..2011-06-3" + std::to_string(number);
    }
  }));
  for (const std::string& line : lines_of(text)) {
    CHECK(characters_in(line) <= 80);
  }
  CHECK(contains(text, "baseline 2009-07-01..…"));
}

TEST_CASE("the page keeps to 80 columns, without trailing blanks") {
  for (const std::string& text :
       {shown_plainly(sample_statement()), show_workings(sample_statement(), Look{})}) {
    for (const std::string& line : lines_of(text)) {
      CAPTURE(line);
      CHECK(characters_in(line) <= 80);
      CHECK((line.empty() || line.back() != ' '));
    }
  }
}

TEST_CASE("colour adds nothing but colour") {
  const StatementView statement = sample_statement();
  const std::string coloured =
      show_statement(statement, EvidenceCheck::matches, "statements/harbour-town/2014", {80, true});
  CHECK(contains(coloured, "\033[1;32m"));
  CHECK(without_colour(coloured) == shown_plainly(statement));
}

TEST_CASE("texts from outside stay harmless on a page") {
  const auto text =
      GENERATE(std::string("\033[2J\033]0;owned\007"),
               std::string("two\nlines\r\tand\x7f more"),
               std::string("\u009b31m \u202egnp.exe\u202c \u2066x\u2069 \u200bhidden\ufeff"),
               std::string("مرحبا <script>alert('x')</script> & \"quotes\""),
               std::string(100'000, 'x'));
  const std::string page = shown_plainly(hostile(text)) + show_workings(hostile(text), Look{});
  for (const std::string& line : lines_of(page)) {
    CHECK(characters_in(line) <= 80);
  }
  for (const char* mark :
       {"\033", "\007", "\r", "\t", "\x7f", "\u009b", "\u202e", "\u2066", "\u200b", "\ufeff"}) {
    CHECK_FALSE(contains(page, mark));
  }
}

TEST_CASE("a name that a spreadsheet would run is only a name in CSV") {
  const auto name = GENERATE(as<std::string>{}, "=1+1", "+1", "-1", "@SUM(A1)");
  const std::string csv =
      payments_csv(changed_statement([&](Json& json) { json["lines"][0]["title"] = name; }));
  CHECK(contains(csv, ",'" + name + ","));
}

TEST_CASE("CSV holds the exact amount where it isn't whole pennies") {
  StatementView statement = sample_statement();
  statement.lines.at(0).due.minor = Ratio(1000, 3);
  statement.lines.at(1).due.minor = Ratio(25, 2);
  const std::string csv = payments_csv(statement);
  CHECK(contains(csv, ",10/3,GBP,"));
  CHECK(contains(csv, ",0.125,GBP,"));
}

}  // namespace
}  // namespace outturn
