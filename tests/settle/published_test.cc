// Contracts whose results are published, and when a settlement is final.
#include "settle/sample.h"
#include "support/catch.h"
#include "support/rule_texts.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace outturn {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE(stream.good());
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// A shipped contract, with edits made to its file of figures.
Contract shipped(const std::string& name, const std::vector<Edit>& figure_edits = {}) {
  const fs::path path = fs::path(OUTTURN_SOURCE_DIR) / "data/contracts" / name;
  const FindRules beside = rules_beside(path, {});
  return load_contract(
      {path.string(), text_of(path)}, [&](std::string_view kind, std::string_view wanted) {
        RuleText file = beside(kind, wanted);
        const bool meant = kind == "figures" && !figure_edits.empty() &&
                           file.text.find(figure_edits.front().old_text) != std::string::npos;
        if (meant) {
          file.text = edited(file.text, figure_edits);
        }
        return file;
      });
}

Settlement settled_first(const Contract& contract) {
  return settle(contract, contract.periods().front(), {}, {});
}

Settlement settled_whole(const Contract& contract) {
  REQUIRE(contract.periods().size() == 1);
  return settled_first(contract);
}

// HMP Doncaster: 10% of £1,000,000 is handed back unless reconviction falls by 5 points.
TEST_CASE("Doncaster keeps its fee at -5.7 points and hands back a tenth at -3.3") {
  const Settlement kept = settled_whole(shipped("doncaster/doncaster-cohort-1.yaml"));
  CHECK(verdict_of(kept) == "reduction");
  CHECK(total_of(kept) == 0);
  const Settlement handed_back = settled_whole(shipped("doncaster/doncaster-if-3.3.yaml"));
  CHECK(verdict_of(handed_back) == "neither");
  CHECK(total_of(handed_back) == -10'000'000);
}

TEST_CASE("Doncaster's gate is met by exactly 5 points, and by no less") {
  const auto [change, pence] =
      GENERATE(table<std::string, std::int64_t>({{"-5 points", 0},
                                                 {"-5.0 points", 0},
                                                 {"-4.99999 points", -10'000'000},
                                                 {"5 points", -10'000'000}}));
  CAPTURE(change);
  CHECK(total_of(settled_whole(
            shipped("doncaster/doncaster-cohort-1.yaml", {{"-5.7 points", change}}))) == pence);
}

// HMP Peterborough: 142 against 155 events per 100 people is 8.39% fewer, under the 10% asked for.
TEST_CASE("Peterborough's first cohort is paid nothing, being under its gate") {
  const Settlement settlement = settled_first(shipped("peterborough/peterborough.yaml"));
  CHECK(value_of(settlement, "cohort.reduction") == Ratio(1300, 155));
  CHECK(to_decimal(value_of(settlement, "cohort.reduction"), 3) == "8.387");
  CHECK(verdict_of(settlement) == "neither");
  CHECK(total_of(settlement) == 0);
}

TEST_CASE("Peterborough at exactly 10% is paid for every event fewer") {
  const auto [rate, pence] = GENERATE(
      table<std::string, std::int64_t>({{"139.5 events", 15'500'000}, {"139.51 events", 0}}));
  CAPTURE(rate);
  const Settlement settlement =
      settled_first(shipped("peterborough/peterborough.yaml", {{"142 events", rate}}));
  CHECK(total_of(settlement) == pence);
}

TEST_CASE("a change supplied in per cent is read in per cent") {
  const auto [change, pence] =
      GENERATE(table<std::string, int>({{"-5%", 100}, {"-4.9%", 0}, {"6%", 0}}));
  CAPTURE(change);
  Terms terms;
  terms.lines =
      "line:\n  title: T\n  effect_from: f\n  effect_in: percent\n"
      "  reduction_when: [reduction_at_least: 5%]\n  increase_when: never\n"
      "  on_reduction: {pay: {amount: £1}}\n  on_neither: nothing\n  on_increase: nothing";
  terms.figures = "- {from: 2015-01-01, until: 2015-12-31, f: {value: " + change + "}}";
  CHECK(total_of(settled(terms, {100, 50})) == pence);
}

// --- finality ---

Terms plain() {
  Terms terms;
  terms.lines = paying_line("50%", "points", "{pay: {amount: £1}}");
  return terms;
}

Finality finality_when(const Contract& contract, const Observed& observed) {
  const Period period = {Date::of(2015, 1, 1), Date::of(2015, 12, 31), "2015"};
  return settle(contract, period, {cohort_of({1000, 450})}, observed).finality;
}

// 18 months from 31 December 2015 is 30 June 2017, which is too late.
TEST_CASE("a settlement is final once its last start could have been proven to have reoffended") {
  const auto [observed, final] = GENERATE(table<Date, bool>({
      {Date::of(2017, 6, 28), false},
      {Date::of(2017, 6, 29), true},
      {Date::of(2019, 1, 1), true},
  }));
  const Finality finality = finality_when(contract_of(plain()), {observed, observed});
  CHECK(finality.final == final);
  CHECK(finality.reason ==
        "what counts for a start on 2015-12-31 can be proven until 2017-06-29, "
        "and the data is observed until " +
            to_string(observed));
}

TEST_CASE(
    "a settlement of people of whom not everything is known is interim, and says what isn't") {
  const Date late = Date::of(2019, 1, 1);
  const auto [observed, reason] = GENERATE_COPY(table<Observed, std::string>({
      {{late, std::nullopt}, "no imported file covers the events of provider \"C01\""},
      {{std::nullopt, late}, "no imported file covers the starts of provider \"C01\""},
      {{Date::of(2015, 12, 30), late},
       "people can start until 2015-12-31, and starts are observed until 2015-12-30"},
  }));
  const Finality finality = finality_when(contract_of(plain()), observed);
  CHECK_FALSE(finality.final);
  CHECK(finality.reason == reason);
}

TEST_CASE("a supplied binary rate is a share of people, and no measure is below 0") {
  const auto [kind, unit, value, message] =
      GENERATE(table<std::string, std::string, std::string, std::string>({
          {"binary rate", "points", "154.5%", "the figure \"f\" is 154.5%, outside 0% to 100%"},
          {"binary rate", "points", "-1%", "the figure \"f\" is -1%, outside 0% to 100%"},
          {"frequency per 100 people", "events", "-1 event", "the figure \"f\" is below 0"},
      }));
  Terms terms;
  terms.measures = "m: {kind: " + kind + ", weighted: no, figure: f}";
  terms.lines = paying_line(unit == "points" ? "50%" : "5 events", unit, "{pay: {amount: £1}}");
  terms.figures = "- {from: 2015-01-01, until: 2015-12-31, f: {value: " + value + ", people: 9}}";
  CHECK(refusal_of(terms, {cohort_of({100, 50})}) ==
        "assessor.yaml:7:46: " + message +
            " [out_of_range]\n"
            "    a change from the baseline is supplied by effect_from, not as a measure");
}

TEST_CASE("an interim figure makes an interim settlement") {
  const Settlement final_one = settled_whole(shipped("doncaster/doncaster-cohort-1.yaml"));
  CHECK(final_one.finality.final);
  CHECK(final_one.finality.reason == "the supplied figures are final");
  const Settlement interim = settled_whole(
      shipped("doncaster/doncaster-cohort-1.yaml", {{"status: final", "status: interim"}}));
  CHECK_FALSE(interim.finality.final);
  CHECK(interim.finality.reason == "the figures of doncaster-published.yaml are interim");
}

TEST_CASE("the cohorts needed are the actual one and each baseline once") {
  Terms terms;
  const std::string rest =
      "  effect_in: points\n  reduction_when: never\n  increase_when: never\n"
      "  on_reduction: nothing\n  on_neither: nothing\n  on_increase: nothing\n";
  const auto line = [&](const std::string& name, const std::string& from) {
    return name + ":\n  title: T\n  measure: m\n  compare_with: {cohort: {from: " + from +
           ", until: 2013-12-31}}\n" + rest;
  };
  const Period period = {Date::of(2016, 1, 1), Date::of(2016, 12, 31), "2016"};
  terms.lines = line("one", "2013-01-01") + line("two", "2013-01-01");
  const auto same = cohorts_needed(contract_of(terms), period);
  REQUIRE(same.size() == 2);
  CHECK(same[0].name == "actual");
  CHECK(same[0].first == period.first);
  CHECK(same[0].last == period.last);
  CHECK(same[1].name == "baseline");
  CHECK(same[1].first == Date::of(2013, 1, 1));
  CHECK(same[1].last == Date::of(2013, 12, 31));
  terms.lines = line("one", "2013-01-01") + line("two", "2013-07-01");
  const auto different = cohorts_needed(contract_of(terms), period);
  REQUIRE(different.size() == 3);
  CHECK(different[1].name == "baseline 2013-01-01..2013-12-31");
  CHECK(different[2].name == "baseline 2013-07-01..2013-12-31");
}

// Prices may be looked up by the last day of a period; a weight "by the first day of the period"
// isn't.
TEST_CASE("weights by the first day of the period are looked up by its first day") {
  const std::string rules_as_of = GENERATE("first day", "last day");
  Terms terms = plain();
  terms.periods = "{every: year, year_starts: 1 January, rules_as_of: " + rules_as_of + "}";
  const Period period = {Date::of(2016, 1, 1), Date::of(2016, 12, 31), "2016"};
  CHECK(cohorts_needed(contract_of(terms), period).at(0).weights_day == period.first);
}

TEST_CASE("a contract on supplied figures alone needs no cohort") {
  const Contract doncaster = shipped("doncaster/doncaster-cohort-1.yaml");
  CHECK(cohorts_needed(doncaster, {doncaster.first, doncaster.last, "all"}).empty());
}

}  // namespace
}  // namespace outturn
