// Whether every figure follows from what it rests on: each rule broken once.
#include "support/catch.h"
#include "verify/sample.h"

#include <functional>

namespace outturn::testing {
namespace {

using verify::Inputs;

std::string recomputed(const Inputs& inputs) {
  return told(verify::verify(inputs).recomputed);
}

std::string recomputed(const std::function<void(Json&)>& change, const std::string& folder = "") {
  return recomputed(changed(change, folder));
}

Json& working(Json& json, const std::string& id) {
  for (Json& one : json["workings"]) {
    if (one["id"] == id) {
      return one;
    }
  }
  FAIL("no working " + id);
  return json;
}

TEST_CASE("a statement as it was made is recomputed from its evidence") {
  CHECK(recomputed(sample_inputs()) == "yes");
  CHECK(recomputed(sample_inputs("milestones/")) == "yes");
  const verify::Verdict verdict = verify::verify(sample_inputs()).recomputed;
  CHECK(verdict.notes ==
        std::vector<std::string>{
            "32 workings redone from their operands, 5 totals added up from the evidence.",
            "12 values are given, not calculated: 12 stated by 2 rule files, 0 supplied figures. "
            "Compare them with your own copies, whose digests are in pins.rules."});
}

TEST_CASE("without the evidence its totals and counts are not checked") {
  Inputs inputs = sample_inputs();
  inputs.evidence.reset();
  CHECK(
      recomputed(inputs) ==
      "not checked: 5 totals of the evidence: it isn't here; the counts of people, starts, events "
      "and claims: the evidence isn't here");
}

TEST_CASE("a fault in what was checked is no, whatever else was left out") {
  Inputs inputs = changed([](Json& json) { working(json, "people.quantity")["value"] = "42/50"; });
  inputs.evidence.reset();
  CHECK(recomputed(inputs).starts_with("no: "));
}

// A change, and the fault that it is found by.
struct Broken {
  std::string folder;
  std::function<void(Json&)> change;
  std::string fault;
};

const std::vector<Broken>& broken_workings() {
  static const std::vector<Broken> kBroken = {
      {"",
       [](Json& json) { working(json, "people.quantity")["value"] = "42/51"; },
       R"(workings[21].value is not a fraction in lowest terms)"},
      {"",
       [](Json& json) { working(json, "people.cap.1")["op"] = "power"; },
       R"(.op is not an operation that this program knows)"},
      {"",
       [](Json& json) { working(json, "people.gross")["of"].push_back("total.due"); },
       R"(is not the id of a working before it)"},
      {"",
       [](Json& json) { working(json, "people.difference")["of"].erase(0); },
       R"(is not whole: subtract rests on 2 operands, and 1 stand there)"},
      {"",
       [](Json& json) { working(json, "actual.people")["of"] = Json::array({"actual.people"}); },
       R"(is not the id of a working before it)"},
      {"",
       [](Json& json) { working(json, "people.quantity")["id"] = "people.difference"; },
       R"(is not an id of its own: an earlier working has the same)"},
      {"",
       [](Json& json) { working(json, "people.due")["details"]["note"] = "x"; },
       R"(details.note is not a detail of the operation round)"},
      {"",
       [](Json& json) { working(json, "people.due")["details"].erase("how"); },
       R"(details.how is missing)"},
      {"",
       [](Json& json) { working(json, "people.due")["bands"] = Json::array(); },
       R"(is not whole: its operation has no bands)"},
      {"",
       [](Json& json) { working(json, "offences.gross").erase("bands"); },
       R"(is not whole: it lacks its bands)"},
      {"",
       [](Json& json) { working(json, "people.quantity")["shown"] = "0.83"; },
       R"(.shown says "0.83", and by its value it should say "0.82")"},
      {"",
       [](Json& json) { working(json, "people.quantity")["unit"] = "heads"; },
       R"(.unit is not a unit that this program knows)"},
      {"",
       [](Json& json) { working(json, "people.cap.1")["rule"]["file"] = "other.yaml"; },
       R"(.rule.file is not one of pins.rules)"},
      {"",
       [](Json& json) { working(json, "people.cap.1")["rule"] = Json::object(); },
       R"(.id says "people.cap.1", and by its value, which no rule gives, it should say )"
       R"("constant.250000")"},
      {"",
       [](Json& json) { working(json, "actual.people")["details"]["cohort"] = "others"; },
       R"(.details.cohort is not a cohort of the statement)"},
      {"",
       [](Json& json) { working(json, "actual.reoffenders")["details"]["sum_of"] = "cohort"; },
       R"(line 1: the column "cohort" can't be added up)"},
      {"terms/",
       [](Json& json) { working(json, "housed.cap.1.before")["value"] = "1"; },
       R"(, and by the operands of "housed.cap.1.before" (add) it should say )"},
      {"terms/",
       [](Json& json) { json["pins"]["statements"][0]["sha256"] = std::string(64, '0'); },
       R"(and by pins.statements it should say )"},
      {"terms/",
       [](Json& json) { json["pins"]["statements"] = Json::array(); },
       R"(.details are of "terms" "2015", and pins.statements has none of them)"},
  };
  return kBroken;
}

TEST_CASE("a working that doesn't follow, or rests on what nothing says, is found") {
  for (const Broken& broken : broken_workings()) {
    const std::string answer = recomputed(broken.change, broken.folder);
    CAPTURE(answer, broken.fault);
    CHECK(answer.starts_with("no: "));
    CHECK(answer.find(broken.fault) != std::string::npos);
  }
}

TEST_CASE("the fault names the place, what it says and what it should say") {
  const Inputs inputs =
      changed([](Json& json) { working(json, "people.gross")["value"] = "328001"; });
  const auto fault = verify::verify(inputs).recomputed.fault.value();
  CHECK(fault.file == "statement.json");
  CHECK(fault.path.starts_with("workings["));
  CHECK(fault.path.ends_with("].value"));
  CHECK(fault.says == "328001");
  CHECK(fault.should_be == "328000");
  CHECK(fault.message ==
        fault.path + R"( says "328001", and by the operands of "people.gross" (multiply) it )" +
            R"(should say "328000")");
}

const std::vector<Broken>& broken_parts() {
  static const std::vector<Broken> kBroken = {
      // what is said twice
      {"",
       [](Json& json) { json["run"]["payable"] = false; },
       R"(run.kind says "final", and by run.payable it should say "interim")"},
      {"",
       [](Json& json) { json["period"]["first"] = "2013-01-01"; },
       "period goes from 2013-01-01 to 2014-12-31, and contract.term from 2014-01-01 to "
       "2014-12-31"},
      {"",
       [](Json& json) { json["period"]["name"] = "2014-01-01..2014-06-30"; },
       R"(period.last says "2014-12-31", and by period.name it should say "2014-06-30")"},
      {"",
       [](Json& json) { json["pins"]["known_at_batch"] = 1; },
       R"(pins.known_at_batch says "1", and by the last of pins.batches it should say "2")"},
      {"",
       [](Json& json) { json["pins"]["batches"][1]["number"] = 1; },
       "pins.batches[1].number is not above that of the batch before it"},
      {"terms/",
       [](Json& json) { json["figures"][0]["sha256"] = "0"; },
       R"(figures[0].sha256 says "0", and by pins.rules it should say)"},
      {"terms/",
       [](Json& json) { json["figures"][0]["file"] = "x.yaml"; },
       "figures[0].file is not one of pins.rules"},
      {"",
       [](Json& json) { json["cohorts"][0]["provider"] = "XX"; },
       R"(cohorts[0].provider says "XX", and by contract.provider.code it should say "SS")"},
      {"",
       [](Json& json) { json["contract"]["currency"] = "ZZZ"; },
       "contract.currency is not a currency that this program knows"},
      // lines
      {"",
       [](Json& json) { json["lines"][0]["due"]["minor"] = "250001"; },
       R"(lines[0].due.minor says "250001", and by its working people.due it should say "250000")"},
      {"",
       [](Json& json) { json["lines"][0]["due"]["shown"] = "£1.00"; },
       R"(lines[0].due.shown says "£1.00", and by its working people.due it should say "£2,500.00")"},
      {"",
       [](Json& json) { json["lines"][0]["gross"] = json["lines"][1]["gross"]; },
       "lines[0].bounds[0] doesn't bound the amount before it"},
      {"",
       [](Json& json) { json["lines"][1]["due"] = json["lines"][0]["due"]; },
       "lines[1].due doesn't come from its gross amount and bounds"},
      {"",
       [](Json& json) { json["lines"][0]["bounds"] = Json::array(); },
       "lines[0].due doesn't come from its gross amount and bounds"},
      {"",
       [](Json& json) { json["lines"][0]["bounds"][0]["bit"] = false; },
       R"(lines[0].bounds[0].bit says "false", and by its working people.cap.1.applied it should say "true")"},
      {"",
       [](Json& json) { json["lines"][0]["bounds"][0]["kind"] = "floor"; },
       "lines[0].bounds[0] doesn't bound the amount before it"},
      {"",
       [](Json& json) { json["lines"][0]["bounds"][0]["kind"] = "lid"; },
       R"(lines[0].bounds[0].kind is not "cap" or "floor")"},
      {"terms/",
       [](Json& json) { json["lines"][1]["bounds"][0]["limit"] = "demand.actual"; },
       "lines[1].bounds[0] leaves what doesn't come from its limit"},
      {"",
       [](Json& json) { json["lines"][0]["consequence"] = "give"; },
       R"(lines[0].consequence is not "pay", "deduct" or "nothing")"},
      {"terms/",
       [](Json& json) { json["lines"][4]["line"] = "saved"; },
       "lines[4].line is not a name of its own: an earlier line has the same"},
      {"terms/",
       [](Json& json) { json["lines"][0]["settled"] = false; },
       R"(lines[0].gross.minor says "1987500", and by settled, which is false, it should say "0")"},
      {"",
       [](Json& json) { json["lines"][0]["comparison"]["actual"] = "nothing"; },
       "lines[0].comparison.actual is not the id of a working before it"},
      {"terms/",
       [](Json& json) { json["lines"][1]["measure"] = "nothing"; },
       "lines[1].measure is not the id of a working before it"},
      // verdicts
      {"",
       [](Json& json) { json["lines"][0]["verdict"] = "neither"; },
       R"(lines[0].verdict says "neither", and by its working people.verdict it should say "reduction")"},
      {"",
       [](Json& json) { json["lines"][0]["verdict_working"] = "offences.verdict"; },
       R"(lines[0].verdict_working says "offences.verdict", and by the line's name it should say "people.verdict")"},
      {"",
       [](Json& json) { json["lines"][0]["why"].back() = "Verdict: neither."; },
       R"(says "Verdict: neither.", and by lines[0].verdict it should say "Verdict: reduction.")"},
      {"",
       [](Json& json) { json["lines"][0]["reduction_when"][0]["holds"] = false; },
       R"(lines[0].reduction_when[0].holds says "false", and by its working people.reduction_when.1 it should say "true")"},
      {"",
       [](Json& json) {
         json["lines"][0]["reduction_when"][1]["sentence"] =
             "the cohort of 5 people is at least 3: no";
       },
       R"(it should say "the cohort of 5 people is at least 3: yes")"},
      {"",
       [](Json& json) { json["lines"][0]["reduction_when"].erase(1); },
       "isn't all of lines[0].reduction_when"},
      {"",
       [](Json& json) { json["lines"][0]["increase_when"] = Json::array(); },
       "isn't all of lines[0].increase_when"},
      {"",
       [](Json& json) { json["lines"][0]["termination_reached"] = true; },
       R"(lines[0].termination_reached says "true", and by lines[0].termination_when it should say "false")"},
      {"terms/",
       [](Json& json) { json["lines"][2]["gross"] = json["lines"][1]["gross"]; },
       R"(lines[2].gross.minor says "1500000", and by paid_when, which doesn't hold, it should say "0")"},
      // total and payers
      {"", [](Json& json) { json["total"] = json["lines"][0]["due"]; }, "workings["},
      {"",
       [](Json& json) { json["total"] = json["lines"][0]["gross"]; },
       "total isn't the lines added up, bounded and rounded"},
      {"terms/",
       [](Json& json) { json["total_bounds"] = Json::array(); },
       "on which the total rests, isn't all lines added up"},
      {"",
       [](Json& json) { std::swap(json["lines"][0], json["lines"][1]); },
       "(\"total.lines\"), on which the total rests, isn't all lines added up"},
      {"",
       [](Json& json) { json["lines"].erase(1); },
       "(\"total.lines\"), on which the total rests, isn't all lines added up"},
      {"",
       [](Json& json) { json["payers"][0]["share"] = "66.61%"; },
       R"(payers[0].share says "66.61%", and by its working payer_share.Harbour County Council it should say "66.60%")"},
      {"",
       [](Json& json) { json["payers"][0]["name"] = "Somebody"; },
       "payers[0].name is not a name that a share is stated for"},
      {"",
       [](Json& json) { json["payers"].erase(1); },
       R"(payers, shares added up, says "333/500", and by their being shares it should say "1")"},
      {"",
       [](Json& json) { std::swap(json["payers"][0]["due"], json["payers"][1]["due"]); },
       "payers[0].due is neither its share of the total, cut to whole pennies, nor what others "
       "leave"},
      // people
      {"",
       [](Json& json) { json["cohorts"][0]["starts"] = "10"; },
       R"(cohorts[0].starts says "10", and by starts_by_class it should say "9")"},
      {"",
       [](Json& json) { json["cohorts"][0]["eligible"] = "5"; },
       R"(cohorts[0].eligible says "5", and by starts_by_class it should say "6")"},
      {"",
       [](Json& json) { json["cohorts"][0]["measurable"] = "6"; },
       R"(cohorts[0].measurable says "6", and by starts_by_class it should say "5")"},
      {"",
       [](Json& json) { json["cohorts"][0]["events"] = "10"; },
       R"(cohorts[0].events says "10", and by events_by_class it should say "9")"},
      {"",
       [](Json& json) { json["cohorts"][0]["people"] = "7"; },
       R"(cohorts[0].people says "7", and by the rows of the evidence it should say "8")"},
      {"",
       [](Json& json) { json["cohorts"][0]["starts_by_class"][1]["class"] = "counted"; },
       "cohorts[0].starts_by_class[1].class is not a class of its own: it stands in this list "
       "twice"},
      {"",
       [](Json& json) { json["cohorts"].push_back(json["cohorts"][0]); },
       "cohorts[1].name is not a name of its own: an earlier cohort has the same"},
      {"",
       [](Json& json) { json["cohorts"][0]["last"] = "2014-07-31"; },
       R"(line 5: index_date "2014-09-09" isn't a day from 2014-01-01 to 2014-07-31, as cohorts[0] says)"},
      {"",
       [](Json& json) { json["breakdown"][0]["people"] = "2"; },
       R"(breakdown of actual by age_band, people added up, says "6", and by measurable it should say "5")"},
      {"",
       [](Json& json) { json["breakdown"][0]["reoffences"] = "3"; },
       R"(breakdown[0].reoffences says "3", and by the rows of the evidence it should say "2")"},
      {"",
       [](Json& json) { json["breakdown"][0]["weight"] = "1.350"; },
       "breakdown[0].weight is not a plain decimal number"},
      {"",
       [](Json& json) { json["breakdown"][0]["weighted_reoffenders"] = "1"; },
       R"(breakdown[0].weighted_reoffenders says "1", and by the rows of the evidence it should say "27/20")"},
      {"",
       [](Json& json) { json["breakdown"] = Json::array(); },
       R"(breakdown of "actual" by "age_band" lacks "18-24", which is in the evidence)"},
      {"",
       [](Json& json) {
         json["breakdown"].push_back(json["breakdown"][0]);
         json["breakdown"][3]["people"] = "0";
       },
       "breakdown[3].value is not a value of its own: it is broken down twice"},
      // milestones
      {"milestones/",
       [](Json& json) { json["milestones"]["followed"] = "4"; },
       R"(milestones.followed says "4", and by patterns it should say "3")"},
      {"milestones/",
       [](Json& json) { json["milestones"]["starts"] = "7"; },
       R"(milestones.starts says "7", and by starts_by_class it should say "6")"},
      {"milestones/",
       [](Json& json) { json["milestones"]["stages"][0]["claims"] = "2"; },
       R"(milestones.stages[0].claims says "2", and by patterns it should say "1")"},
      {"milestones/",
       [](Json& json) { json["milestones"]["stages"][0]["claims_before"] = "2"; },
       R"(milestones.stages[0].claims_before says "2", and by the rows of the evidence it should say "1")"},
      {"milestones/",
       [](Json& json) { json["milestones"]["stages"][0]["people"] = "2"; },
       R"(milestones.stages[0].people says "2", and by the rows of the evidence it should say "1")"},
      {"milestones/",
       [](Json& json) { json["milestones"]["stages"][0]["claims_by_class"][2]["claims"] = "2"; },
       R"(milestones.stages[0].claims_by_class[2].claims says "2", and by the rows of the evidence it should say "0")"},
      {"milestones/",
       [](Json& json) { json["milestones"]["stages"][1]["stage"] = "job"; },
       "milestones.stages[1].stage is not a stage of its own: it stands in this list twice"},
      {"milestones/",
       [](Json& json) { json["milestones"]["patterns"][1]["pattern"] = "1"; },
       "milestones.patterns[1].pattern is not a pattern of its own: it stands in this list twice"},
      {"milestones/",
       [](Json& json) { json["milestones"]["patterns"][1]["pattern"] = "7"; },
       R"(line 3: the statement has no pattern "2")"},
      {"milestones/",
       [](Json& json) { json["milestones"]["patterns"][0]["claims"][2]["claims"] = "21"; },
       R"(line 2, milestone_claims, claims of job_kept says "20", and by pattern "1" of the statement it should say "21")"},
      {"milestones/",
       [](Json& json) { json["milestones"]["patterns"][0]["claims"][1]["claims_before"] = "9"; },
       R"(line 2, milestone_claims, earlier claims of job_kept says "8", and by pattern "1" of the statement it should say "9")"},
      {"milestones/",
       [](Json& json) {
         json["milestones"]["patterns"][0]["order"] =
             Json::array({Json::array({"job", "job_kept"})});
       },
       R"(milestones.patterns[0].order says "job and job_kept", and by line 2 of the evidence it should say "job, then job_kept, then free_6_months")"},
  };
  return kBroken;
}

TEST_CASE("what stands in a statement twice, or is a total, is compared") {
  for (const Broken& broken : broken_parts()) {
    const std::string answer = recomputed(broken.change, broken.folder);
    CAPTURE(answer, broken.fault);
    CHECK(answer.starts_with("no: "));
    CHECK(answer.find(broken.fault) != std::string::npos);
  }
}

TEST_CASE("a row of the evidence that contradicts itself is found by its line") {
  const auto [folder,
              old_text,
              new_text,
              fault] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"",
       "counted,,,0.61",
       "counted,no_provider,,0.61",
       R"(line 2: the class "counted" for the reason "no_provider" isn't one of cohorts[0].starts_by_class)"},
      {"",
       "excluded,no_provider",
       "excluded,lost",
       R"(line 10: the class "excluded" for the reason "lost" isn't one of cohorts[0].starts_by_class)"},
      {"",
       "0.4,,,,,,,,,,",
       "0.4,,1,,,,,,,,",
       R"(line 5, weight says "1", and by its class, which isn't measured, it should say "")"},
      {"",
       ",1,2,0,,",
       ",1,3,0,,",
       R"(line 2, reoffences says "3", and by its events it should say "2")"},
      {"",
       ",1,2,0,,",
       ",0,2,0,,",
       R"(line 2, reoffended says "0", and by its reoffences it should say "1")"},
      {"",
       ",1,2,0,,",
       ",1,2,0,none,",
       R"(line 2: the grade "none" isn't one of a person with 2 reoffences)"},
      {"",
       "serious|counted|2/3",
       "serious|after_follow_up|2/3",
       R"(line 2, events, offence of 2014-04-05 says "after_follow_up", and by its days it should say "counted")"},
      {"",
       "||breach|",
       "||counted|",
       R"(line 3, reoffences says "0", and by its events it should say "1")"},
      {"",
       "||breach|",
       "||lost|",
       R"(cohorts[0].events_by_class lacks the class "lost", which 1 entry in the evidence has)"},
      {"",
       "|minor|counted|2/10",
       "|minor|2/10",
       R"(line 4: events: "2014-10-10|2014-12-01|conviction|minor|2/10" has 5 parts, not 6)"},
      {"",
       "2014-10-10|2014-12-01",
       "2014-10-32|2014-12-01",
       R"(the offence on "2014-10-32" is no day)"},
      {"", "middle,1,2015-02-10", "middle,one,2015-02-10", R"(weight: "one" is no number)"},
      {"",
       "actual,A-04",
       "actual,A-09",
       "line 7: rows go cohort by cohort, in order of person and day"},
      {"", "actual,A-04", "other,A-04", R"(line 6: the statement has no cohort "other")"},
      {"",
       "cohort,person",
       "person,cohort",
       "line 1: these aren't the columns of an evidence file"},
      {"",
       "no_provider,,0.5,,,,,,,,,,",
       "no_provider,,0.5,,,,,,,,,",
       "line 10: 17 values under 18 columns"},
      {"milestones/",
       "job_kept|2016-01-15|claimed|20",
       "job_kept|2016-01-15|claimed|twenty",
       R"(milestone_claims: "twenty" is no count)"},
      {"milestones/",
       "job|2016-03-01|claimed|1|2/5",
       "jobs|2016-03-01|claimed|1|2/5",
       R"(line 3: the statement has no stage "jobs")"},
  }));
  const std::string answer = recomputed(with_evidence(old_text, new_text, folder));
  CAPTURE(answer, fault);
  CHECK(answer.starts_with("no: "));
  CHECK(answer.find(fault) != std::string::npos);
}

TEST_CASE("people under no provider who aren't listed have no rows, and that is told") {
  const std::string row = "actual,A-08,2014-08-01,1/10,excluded,no_provider,,0.5,,,,,,,,,,\n";
  const verify::Verdict verdict = verify::verify(with_evidence(row, "")).recomputed;
  CHECK(told(verdict) == "yes");
  CHECK(verdict.notes.back() ==
        "1 start under no provider has no rows: the contract doesn't list them.");
}

TEST_CASE("values of earlier statements are looked up in those, by their digest") {
  CHECK(recomputed(sample_inputs("terms/")) ==
        "not checked: 3 values taken from earlier statements, of terms 2015");
  // Any other statement of that name isn't the one that was built on.
  Inputs inputs = sample_inputs("terms/");
  Json other = parse_json(inputs.statement.text, "statement.json");
  other["period"]["name"] = "2015";
  inputs.earlier.push_back({"2015.json", canonical(other) + "\n"});
  CHECK(
      recomputed(inputs).find("and by the statement of terms 2015 that was given it should say") !=
      std::string::npos);
}

TEST_CASE("a field that isn't known is checked by nothing, and that is told") {
  CHECK(recomputed([](Json& json) { json["lines"][0]["bonus"] = "1"; }) ==
        "not checked: the field lines[].bonus: this program doesn't know it");
  CHECK(recomputed([](Json& json) { json["run"]["rule"] = Json::object(); }) ==
        "not checked: the field run.rule: this program doesn't know it");
}

TEST_CASE("what isn't a statement of the form known is refused") {
  Inputs inputs{{"statement.json", R"({"form":"outturn-statement/2"})"}};
  CHECK(refusal(inputs) ==
        "statement.json: this is of the form \"outturn-statement/2\", and this program verifies "
        "\"outturn-statement/1\" [not_a_statement]\n"
        "    use the outturn-verify of the version that wrote it, or a later one");
  inputs.statement.text = "{";
  CHECK(refusal(inputs).starts_with("statement.json:1:"));
}

}  // namespace
}  // namespace outturn::testing
