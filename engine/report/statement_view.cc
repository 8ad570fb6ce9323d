#include "report/statement_view.h"

#include "record/json_field.h"
#include "report/agreement.h"
#include "value/counted.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/format.h>

namespace outturn {
namespace {

// What an operation needs to be written as a formula.
struct Operation {
  std::string_view name;
  std::size_t operands;  // exactly
  bool at_least = false;
  bool bands = false;
};

constexpr std::array kOperations = {
    Operation{"given", 0},
    Operation{"earlier", 0},
    Operation{"agreed", 0},
    Operation{"settled", 0},
    Operation{"evidence", 0},
    Operation{"add", 1, true},
    Operation{"subtract", 2},
    Operation{"multiply", 1, true},
    Operation{"divide", 2},
    Operation{"negate", 1},
    Operation{"at_least", 2},
    Operation{"more_than", 2},
    Operation{"equal", 2},
    Operation{"all_of", 1, true},
    Operation{"any_of", 1, true},
    Operation{"smaller_of", 2},
    Operation{"larger_of", 2},
    Operation{"slab", 1, false, true},
    Operation{"marginal", 1, false, true},
    Operation{"interpolated", 1, false, true},
    Operation{"round", 1},
};

// The workings read so far, by id.
using Known = std::unordered_map<std::string, std::size_t>;

RuleView rule_of(const JsonField& json) {
  RuleView rule;
  if (const auto file = json.find("file")) {
    rule.file = file->text();
    rule.line = json.at("line").integer();
  }
  if (const auto clause = json.find("clause")) {
    rule.clause = clause->text();
  }
  return rule;
}

std::size_t working_named(const JsonField& json, const Known& known) {
  const auto found = known.find(json.text());
  if (found == known.end()) {
    json.refuse("the id of a working before it");
  }
  return found->second;
}

void check_operation(const JsonField& json, const WorkingView& working) {
  const auto* const found =
      std::find_if(kOperations.begin(), kOperations.end(), [&](const Operation& operation) {
        return operation.name == working.op;
      });
  if (found == kOperations.end()) {
    json.at("op").refuse("an operation that this program knows");
  }
  const std::size_t operands = working.of.size();
  const bool enough = found->at_least ? operands >= found->operands : operands == found->operands;
  if (!enough) {
    json.refuse(
        fmt::format("whole: \"{}\" rests on {}{}, and {} {} given",
                    working.op,
                    found->at_least ? "at least " : "",
                    counted(static_cast<std::int64_t>(found->operands), "operand", "operands"),
                    operands,
                    form_for(static_cast<std::int64_t>(operands), "is", "are")));
  }
  if (found->bands && working.bands.empty()) {
    json.refuse(fmt::format("whole: \"{}\" has no bands", working.op));
  }
}

WorkingView working_of(const JsonField& json, const Known& known) {
  WorkingView working;
  working.id = json.at("id").text();
  working.label = json.at("label").text();
  working.op = json.at("op").text();
  working.value = json.at("value").fraction();
  working.exact = json.at("value").text();
  working.unit = json.at("unit").text();
  working.shown = json.at("shown").text();
  working.rule = rule_of(json.at("rule"));
  if (const auto of = json.find("of")) {
    for (const JsonField& operand : of->list()) {
      working.of.push_back(working_named(operand, known));
    }
  }
  if (const auto details = json.find("details")) {
    for (const auto& [name, value] : details->entries()) {
      working.details.emplace_back(name, value.text());
    }
  }
  if (const auto bands = json.find("bands")) {
    for (const JsonField& band : bands->list()) {
      working.bands.push_back(
          {band.at("from").fraction(), band.at("pays").fraction(), band.at("per_unit").flag()});
    }
  }
  check_operation(json, working);
  return working;
}

DueView due_of(const JsonField& json, const Known& known) {
  return {working_named(json.at("working"), known),
          json.at("minor").fraction(),
          json.at("shown").text()};
}

std::vector<std::string> texts_of(const JsonField& json) {
  std::vector<std::string> texts;
  for (const JsonField& text : json.list()) {
    texts.push_back(text.text());
  }
  return texts;
}

std::vector<ConditionView> conditions_of(const JsonField& json, const Known& known) {
  std::vector<ConditionView> conditions;
  for (const JsonField& condition : json.list()) {
    conditions.push_back({working_named(condition.at("working"), known),
                          condition.at("holds").flag(),
                          condition.at("sentence").text(),
                          rule_of(condition.at("rule"))});
  }
  return conditions;
}

// What a limit is on; written before it was said, it was on the period.
std::string stretch_of(const JsonField& bound) {
  const auto over = bound.find("over");
  if (!over) {
    return "period";
  }
  if (over->text() != "period" && over->text() != "year" && over->text() != "term") {
    over->refuse("\"period\", \"year\" or \"term\"");
  }
  return over->text();
}

std::vector<BoundView> bounds_of(const JsonField& json,
                                 const Known& known,
                                 const StatementView& view) {
  std::vector<BoundView> bounds;
  for (const JsonField& bound : json.list()) {
    const auto left = bound.find("left");
    bounds.push_back({bound.at("kind").text(),
                      stretch_of(bound),
                      working_named(bound.at("limit"), known),
                      working_named(left ? *left : bound.at("limit"), known),
                      working_named(bound.at("applied"), known),
                      bound.at("bit").flag()});
    if (view.workings[bounds.back().applied].of.empty()) {
      bound.at("applied").refuse("the id of an amount that follows from another");
    }
  }
  return bounds;
}

LineView line_of(const JsonField& json, const Known& known, const StatementView& view) {
  LineView line;
  line.name = json.at("line").text();
  line.title = json.at("title").text();
  line.rule = rule_of(json.at("rule"));
  line.why = texts_of(json.at("why"));
  line.due = due_of(json.at("due"), known);
  line.bounds = bounds_of(json.at("bounds"), known, view);
  if (const auto settled = json.find("settled")) {
    line.settled = settled->flag();
  }
  if (const auto measure = json.find("measure")) {
    line.measure = working_named(*measure, known);
  }
  if (const auto paid_when = json.find("paid_when")) {
    line.paid_when = conditions_of(*paid_when, known);
  }
  if (const auto verdict = json.find("verdict")) {
    line.verdict = verdict->text();
    line.verdict_working = working_named(json.at("verdict_working"), known);
    line.reduction_when = conditions_of(json.at("reduction_when"), known);
    line.increase_when = conditions_of(json.at("increase_when"), known);
    line.termination_when = conditions_of(json.at("termination_when"), known);
    line.termination_reached = json.at("termination_reached").flag();
  }
  return line;
}

CohortView cohort_of(const JsonField& json) {
  return {json.at("name").text(),
          json.at("provider").text(),
          json.at("first").text(),
          json.at("last").text(),
          json.at("people").count(),
          json.at("starts").count(),
          json.at("eligible").count(),
          json.at("measurable").count(),
          json.at("events").count(),
          classes_of(json.at("starts_by_class"), "starts"),
          classes_of(json.at("events_by_class"), "events"),
          json.at("data_sha256").text()};
}

BreakdownView breakdown_of(const JsonField& json) {
  return {json.at("cohort").text(),
          json.at("by").text(),
          json.at("value").text(),
          json.at("people").count(),
          json.at("reoffenders").count(),
          json.at("reoffences").count(),
          json.at("weight").text(),
          json.at("weighted_reoffenders").text()};
}

Currency currency_of(const JsonField& json) {
  const auto currency = parse_currency(json.text());
  if (!currency) {
    json.refuse("a currency that this program knows");
  }
  return *currency;
}

void read_contract(const JsonField& json, StatementView& view) {
  const JsonField contract = json.at("contract");
  const JsonField provider = contract.at("provider");
  const JsonField term = contract.at("term");
  view.contract = {contract.at("id").text(),
                   contract.at("title").text(),
                   contract.at("tariff").text(),
                   contract.at("commissioner").text(),
                   provider.at("name").text(),
                   provider.at("code").text(),
                   currency_of(contract.at("currency")),
                   term.at("from").text(),
                   term.at("until").text()};
  const JsonField period = json.at("period");
  view.period = {period.at("name").text(), period.at("first").text(), period.at("last").text()};
  const JsonField run = json.at("run");
  view.run = {run.at("kind").text(), run.at("payable").flag(), run.at("reason").text()};
  view.illustrative = texts_of(json.at("illustrative"));
}

void read_pins(const JsonField& json, StatementView& view) {
  const JsonField pins = json.at("pins");
  view.engine = pins.at("engine").text();
  for (const JsonField& file : pins.at("rules").list()) {
    view.rules.push_back({file.at("file").text(), file.at("sha256").text()});
  }
  for (const JsonField& batch : pins.at("batches").list()) {
    view.batches.push_back({batch.at("number").integer(),
                            batch.at("source").text(),
                            batch.at("sha256").text(),
                            batch.at("mapping_sha256").text(),
                            batch.at("observed_until").text()});
  }
  if (const auto statements = pins.find("statements")) {
    for (const JsonField& earlier : statements->list()) {
      view.earlier.push_back({earlier.at("contract").text(),
                              earlier.at("period").text(),
                              earlier.at("sha256").text()});
    }
  }
  const JsonField evidence = pins.at("evidence");
  view.evidence = {evidence.at("file").text(),
                   evidence.at("sha256").text(),
                   evidence.at("rows").integer(),
                   evidence.at("root").text()};
  for (const JsonField& set : json.at("figures").list()) {
    view.figures.push_back({set.at("name").text(),
                            set.at("supplied_by").text(),
                            set.at("version").text(),
                            set.at("status").text(),
                            set.at("file").text(),
                            set.at("sha256").text()});
  }
}

void read_people(const JsonField& json, StatementView& view) {
  for (const JsonField& cohort : json.at("cohorts").list()) {
    view.cohorts.push_back(cohort_of(cohort));
  }
  if (const auto milestones = json.find("milestones")) {
    view.milestones = milestones_of(*milestones);
  }
  for (const JsonField& row : json.at("breakdown").list()) {
    view.breakdown.push_back(breakdown_of(row));
  }
}

Known read_workings(const JsonField& json, StatementView& view) {
  Known known;
  for (const JsonField& working : json.at("workings").list()) {
    view.workings.push_back(working_of(working, known));
    if (!known.emplace(view.workings.back().id, view.workings.size() - 1).second) {
      working.at("id").refuse("an id of its own: an earlier working has the same");
    }
  }
  return known;
}

void read_money(const JsonField& json, const Known& known, StatementView& view) {
  for (const JsonField& line : json.at("lines").list()) {
    view.lines.push_back(line_of(line, known, view));
  }
  view.total_bounds = bounds_of(json.at("total_bounds"), known, view);
  view.total = due_of(json.at("total"), known);
  for (const JsonField& payer : json.at("payers").list()) {
    view.payers.push_back(
        {payer.at("name").text(), payer.at("share").text(), due_of(payer.at("due"), known)});
  }
}

ReconciliationView reconciliation_of(const JsonField& json, const Known& known) {
  const auto due = [&](std::string_view name) { return due_of(json.at(name), known); };
  const JsonField superseded = json.at("superseded");
  const JsonField changes = json.at("changes");
  ReconciliationView view;
  view.run = json.at("run").text();
  view.superseded = superseded.at("sha256").text();
  view.superseded_total = due_of(superseded.at("total"), known);
  if (json.find("agreed")) {
    view.agreed = due("agreed");
  }
  view.owed = due("owed");
  view.before = due("before");
  view.difference = due("difference");
  view.due = due("due");
  view.settled = due("settled");
  if (const auto material = json.find("material")) {
    view.material = working_named(material->at("working"), known);
    view.is_paid = material->at("holds").flag();
  }
  for (const JsonField& payer : json.at("payers").list()) {
    view.payers.push_back({payer.at("name").text(),
                           due_of(payer.at("due"), known),
                           due_of(payer.at("settled"), known)});
  }
  for (const JsonField& cause : json.at("causes").list()) {
    view.causes.push_back({texts_of(cause.at("causes")),
                           cause.at("meaning").text(),
                           due_of(cause.at("amount"), known),
                           cause.at("people").count(),
                           cause.at("events").count()});
  }
  view.changes_file = changes.at("file").text();
  view.changes_sha256 = changes.at("sha256").text();
  view.changed_rows = changes.at("rows").integer();
  return view;
}

void check_form(const JsonField& json, const std::string& name) {
  const std::string& form = json.at("form").text();
  if (form != kReadableForm) {
    throw InputError(
        Place{name},
        Reason::not_a_statement,
        fmt::format(
            "this is of the form {}, and this program reads \"{}\"", shown(form), kReadableForm),
        "use the version of outturn that wrote it");
  }
}

}  // namespace

std::string_view WorkingView::detail(std::string_view name) const {
  for (const auto& [key, text] : details) {
    if (key == name) {
      return text;
    }
  }
  return {};
}

std::string_view CohortView::meaning_of_start(std::string_view code) const {
  return meaning_in(starts_by_class, code);
}

std::string_view CohortView::meaning_of_event(std::string_view code) const {
  return meaning_in(events_by_class, code);
}

const WorkingView* StatementView::find_working(std::string_view id) const {
  const auto found = std::find_if(workings.begin(),
                                  workings.end(),
                                  [&](const WorkingView& working) { return working.id == id; });
  return found == workings.end() ? nullptr : &*found;
}

const CohortView* StatementView::find_cohort(std::string_view name) const {
  const auto found = std::find_if(cohorts.begin(), cohorts.end(), [&](const CohortView& cohort) {
    return cohort.name == name;
  });
  return found == cohorts.end() ? nullptr : &*found;
}

StatementView read_statement(std::string_view text, const std::string& name) {
  const Json document = parse_json(text, name);
  const JsonField json(document, name);
  check_form(json, name);
  StatementView view;
  read_contract(json, view);
  read_pins(json, view);
  read_people(json, view);
  const Known known = read_workings(json, view);
  read_money(json, known, view);
  if (const auto again = json.find("reconciliation")) {
    view.reconciliation = reconciliation_of(*again, known);
  }
  check_agreement(json, view, name);
  return view;
}

}  // namespace outturn
