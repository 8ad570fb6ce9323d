// Whatever is changed in a statement, its evidence or its proof, not all four answers stay yes.
#include "record/evidence_tree.h"
#include "record/sha256.h"
#include "support/catch.h"
#include "value/problem.h"
#include "verify/made_register.h"
#include "verify/sample.h"

#include <algorithm>
#include <set>

namespace outturn::testing {
namespace {

using verify::Answer;
using verify::Inputs;

// Not everything is tried where the compiler doesn't optimise.
constexpr std::size_t kStep = OUTTURN_TAMPERED_STEP;

// Gives everything that answers yes to all four.
Inputs registered(Inputs inputs) {
  MadeRegister records;
  const std::string& text = inputs.statement.text;
  const std::int64_t entry = records.prepare(text, ann());
  records.decide("approved", entry, text, bob());
  inputs.proof = records.proof_file();
  inputs.head = records.head();
  inputs.keys = trusted_keys();
  return inputs;
}

// "refused" for what isn't a statement at all.
std::string answer_to(const Inputs& inputs) {
  try {
    return std::string(words_of(overall(verify::verify(inputs))));
  } catch (const InputError&) {
    return "refused";
  }
}

// --- every field ---

// The places of all values in a document that hold no others.
void collect(const Json& json,
             const Json::json_pointer& at,
             std::vector<Json::json_pointer>& found) {
  if (!json.is_structured() || json.empty()) {
    found.push_back(at);
    return;
  }
  std::size_t index = 0;
  for (auto item = json.begin(); item != json.end(); ++item, ++index) {
    collect(*item, json.is_array() ? at / index : at / item.key(), found);
  }
}

Json other_than(const Json& value) {
  if (value.is_boolean()) {
    return !value.get<bool>();
  }
  if (value.is_number()) {
    return value.get<std::int64_t>() + 1;
  }
  if (value.is_string()) {
    const std::string text = value;
    const auto number = parse_fraction(text);
    return number ? to_fraction(*number + 1) : text + "x";
  }
  return "x";
}

// "/lines/0/due/minor" as "lines[].due.minor".
std::string shape_of(const Json::json_pointer& at) {
  std::string shape;
  std::string rest = at.to_string();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/', 1), rest.size());
    const std::string key = rest.substr(1, end - 1);
    const bool index = key.find_first_not_of("0123456789") == std::string::npos;
    shape += index ? "[]" : (shape.empty() ? "" : ".") + key;
    rest.erase(0, end);
  }
  return shape;
}

// What a statement says once, or what another value in its place would say as well: words, names,
// places of rules, digests of files that aren't here, tables that a value doesn't reach the end of.
const std::set<std::string> kSaidOnce = {
    "cohorts[].data_sha256",
    "cohorts[].events_by_class[].class",
    "cohorts[].events_by_class[].meaning",
    "cohorts[].starts_by_class[].class",
    "cohorts[].starts_by_class[].meaning",
    "contract.commissioner",
    "contract.id",
    "contract.provider.code",
    "contract.provider.name",
    "contract.tariff",
    "contract.title",
    "figures[].name",
    "figures[].status",
    "figures[].supplied_by",
    "figures[].version",
    "illustrative",
    "illustrative[]",
    "lines[].bounds[].over",
    "lines[].increase_when[].rule.clause",
    "lines[].increase_when[].rule.line",
    "lines[].line",
    "lines[].paid_when[].rule.clause",
    "lines[].paid_when[].rule.line",
    "lines[].reduction_when[].rule.clause",
    "lines[].reduction_when[].rule.line",
    "lines[].rule.clause",
    "lines[].rule.line",
    "lines[].settled",
    "lines[].title",
    "lines[].why",
    "lines[].why[]",
    "milestones.data_sha256",
    "milestones.first",
    "milestones.last",
    "milestones.patterns[].claims[].price_day",
    "milestones.patterns[].group[].by",
    "milestones.patterns[].group[].value",
    "milestones.stages[].claims_by_class[].class",
    "milestones.stages[].claims_by_class[].meaning",
    "milestones.starts_by_class[].class",
    "milestones.starts_by_class[].meaning",
    "period.name",
    "pins.batches[].events_of",
    "pins.batches[].mapping_sha256",
    "pins.batches[].observed_until",
    "pins.batches[].sha256",
    "pins.batches[].source",
    "pins.batches[].starts_of",
    "pins.engine",
    "pins.evidence.file",
    "pins.evidence.root",
    "pins.evidence.rows",
    "pins.evidence.sha256",
    "pins.rules[].file",
    "pins.rules[].sha256",
    "reconciliation.causes[].events",
    "reconciliation.causes[].meaning",
    "reconciliation.causes[].people",
    "reconciliation.changes.file",
    "reconciliation.changes.rows",
    "reconciliation.changes.sha256",
    "reconciliation.run",
    "run.reason",
    "total_bounds[].over",
    "workings[].bands[].from",
    "workings[].bands[].pays",
    "workings[].bands[].per_unit",
    "workings[].details.entry",
    "workings[].details.file",
    "workings[].details.pattern",
    "workings[].details.step",
    "workings[].details.supplied_by",
    "workings[].details.version",
    "workings[].details.working",
    "workings[].id",
    "workings[].label",
    "workings[].rule.clause",
    "workings[].rule.line",
};

TEST_CASE("every field of a statement that is changed is caught", "[drawn]") {
  const auto folder = GENERATE(as<std::string>(), "", "milestones/", "terms/", kAgain);
  const Inputs good = registered(sample_inputs(folder));
  const Json json = parse_json(good.statement.text, "statement.json");
  std::vector<Json::json_pointer> places;
  collect(json, Json::json_pointer(), places);
  CHECK(places.size() > 300);
  for (std::size_t i = 0; i < places.size(); i += kStep) {
    const Json::json_pointer& at = places[i];
    Json other = json;
    other[at] = other_than(json[at]);
    Inputs inputs = good;
    inputs.statement.text = canonical(other) + "\n";
    CAPTURE(at.to_string());
    const std::string answer = answer_to(inputs);
    CHECK((answer == "no" || answer == "refused"));
  }
}

TEST_CASE("what recomputing alone doesn't find is what a statement says only once", "[drawn]") {
  std::set<std::string> missed;
  for (const std::string folder : {"", "milestones/", "terms/", kAgain}) {
    const Inputs good = sample_inputs(folder);
    const Json json = parse_json(good.statement.text, "statement.json");
    std::vector<Json::json_pointer> places;
    collect(json, Json::json_pointer(), places);
    for (std::size_t i = 0; i < places.size(); i += kStep) {
      const Json::json_pointer& at = places[i];
      Json other = json;
      other[at] = other_than(json[at]);
      Inputs inputs = good;
      inputs.statement.text = canonical(other) + "\n";
      try {
        if (verify::verify(inputs).recomputed.answer != Answer::no) {
          missed.insert(shape_of(at));
        }
      } catch (const InputError&) {
      }
    }
  }
  for (const std::string& shape : missed) {
    CAPTURE(shape);
    CHECK(kSaidOnce.contains(shape));
  }
  for (const std::string& shape : kSaidOnce) {
    CAPTURE(shape);
    CHECK((kStep > 1 || missed.contains(shape)));
  }
}

// --- every byte ---

// A statement of one line, one cohort of three people, and two payers: as small as one can be.
Inputs small() {
  const std::string evidence =
      "cohort,person,index_date,record,class,reason,detail,score,complexity_band,weight,"
      "follow_up_ends,proven_by,reoffended,reoffences,severity,grade,events\n"
      "actual,A,2014-02-01,1/2,counted,,,,,1,2015-02-01,2015-08-01,0,0,0,,\n"
      "actual,B,2014-03-01,1/3,excluded,no_provider,,,,,,,,,,,\n";
  const auto working = [](const std::string& id,
                          const std::string& op,
                          const std::string& value,
                          const std::string& unit,
                          const std::string& shown) {
    return Json{{"id", id},
                {"label", "x"},
                {"op", op},
                {"value", value},
                {"unit", unit},
                {"shown", shown},
                {"rule", {{"file", "c.yaml"}, {"line", 1}}}};
  };
  Json people = working("actual.people", "evidence", "1", "people", "1");
  people["details"] = {{"cohort", "actual"}};
  Json gross = working("a.gross", "multiply", "100", "amount", "£1.00");
  gross["of"] = {"a.price", "actual.people"};
  Json lines = working("total.lines", "add", "100", "amount", "£1.00");
  lines["of"] = Json::array({"a.gross"});
  Json due = working("total.due", "round", "100", "money", "£1.00");
  due["of"] = Json::array({"total.lines"});
  due["details"] = {{"step", "1"}, {"how", "half to even"}};
  const Json amount = {{"working", "a.gross"}, {"minor", "100"}, {"shown", "£1.00"}};
  const Json total = {{"working", "total.due"}, {"minor", "100"}, {"shown", "£1.00"}};
  const Json starts = {{{"class", "counted"}, {"meaning", "m"}, {"starts", "1"}},
                       {{"class", "no_provider"}, {"meaning", "n"}, {"starts", "1"}}};
  const Json json = {
      {"form", "outturn-statement/1"},
      {"contract",
       {{"id", "c"},
        {"title", "C"},
        {"tariff", ""},
        {"commissioner", "M"},
        {"currency", "GBP"},
        {"provider", {{"name", "P"}, {"code", "p"}}},
        {"term", {{"from", "2014-01-01"}, {"until", "2014-12-31"}}}}},
      {"illustrative", Json::array()},
      {"period", {{"name", "2014"}, {"first", "2014-01-01"}, {"last", "2014-12-31"}}},
      {"run", {{"kind", "final"}, {"payable", true}, {"reason", "r"}}},
      {"pins",
       {{"engine", "0.1.0"},
        {"rules", {{{"file", "c.yaml"}, {"sha256", sha256("")}}}},
        {"batches", Json::array()},
        {"statements", Json::array()},
        {"evidence",
         {{"file", "evidence.csv"},
          {"sha256", sha256(evidence)},
          {"rows", 2},
          {"root", to_hex(evidence_root(evidence))}}}}},
      {"figures", Json::array()},
      {"cohorts",
       {{{"name", "actual"},
         {"provider", "p"},
         {"first", "2014-01-01"},
         {"last", "2014-12-31"},
         {"people", "2"},
         {"starts", "2"},
         {"eligible", "1"},
         {"measurable", "1"},
         {"starts_by_class", starts},
         {"events", "0"},
         {"events_by_class", Json::array()},
         {"data_sha256", sha256("")}}}},
      {"breakdown", Json::array()},
      {"workings",
       {people,
        working("a.price", "given", "100", "amount", "£1.00"),
        gross,
        lines,
        due,
        working("payer_share.M", "given", "1", "rate", "100.00%")}},
      {"lines",
       {{{"line", "a"},
         {"title", "A"},
         {"rule", Json::object()},
         {"why", Json::array()},
         {"consequence", "pay"},
         {"settled", true},
         {"gross", amount},
         {"bounds", Json::array()},
         {"due", amount}}}},
      {"total", total},
      {"total_bounds", Json::array()},
      {"payers", {{{"name", "M"}, {"share", "100.00%"}, {"due", total}}}}};
  Inputs inputs{{"statement.json", canonical(json) + "\n"}};
  inputs.evidence = {"evidence.csv", evidence};
  return inputs;
}

// Bytes of `text`, a part of `inputs`, changed in their lowest bit: each one where the compiler
// optimises, elsewhere some.
void flip_bytes(Inputs& inputs, std::string& text) {
  for (std::size_t at = 0; at < text.size(); at += kStep) {
    const char before = text[at];
    text[at] = static_cast<char>(static_cast<unsigned char>(before) ^ 0x01U);
    const std::string answer = answer_to(inputs);
    if (answer == "yes") {
      CAPTURE(at);
      FAIL_CHECK("a changed byte was not found");
    }
    text[at] = before;
  }
}

TEST_CASE("no byte of a statement, its evidence, its proof or head can change unseen", "[drawn]") {
  Inputs inputs = registered(small());
  REQUIRE(answer_to(inputs) == "yes");
  flip_bytes(inputs, inputs.statement.text);
  flip_bytes(inputs, inputs.evidence->text);
  flip_bytes(inputs, inputs.proof->text);
  flip_bytes(inputs, inputs.head->text);
  REQUIRE(answer_to(inputs) == "yes");
}

TEST_CASE("nothing can be cut off or added unseen") {
  const Inputs good = registered(small());
  for (const std::size_t cut : {std::size_t{1}, std::size_t{10}}) {
    Inputs inputs = good;
    inputs.statement.text.resize(inputs.statement.text.size() - cut);
    CHECK(answer_to(inputs) != "yes");
    inputs = good;
    inputs.evidence->text.resize(inputs.evidence->text.size() - cut);
    CHECK(answer_to(inputs) != "yes");
    inputs = good;
    inputs.proof->text.resize(inputs.proof->text.size() - cut);
    CHECK(answer_to(inputs) != "yes");
  }
  Inputs inputs = good;
  inputs.statement.text += "\n";
  CHECK(answer_to(inputs) == "no");
  inputs = good;
  inputs.evidence->text += "actual,C,2014-04-01,1/4,excluded,no_provider,,,,,,,,,,,\n";
  CHECK(answer_to(inputs) == "no");
}

}  // namespace
}  // namespace outturn::testing
