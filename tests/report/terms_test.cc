#include "report/explain.h"
#include "report/sample.h"
#include "report/show.h"
#include "support/catch.h"

namespace outturn {
namespace {

using testing::check_golden;
using testing::refusal;
using testing::sample;

constexpr const char* kPath = "statements/terms/2016";

Json document() {
  return parse_json(sample("terms/statement.json"), "statement.json");
}

StatementView terms_statement(const std::function<void(Json&)>& change = {}) {
  Json json = document();
  if (change) {
    change(json);
  }
  return read_statement(canonical(json), "statement.json");
}

std::string shown_after(const std::function<void(Json&)>& change) {
  return show_statement(terms_statement(change), EvidenceCheck::matches, kPath, Look{});
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The entry of this name in the statement's lines.
Json& line_named(Json& json, std::string_view name) {
  for (Json& line : json["lines"]) {
    if (line["line"] == name) {
      return line;
    }
  }
  FAIL("no such line");
  return json;
}

TEST_CASE("a statement that builds on earlier ones is shown as recorded") {
  check_golden("show-terms.txt", shown_after({}));
}

TEST_CASE("conditions, phases, tables of shares and limits are explained as recorded") {
  const auto [what, golden] = GENERATE(table<std::string, std::string>({
      {"demand", "explain-shares.txt"},
      {"housed", "explain-paid-when.txt"},
      {"referrals", "explain-not-paid.txt"},
      {"saved", "explain-phases.txt"},
      {"closing", "explain-unsettled.txt"},
  }));
  check_golden(golden, explain_figure(terms_statement(), what, kPath, Look{}));
}

TEST_CASE("what is read of a contract over several periods") {
  const StatementView view = terms_statement();
  REQUIRE(view.earlier.size() == 1);
  CHECK(view.earlier[0].contract == "terms");
  CHECK(view.earlier[0].period == "2015");
  CHECK(view.earlier[0].sha256.size() == 64);
  const LineView& housed = view.lines.at(1);
  REQUIRE(housed.measure);
  CHECK(view.workings.at(*housed.measure).id == "housed.actual");
  CHECK(housed.settled);
  REQUIRE(housed.paid_when.size() == 1);
  CHECK(housed.paid_when[0].holds);
  REQUIRE(housed.bounds.size() == 1);
  CHECK(housed.bounds[0].over == "term");
  CHECK(view.workings.at(housed.bounds[0].left).id == "housed.cap.1.left");
  CHECK_FALSE(view.lines.at(5).settled);
}

TEST_CASE("workings as CSV say from which earlier statement a figure is") {
  const std::string csv = workings_csv(terms_statement());
  CHECK(contains(csv, ",saved.due in the statement of terms 2015 (SHA-256 "));
  CHECK(contains(csv, ",supplied by An assessor (version 1)\n"));
}

TEST_CASE("a line with conditions is never said to be paid whatever the result") {
  const std::string two = shown_after([](Json& json) {
    Json& conditions = line_named(json, "housed")["paid_when"];
    conditions.push_back(conditions[0]);
  });
  CHECK(contains(two, "  Paid because all its conditions hold.\n"));
  const std::string deducted = shown_after({});
  CHECK(contains(deducted, "  Deducted whatever the result: this line has no verdict.\n"));
}

TEST_CASE("a limit is told with what earlier periods left of it") {
  const auto with_limit = [](const std::string& over, bool shared) {
    return shown_after([&](Json& json) {
      Json& bound = json["total_bounds"][0];
      bound["over"] = over;
      if (!shared) {
        bound.erase("over");
        bound.erase("left");
      }
    });
  };
  CHECK(contains(with_limit("year", true), " over the year, of which "));
  CHECK(contains(with_limit("year", false), "  Cap of £50,000.00 applied in place of "));
}

TEST_CASE("for programs, a line's explanation holds its conditions and its measure") {
  const Json explained = explained_json(terms_statement(), document(), "referrals", kPath);
  const auto has = [&](const std::string& id) {
    for (const Json& working : explained.at("workings")) {
      if (working.at("id") == id) {
        return true;
      }
    }
    return false;
  };
  CHECK(has("referrals.paid_when.1"));
  CHECK(has("referrals.actual"));
}

TEST_CASE("a statement of several periods says alike what it says twice") {
  using Change = void (*)(Json&);
  const auto [change, message] = GENERATE(table<Change, std::string>({
      {[](Json& j) { line_named(j, "housed")["paid_when"][0]["holds"] = false; },
       "lines[1].paid_when[0].holds is \"false\", and by working housed.paid_when.1 it is "
       "\"true\""},
      {[](Json& j) { j["total_bounds"][0]["bit"] = false; },
       "total_bounds[0].bit is \"false\", and by working total.cap.1.applied it is \"true\""},
      {[](Json& j) { line_named(j, "housed")["bounds"][0]["bit"] = true; },
       "lines[1].bounds[0].bit is \"true\", and by working housed.cap.1.applied it is \"false\""},
  }));
  const std::string text = refusal([change = change] { terms_statement(change); });
  CHECK(text.substr(0, text.find('\n')) == "statement.json: " + message + " [not_a_statement]");
}

TEST_CASE("a figure of an earlier statement is of one that is pinned") {
  const auto refused = [](const std::function<void(Json&)>& change) {
    return refusal([&] { terms_statement(change); });
  };
  CHECK(contains(refused([](Json& j) { j["pins"]["statements"][0]["sha256"] = "ab"; }),
                 "and by pins.statements it is \"ab\" [not_a_statement]"));
  CHECK(contains(refused([](Json& j) { j["pins"]["statements"][0]["period"] = "2014"; }),
                 ".details are of \"terms\" \"2015\", and pins.statements has none of them "
                 "[not_a_statement]"));
}

TEST_CASE("statements of two contracts for one period are told apart") {
  const StatementView view = terms_statement([](Json& j) {
    Json& pinned = j["pins"]["statements"];
    Json other = pinned[0];
    other["contract"] = "another";
    other["sha256"] = "ab";
    pinned.insert(pinned.begin(), other);
  });
  CHECK(view.earlier.size() == 2);
}

TEST_CASE("fields of several periods in another form are refused with their place") {
  const auto refused = [](const std::function<void(Json&)>& change) {
    return refusal([&] { terms_statement(change); });
  };
  CHECK(refused([](Json& j) { j["total_bounds"][0]["over"] = "month"; }) ==
        "statement.json: total_bounds[0].over is not \"period\", \"year\" or \"term\" "
        "[not_a_statement]\n"
        "    settle again: this file is damaged, or another program wrote it");
  CHECK(contains(refused([](Json& j) { j["total_bounds"][0]["left"] = "none"; }),
                 "total_bounds[0].left"));
  CHECK(contains(refused([](Json& j) { j["lines"][1]["settled"] = "no"; }), "lines[1].settled"));
  CHECK(contains(refused([](Json& j) { j["lines"][1]["measure"] = "none"; }), "lines[1].measure"));
}

}  // namespace
}  // namespace outturn
