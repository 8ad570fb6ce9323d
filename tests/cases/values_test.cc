#include "cases/values.h"

#include "support/catch.h"

#include <string>
#include <vector>

namespace outturn {
namespace {

std::string said(const std::optional<Fault>& fault) {
  return fault ? std::string(code_of(fault->reason)) + ": " + fault->message : "fine";
}

TEST_CASE(
    "A person is letters, digits, '-', '_' and '.', and nothing a spreadsheet or path reads") {
  for (const std::string& good :
       std::vector<std::string>{"IA00001", "a", "7", "A-1_b.c", std::string(64, 'x')}) {
    CHECK(said(fault_in_person(good)) == "fine");
  }
  for (const std::string bad :
       {"", "../x", ".x", "-1", "_x", "=1+1", "+1", "@x", "a b", "a/b", "é", "a\nb", "a,b"}) {
    CAPTURE(bad);
    REQUIRE(fault_in_person(bad));
    CHECK(fault_in_person(bad)->reason == Reason::bad_identifier);
  }
  CHECK(said(fault_in_person(std::string(65, 'x'))) ==
        "bad_identifier: \"" + std::string(60, 'x') + "...\" can't identify a person");
}

TEST_CASE("A value is at most 200 characters and never a formula") {
  for (const std::string& good : std::vector<std::string>{"Male",
                                                          "25-34",
                                                          "Paroled w/Immediate Discharge",
                                                          "-5",
                                                          "-0.5",
                                                          "£1,000",
                                                          "a=b",
                                                          std::string(200, 'x')}) {
    CHECK(said(fault_in_value(good)) == "fine");
  }
  std::string accents;
  for (int i = 0; i < 200; ++i) {
    accents += "é";
  }
  CHECK(said(fault_in_value(accents)) == "fine");
  CHECK(said(fault_in_value(accents + "é")).find("is longer than 200 characters") !=
        std::string::npos);
  for (const std::string bad : {"=1+1", "+44 20", "-x", "@SUM(A1)", "-", "- 5"}) {
    CHECK(said(fault_in_value(bad)) == "bad_identifier: \"" + bad + "\" begins like a formula");
  }
  CHECK(said(fault_in_value("a\tb")) == "bad_identifier: \"a?b\" holds a control character");
}

TEST_CASE("An attribute's name is a plain word that names no other field") {
  for (const std::string_view good : {"sex", "age_band", "a1", "disposal"}) {
    CHECK(is_attribute_name(good));
  }
  for (const std::string_view bad :
       {"", "Sex", "age band", "1a", "_a", "person", "index_date", "offence_date", "action"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_attribute_name(bad));
  }
  CHECK_FALSE(is_attribute_name(std::string(65, 'a')));
}

TEST_CASE("A score is kept to the millionth, and never rounded to it") {
  CHECK(parse_score("0") == 0);
  CHECK(parse_score("0.5") == 500'000);
  CHECK(parse_score("1.000001") == 1'000'001);
  CHECK(parse_score("00.10") == 100'000);
  CHECK(parse_score("999999999.999999") == 999'999'999'999'999);
  for (const std::string_view bad :
       {"", ".", ".5", "5.", "-0.5", "+1", "1e3", "0.1234567", "1,5", " 1", "1234567890", "0.-5"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_score(bad));
  }
}

TEST_CASE("A score is a probability: from 0 to 1, both included") {
  for (const std::string_view good : {"0", "0.000001", "0.96", "1", "1.000000"}) {
    CHECK(said(fault_in_score(good)) == "fine");
  }
  CHECK(said(fault_in_score("1.000001")) == "out_of_range: \"1.000001\" is above 1");
  CHECK(said(fault_in_score("96")) == "out_of_range: \"96\" is above 1");
  CHECK(said(fault_in_score("-0.5")) == "out_of_range: \"-0.5\" is below 0");
  for (const std::string_view bad : {"", "-", "--1", "96%", "0,96"}) {
    CHECK(said(fault_in_score(bad)).substr(0, 10) == "bad_number");
  }
}

TEST_CASE("Dates are read by their pattern and no other") {
  const Date day = Date::of(2014, 10, 3);
  const auto [pattern, text] = GENERATE(table<std::string, std::string>({
      {"YYYY-MM-DD", "2014-10-03"},
      {"DD/MM/YYYY", "03/10/2014"},
      {"MM/DD/YYYY", "10/03/2014"},
      {"YYYYMMDD", "20141003"},
      {"DD-MM-YYYY", "03-10-2014"},
      {"DD Mon YYYY", "03 Oct 2014"},
  }));
  CAPTURE(pattern);
  CHECK(parse_date(text, pattern) == day);
  for (const std::string_view other : kDatePatterns) {
    const auto date = parse_date(text, other);
    const bool sister = text.find('/') != std::string::npos && other.find('/') != other.npos;
    CHECK(date.has_value() == (other == pattern || sister));
  }
}

TEST_CASE("A day that doesn't exist is no date in any pattern") {
  for (const auto& [text, pattern] : {std::pair("31/02/2014", "DD/MM/YYYY"),
                                      std::pair("13/13/2014", "MM/DD/YYYY"),
                                      std::pair("01 oct 2014", "DD Mon YYYY"),
                                      std::pair("1/2/2014", "DD/MM/YYYY"),
                                      std::pair("01/01/1850", "DD/MM/YYYY"),
                                      std::pair("-1/01/2014", "DD/MM/YYYY"),
                                      std::pair("", "YYYYMMDD")}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text, pattern));
    CHECK(is_of_other_years(text, pattern) == (std::string_view(text) == "01/01/1850"));
  }
}

}  // namespace
}  // namespace outturn
