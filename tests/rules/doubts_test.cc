// What a contract says that can't happen, or that nothing reads.
#include "rules/doubts.h"

#include "rules/load.h"
#include "rules/sample.h"
#include "support/catch.h"
#include "support/rule_texts.h"

#include <algorithm>
#include <iterator>

namespace outturn {
namespace {

std::vector<std::string> doubts_of(const std::vector<Edit>& edits) {
  const RuleText sample = sample_file("contract");
  const RuleText file = {sample.path, edited(sample.text, edits)};
  std::vector<std::string> lines;
  for (const Doubt& doubt : doubts_about({load_contract(file, sample_rules(file))})) {
    lines.push_back(to_string(doubt));
  }
  return lines;
}

// What an edit of the sample adds to the doubts about it, without the places, which it moves.
std::string added_by(const std::vector<Edit>& edits) {
  const auto without_places = [](std::vector<std::string> lines) {
    for (std::string& line : lines) {
      line = line.substr(line.find("warning: "));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  };
  const std::vector<std::string> before = without_places(doubts_of({}));
  const std::vector<std::string> after = without_places(doubts_of(edits));
  std::vector<std::string> added;
  std::set_difference(
      after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(added));
  return added.empty() ? "" : added.front() + (added.size() > 1 ? " and more" : "");
}

TEST_CASE("what nothing reads, and a row below its line's threshold, are told with their place") {
  CHECK(doubts_of({}) ==
        std::vector<std::string>{
            "contract.yaml:37:3: warning: no line reads the measure \"weighted\"",
            "contract.yaml:39:3: warning: no line reads the measure \"harm\"",
            "contract.yaml:82:15: warning: no result of line \"events\" reaches this row of its "
            "table\n    a table may also begin above 0, with: below: nothing"});
}

struct Doubted {
  std::vector<Edit> edits;
  std::string doubt;  // none: the edit adds nothing
};

TEST_CASE("a rule that can't come to bear is doubted, one that can isn't") {
  const auto doubted = GENERATE(values<Doubted>({
      // conditions against the baseline, and against each other
      {{{"reduction_at_least: 1 point\n", "reduction_at_least: 50 points\n"}}, ""},
      {{{"fixed: 50%", "fixed: 40%"},
        {"      adjusted_for: mean score\n      baseline_mean_score: 0.5\n", ""},
        {"reduction_at_least: 1 point\n", "reduction_at_least: 41 points\n"}},
       "warning: the conditions of line \"binary\" can't all hold, whatever "
       "happens\n    look at its thresholds against each other and against the baseline"},
      {{{"      - rate_above: 60%\n", "      - rate_above: 60%\n      - rate_below: 60%\n"}},
       "warning: the conditions of line \"binary\" can't all hold, whatever "
       "happens\n    look at its thresholds against each other and against the baseline"},
      {{{"      - rate_above: 60%\n", "      - rate_at_least: 60%\n      - rate_at_most: 60%\n"}},
       ""},
      {{{"reduction_more_than: 5%", "reduction_more_than: 100%"}},
       "warning: the conditions of line \"events\" can't all hold, whatever "
       "happens\n    look at its thresholds against each other and against the baseline"},
      // a graded rate can be more than 100%: here up to 150%
      {{{"    measure: graded\n    pays:",
         "    measure: graded\n    paid_when: [rate_at_least: 150%]\n    pays:"}},
       ""},
      {{{"    measure: graded\n    pays:",
         "    measure: graded\n    paid_when: [rate_above: 150%]\n    pays:"}},
       "warning: the conditions of line \"graded\" can't all hold, whatever happens\n"
       "    look at its thresholds against each other"},
      // rows of tables
      {{{"{from: 10%, pays: \"£2,000\"}", "{from: 100%, pays: \"£2,000\"}"}}, ""},
      {{{"{from: 10%, pays: \"£2,000\"}", "{from: 101%, pays: \"£2,000\"}"}},
       "warning: no result of line \"events\" reaches this row of its table\n"
       "    its conditions, its baseline or what counts at most rule it out"},
      // hurdles
      {{{"    increase_when:\n      - increase_at_least: 1 point\n", "    increase_when: never\n"},
        {"{line: binary, verdict: reduction}", "{line: binary, verdict: increase}"}},
       "warning: line \"binary\" never has the verdict asked for here"},
      {{{"      - hurdle: {line: binary, verdict: reduction}\n",
         "      - hurdle: {line: binary, verdict: reduction}\n"
         "      - hurdle: {line: binary, verdict: neither}\n"}},
       "warning: line \"binary\" can't have two verdicts at once"},
      // floors
      {{{"on_increase: {deduct: {amount: \"£500\"}}", "on_increase: nothing"},
        {"on_neither: {deduct: {share: 10%, of: \"£1,000,000\"}}", "on_neither: nothing"}},
       "warning: nothing is ever deducted, so this floor never applies"},
      // figures, weights and severities that nothing reads
      {{{"  graded:\n    kind: graded rate\n    weighted: yes\n",
         "  graded:\n    kind: graded rate\n    weighted: no\n"},
        {"  weighted: {kind: binary rate, weighted: yes}\n", ""}},
       "warning: no measure is weighted by these weights"},
  }));
  CAPTURE(doubted.edits.front().new_text);
  CHECK(added_by(doubted.edits) == doubted.doubt);
}

}  // namespace
}  // namespace outturn
