#include "rules/refusals.h"

#include "rules/sample.h"
#include "support/catch.h"

#include <cstdlib>

namespace outturn {
namespace {

TEST_CASE("the sample's rule files are accepted") {
  const std::string name = GENERATE("contract",
                                    "user",
                                    "simple",
                                    "complexity",
                                    "classes",
                                    "assessor",
                                    "milestones",
                                    "pooled",
                                    "outcomes",
                                    "chain",
                                    "calendar",
                                    "holidays",
                                    "timetable");
  CAPTURE(name);
  CHECK(refusal_of(sample_file(name)) == "accepted");
}

TEST_CASE("every mistake in a rule file is said with its place, its code and what to do") {
  const bool accept = std::getenv("OUTTURN_ACCEPT") != nullptr;
  for (RefusalFile& file : refusal_files()) {
    const RuleText sample = sample_file(file.sample);
    CHECK(!file.cases.empty());
    for (RefusalCase& one : file.cases) {
      CAPTURE(file.path.filename().string(), one.title);
      const RuleText wrong = {sample.path, edited(sample.text, one)};
      const std::string refusal =
          file.in_a_contract ? refusal_in_a_contract(wrong) : refusal_of(wrong);
      CHECK(refusal != "accepted");
      if (accept) {
        one.refusal = refusal;
      }
      CHECK(refusal == one.refusal);
    }
    if (accept) {
      rewrite(file);
    }
  }
}

TEST_CASE("a contract says the mistakes of its tables in the same words as the tables alone") {
  for (const RefusalFile& file : refusal_files()) {
    const bool table = file.sample == "complexity" || file.sample == "classes" ||
                       file.sample == "assessor" || file.sample == "holidays";
    for (const RefusalCase& one : table ? file.cases : std::vector<RefusalCase>{}) {
      CAPTURE(file.sample, one.title);
      const RuleText sample = sample_file(file.sample);
      CHECK(refusal_in_a_contract({sample.path, edited(sample.text, one)}) == one.refusal);
    }
  }
}

// In code, for no text of ours holds a tab.
TEST_CASE("a tab is refused, because its width depends on who looks") {
  CHECK(refusal_of({"contract.yaml", "contract: trial\ntitle:\tA trial\n"}) ==
        "contract.yaml:2:7: a tab character [tab_character]\n"
        "    use spaces: how wide a tab is depends on who looks");
}

}  // namespace
}  // namespace outturn
