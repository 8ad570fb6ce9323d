// When each run of a period may be made, how long a statement can be disputed, what is material.
#include "rules/runs.h"

#include "rules/doubts.h"
#include "rules/load.h"
#include "rules/sample.h"
#include "support/catch.h"
#include "support/rule_texts.h"

#include <string>

namespace outturn {
namespace {

Date day(const std::string& text) {
  return parse_date(text).value();
}

Contract calendar(const std::vector<Edit>& edits = {}) {
  const RuleText sample = sample_file("calendar");
  const RuleText file = {sample.path, edited(sample.text, edits)};
  return load_contract(file, sample_rules(file));
}

// The first days of all runs of a period, by name: "interim 2015-05-14, final ...".
std::string first_days(const Contract& contract, const Period& period) {
  std::string text;
  for (const Run& run : contract.runs->runs) {
    text += (text.empty() ? "" : ", ") + run.name + " " +
            to_string(first_day_of(*contract.runs, run, period));
  }
  const auto closing = closing_day_of(*contract.runs, period);
  return text + (closing ? ", closed " + to_string(*closing) : "");
}

TEST_CASE("a contract without a block of runs says nothing of them") {
  const RuleText user = sample_file("user");
  CHECK_FALSE(load_contract(user, sample_rules(user)).runs.has_value());
}

TEST_CASE("each run of a period may be made from its own day on") {
  CHECK(first_days(calendar(), quarter_of(2015, 1)) ==
        "interim 2015-05-14, final 2016-03-31, first reconciliation 2016-09-30, "
        "second reconciliation 2017-06-08, post-final 2017-09-30, closed 2019-03-31");
}

TEST_CASE("time runs from the last day of a period, or from the day after it, as is stated") {
  const Contract contract =
      calendar({{"counted_from: last day of the period", "counted_from: day after the period"}});
  CHECK(first_days(contract, quarter_of(2015, 1)) ==
        "interim 2015-05-15, final 2016-04-01, first reconciliation 2016-10-01, "
        "second reconciliation 2017-06-09, post-final 2017-10-01, closed 2019-04-01");
}

TEST_CASE("the end of a month is as the runs state it") {
  const Period august = {day("2014-08-01"), day("2014-08-31"), "2014-08"};
  const auto final_run = [&](const std::string& month_end) {
    const Contract contract =
        calendar({{"month_end: last day of the month", "month_end: " + month_end},
                  {"interim: 30 working days", "interim: never"},
                  {"{after: 12 months,", "{after: 6 months,"}});
    return first_day_of(*contract.runs, contract.runs->runs.front(), august);
  };
  CHECK(final_run("last day of the month") == day("2015-02-28"));
  CHECK(final_run("first of the next month") == day("2015-03-01"));
}

TEST_CASE("a run keeps the clause that it comes from, its own or that of the block") {
  const Contract contract = calendar();
  CHECK(contract.runs->runs.at(0).source.clause == "Schedule 9");
  CHECK(contract.runs->runs.at(1).source.clause == "Schedule 9, 2");
  CHECK(contract.runs->runs.at(2).source.clause == "Schedule 9");
  CHECK(contract.runs->closed->source.clause == "Schedule 9, 5");
  CHECK(contract.runs->disputes->source.clause == "Schedule 9");
}

TEST_CASE("the table of bank holidays is among the files that a contract pins") {
  const Contract contract = calendar();
  std::vector<std::string> names;
  for (const RuleFile& file : contract.files) {
    names.push_back(file.name);
  }
  CHECK(names ==
        std::vector<std::string>{"calendar.yaml", "assessor.yaml", "simple.yaml", "holidays.yaml"});
}

TEST_CASE("a day of settling belongs to the last run that has begun") {
  const Contract contract = calendar();
  const auto run_on = [&](const std::string& on) -> std::string {
    const RunOfDay found = run_of_day(*contract.runs, quarter_of(2015, 1), day(on));
    switch (found.state) {
      case RunOfDay::State::too_early:
        return "too early";
      case RunOfDay::State::open:
        return found.run->name;
      case RunOfDay::State::closed:
        return "closed";
    }
    return "";
  };
  CHECK(run_on("2015-03-31") == "too early");
  CHECK(run_on("2015-05-13") == "too early");
  CHECK(run_on("2015-05-14") == "interim");
  CHECK(run_on("2016-03-30") == "interim");
  CHECK(run_on("2016-03-31") == "final");
  CHECK(run_on("2016-09-30") == "first reconciliation");
  CHECK(run_on("2017-06-07") == "first reconciliation");
  CHECK(run_on("2017-06-08") == "second reconciliation");
  CHECK(run_on("2017-09-30") == "post-final");
  CHECK(run_on("2019-03-30") == "post-final");
  CHECK(run_on("2019-03-31") == "closed");
  CHECK(run_on("2199-01-01") == "closed");
}

TEST_CASE("a period that is never closed stays with its last run") {
  const Contract contract =
      calendar({{"closed: {after: 48 months, clause: \"Schedule 9, 5\"}", "closed: never"},
                {"post_final: 30 months", "post_final: never"}});
  const RunOfDay found = run_of_day(*contract.runs, quarter_of(2015, 1), day("2199-01-01"));
  CHECK(found.state == RunOfDay::State::open);
  CHECK(found.run->name == "second reconciliation");
  CHECK(found.run->kind == RunKind::reconciliation);
}

TEST_CASE("a run whose day no table of holidays covers is refused, not guessed") {
  const Contract contract = calendar();
  CHECK_THROWS_WITH(
      first_days(contract, quarter_of(2020, 4)),
      "holidays.yaml:1:1: whether 2021-01-01 is a working day isn't stated [not_covered]\n"
      "    the table \"holidays\" covers 2015-01-01 to 2020-12-31; take one that goes further");
}

// The last day for a dispute under other terms than the sample's.
std::string disputed_until(const std::string& issued,
                           const std::string& within,
                           const std::string& day_of_issue,
                           const std::string& last_day) {
  const Contract contract =
      calendar({{"within: 1 month", "within: " + within},
                {"day_of_issue: counted", "day_of_issue: " + day_of_issue},
                {"    last_day: a working day or the next one\n",
                 last_day.empty() ? "" : "    last_day: " + last_day + "\n"}});
  const auto last = last_day_to_dispute(*contract.runs, day(issued));
  return last ? to_string(*last) : "at any time";
}

TEST_CASE("a dispute is in time up to and with its last day") {
  // 1 May 2015 is a Friday, 4 May a holiday.
  CHECK(disputed_until("2015-05-01", "20 working days", "not counted", "") == "2015-06-01");
  CHECK(disputed_until("2015-05-01", "20 working days", "counted", "") == "2015-05-29");
  // Whether a day without work counts makes no difference to working days.
  CHECK(disputed_until("2015-05-02", "1 working day", "counted", "") == "2015-05-05");
  CHECK(disputed_until("2015-05-02", "1 working day", "not counted", "") == "2015-05-05");
  CHECK(disputed_until("2015-05-01", "28 days", "not counted", "any day") == "2015-05-29");
  CHECK(disputed_until("2015-05-01", "28 days", "counted", "any day") == "2015-05-28");
  CHECK(disputed_until("2015-01-31", "1 month", "not counted", "any day") == "2015-02-28");
  CHECK(disputed_until("2015-01-15", "1 month", "counted", "any day") == "2015-02-14");
  // 3 May 2015 is a Sunday.
  CHECK(disputed_until("2015-05-01", "2 days", "not counted", "any day") == "2015-05-03");
  CHECK(disputed_until("2015-05-01", "2 days", "not counted", "a working day or the next one") ==
        "2015-05-05");
}

TEST_CASE("where disputes are open at any time, there is no last day") {
  const Contract contract =
      calendar({{"disputes:\n    within: 1 month\n    day_of_issue: counted\n"
                 "    last_day: a working day or the next one\n",
                 "disputes: at any time\n"}});
  CHECK_FALSE(last_day_to_dispute(*contract.runs, day("2015-05-01")).has_value());
}

// Which of -£100.01, -£100, -£99.99, £0, £99.99, £100 and £100.01 are material: "-" for the others.
std::string material(const std::string& boundary, const std::string& applies_to) {
  const Contract contract = calendar({{"boundary: at least", "boundary: " + boundary},
                                      {"applies_to: either way", "applies_to: " + applies_to}});
  std::string text;
  for (const std::int64_t minor : {-100'01, -100'00, -99'99, 0, 99'99, 100'00, 100'01}) {
    text += is_material(*contract.runs, Money::of_minor(minor)) ? '+' : '.';
  }
  return text;
}

TEST_CASE("a difference is held against the amount as the contract states it") {
  CHECK(material("at least", "either way") == "++...++");
  CHECK(material("more than", "either way") == "+.....+");
  CHECK(material("at least", "payments only") == "+++..++");
  CHECK(material("more than", "payments only") == "+++...+");
  CHECK(material("at least", "repayments only") == "++..+++");
  CHECK(material("more than", "repayments only") == "+...+++");
}

TEST_CASE("without a threshold every difference is material, and none is none") {
  const Contract contract = calendar(
      {{"materiality:\n    amount: £100\n    boundary: at least\n    applies_to: either way\n"
        "    otherwise: carried forward\n",
        "materiality: none\n"}});
  CHECK(is_material(*contract.runs, Money::of_minor(1)));
  CHECK(is_material(*contract.runs, Money::of_minor(-1)));
  CHECK_FALSE(is_material(*contract.runs, Money()));
}

// The sample without its block of runs.
std::string without_runs() {
  std::string text = sample_file("calendar").text;
  const auto runs = text.find("runs:\n");
  return text.erase(runs, text.find("payers:\n") - runs);
}

TEST_CASE("a tariff may have the runs of its contracts, and leave some of it to them") {
  const RuleText file = {
      "calendar.yaml",
      edited(without_runs(),
             {{"tariff: simple", "tariff: timetable"},
              {"values: {gate:", "values: {final: {after: 18 months, clause: \"7\"}, gate:"}})};
  const Contract contract = load_contract(file, sample_rules(file));
  CHECK(first_days(contract, quarter_of(2015, 1)) == "final 2016-10-01");
  CHECK(contract.runs->runs.front().source.clause == "7");
}

// What is doubted of the final run of a contract that follows people up for 12 months and waits 6.
std::string doubt_of_final(const std::string& after) {
  const RuleText sample = sample_file("contract");
  const RuleText file = {
      sample.path,
      edited(sample.text,
             {{"bounds:\n",
               "runs: {counted_from: last day of the period, month_end: last day of the month, "
               "interim: 1 month, final: " +
                   after +
                   ", reconciliations: [], post_final: never, closed: never, "
                   "disputes: at any time, materiality: none}\nbounds:\n"}})};
  for (const Doubt& doubt : doubts_about({load_contract(file, sample_rules(file))})) {
    if (doubt.message.find("final run") != std::string::npos) {
      return to_string(doubt);
    }
  }
  return "";
}

TEST_CASE("a final run before all that counts can have happened is doubted") {
  CHECK(doubt_of_final("18 months").empty());
  CHECK(
      doubt_of_final("17 months") ==
      "contract.yaml:119:105: warning: the final run of 2015 may be made from 2017-05-31, and what "
      "happens until 2017-06-29 counts\n"
      "    a statement can't be paid before the follow-up and the waiting period are over");
}

}  // namespace
}  // namespace outturn
