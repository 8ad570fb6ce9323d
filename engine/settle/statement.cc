#include "settle/statement.h"

#include "record/evidence_tree.h"
#include "record/sha256.h"
#include "settle/milestones_json.h"
#include "settle/statement_parts.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

std::string base_name(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

Json json_of(const Source& source) {
  Json rule = Json::object();
  if (source.place.line > 0) {
    rule["file"] = base_name(source.place.file);
    rule["line"] = source.place.line;
  }
  if (!source.clause.empty()) {
    rule["clause"] = source.clause;
  }
  return rule;
}

Json json_of(const Working& working, const Workings& workings, Ref ref) {
  Json json = {{"id", working.id},
               {"label", working.label},
               {"op", code_of(working.op)},
               {"value", to_fraction(working.value)},
               {"unit", code_of(working.unit)},
               {"shown", workings.shown(ref)},
               {"rule", json_of(working.rule)}};
  for (const Ref operand : working.of) {
    json["of"].push_back(workings[operand].id);
  }
  for (const auto& [name, value] : working.details) {
    json["details"][name] = value;
  }
  for (const BandRow& band : working.bands) {
    json["bands"].push_back({{"from", to_fraction(band.from)},
                             {"pays", to_fraction(band.pays)},
                             {"per_unit", band.per_unit}});
  }
  return json;
}

Json json_of_quantity(const Workings& workings, Ref ref) {
  return {{"working", workings[ref].id},
          {"minor", to_fraction(workings.value(ref))},
          {"shown", workings.shown(ref)}};
}

Json json_of(const std::vector<ConditionResult>& conditions, const Workings& workings) {
  Json list = Json::array();
  for (const ConditionResult& condition : conditions) {
    list.push_back({{"working", workings[condition.outcome].id},
                    {"holds", workings.is_yes(condition.outcome)},
                    {"sentence", condition.sentence},
                    {"rule", json_of(condition.rule)}});
  }
  return list;
}

std::string_view code_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::reduction:
      return "reduction";
    case Verdict::neither:
      return "neither";
    case Verdict::increase:
      return "increase";
  }
  throw Defect("unknown verdict");
}

std::string_view code_of(Consequence::Direction direction) {
  switch (direction) {
    case Consequence::Direction::nothing:
      return "nothing";
    case Consequence::Direction::pay:
      return "pay";
    case Consequence::Direction::deduct:
      return "deduct";
  }
  throw Defect("unknown consequence");
}

std::string_view code_of(Over over) {
  switch (over) {
    case Over::period:
      return "period";
    case Over::year:
      return "year";
    case Over::term:
      return "term";
  }
  throw Defect("unknown stretch of a contract");
}

Json json_of(const std::vector<BoundResult>& bounds, const Workings& workings) {
  Json list = Json::array();
  for (const BoundResult& bound : bounds) {
    list.push_back({{"kind", bound.kind == Bound::Kind::cap ? "cap" : "floor"},
                    {"over", code_of(bound.over)},
                    {"limit", workings[bound.limit].id},
                    {"left", workings[bound.left].id},
                    {"applied", workings[bound.applied].id},
                    {"bit", bound.bit}});
  }
  return list;
}

Json json_of(const ComparisonRefs& comparison, const Workings& workings) {
  Json json = {{"reduction", workings[comparison.reduction].id}};
  for (const auto& [name, ref] : {std::pair{"actual", &comparison.actual},
                                  {"baseline", &comparison.baseline},
                                  {"people", &comparison.people}}) {
    if (*ref) {
      json[name] = workings[**ref].id;
    }
  }
  return json;
}

Json json_of(const LineResult& line, const Workings& workings) {
  Json json = {{"line", line.name},
               {"title", line.title},
               {"rule", json_of(line.rule)},
               {"why", line.why},
               {"consequence", code_of(line.consequence)},
               {"gross", json_of_quantity(workings, line.gross)},
               {"bounds", json_of(line.bounds, workings)},
               {"due", json_of_quantity(workings, line.due)}};
  if (line.comparison) {
    json["comparison"] = json_of(*line.comparison, workings);
  }
  json["settled"] = line.settled;
  if (line.measure) {
    json["measure"] = workings[*line.measure].id;
  }
  if (!line.paid.empty()) {
    json["paid_when"] = json_of(line.paid, workings);
  }
  if (line.verdict) {
    json["verdict"] = code_of(*line.verdict);
    json["verdict_working"] = line.name + ".verdict";
    json["reduction_when"] = json_of(line.reduction, workings);
    json["increase_when"] = json_of(line.increase, workings);
    json["termination_when"] = json_of(line.termination, workings);
    json["termination_reached"] = line.termination_reached;
  }
  return json;
}

std::int64_t events_seen(const MeasuredCohort& cohort) {
  std::int64_t sum = 0;
  for (const std::int64_t count : cohort.events_by_class) {
    sum += count;
  }
  return sum;
}

Json json_of(const MeasuredCohort& cohort) {
  return {
      {"name", cohort.spec.name},
      {"provider", cohort.spec.provider},
      {"first", to_string(cohort.spec.first)},
      {"last", to_string(cohort.spec.last)},
      {"people", fmt::format("{}", cohort.people_seen)},
      {"starts", fmt::format("{}", cohort.starts())},
      {"eligible", fmt::format("{}", cohort.eligible())},
      {"measurable", fmt::format("{}", cohort.total.people)},
      {"starts_by_class", json_of_classes(cohort.starts_by_class, all_person_classes(), "starts")},
      {"events", fmt::format("{}", events_seen(cohort))},
      {"events_by_class", json_of_classes(cohort.events_by_class, all_event_classes(), "events")},
      {"data_sha256", cohort.data_sha256}};
}

Json breakdown_of(const std::vector<MeasuredCohort>& cohorts) {
  Json list = Json::array();
  for (const MeasuredCohort& cohort : cohorts) {
    for (const auto& [key, tally] : cohort.breakdown) {
      list.push_back(
          {{"cohort", cohort.spec.name},
           {"by", key.attribute},
           {"value", key.value},
           {"people", fmt::format("{}", tally.people)},
           {"reoffenders", fmt::format("{}", tally.reoffenders)},
           {"reoffences", fmt::format("{}", tally.reoffences)},
           {"weight", to_plain(Ratio(tally.weight, kScale))},
           {"weighted_reoffenders", to_plain(Ratio(tally.weighted_reoffenders, kScale))}});
    }
  }
  return list;
}

Json statements_of(const Settlement& settlement) {
  Json list = Json::array();
  const auto add = [&](const EarlierStatement& statement) {
    list.push_back({{"contract", statement.contract},
                    {"period", statement.period.name},
                    {"sha256", statement.sha256}});
  };
  std::for_each(settlement.earlier.begin(), settlement.earlier.end(), add);
  if (settlement.reconciliation) {
    add(settlement.reconciliation->superseded);
  }
  return list;
}

// A file of rows under one header.
Json json_of_rows(const std::string& file, const std::string& text) {
  return {{"file", file},
          {"sha256", sha256(text)},
          {"rows", std::count(text.begin(), text.end(), '\n') - 1}};
}

Json pins_of(const Contract& contract,
             const Settlement& settlement,
             const Pins& pins,
             const std::string& evidence) {
  Json json = {{"engine", pins.engine}, {"rules", Json::array()}, {"batches", Json::array()}};
  for (const RuleFile& file : contract.files) {
    json["rules"].push_back({{"file", file.name}, {"sha256", file.sha256}});
  }
  for (const PinnedBatch& batch : pins.batches) {
    json["batches"].push_back({{"number", batch.number},
                               {"source", batch.source},
                               {"sha256", batch.sha256},
                               {"mapping_sha256", batch.mapping_sha256},
                               {"observed_until", to_string(batch.observed_until)},
                               {"starts_of", to_string(batch.starts_of)},
                               {"events_of", to_string(batch.events_of)}});
  }
  if (!pins.batches.empty()) {
    json["known_at_batch"] = pins.batches.back().number;
  }
  json["statements"] = statements_of(settlement);
  json["evidence"] = json_of_rows("evidence.csv", evidence);
  json["evidence"]["root"] = to_hex(evidence_root(evidence));
  return json;
}

Json figures_of(const Contract& contract) {
  Json list = Json::array();
  for (const FigureSet& set : contract.figures) {
    list.push_back({{"name", set.name},
                    {"supplied_by", set.supplied_by},
                    {"version", set.version},
                    {"status", set.final_figures ? "final" : "interim"},
                    {"file", set.file},
                    {"sha256", set.sha256}});
  }
  return list;
}

Json contract_of(const Contract& contract) {
  return {{"id", contract.id},
          {"title", contract.title},
          {"tariff", contract.tariff},
          {"commissioner", contract.commissioner},
          {"provider", {{"name", contract.provider_name}, {"code", contract.provider_code}}},
          {"currency", outturn::code_of(contract.currency)},
          {"term", {{"from", to_string(contract.first)}, {"until", to_string(contract.last)}}}};
}

// Whether the amounts may be paid on, and who pays them.
void add_money(const Settlement& settlement, Json& json) {
  const Workings& workings = settlement.workings;
  json["run"] = {{"kind", settlement.finality.final ? "final" : "interim"},
                 {"payable", settlement.finality.final},
                 {"reason", settlement.finality.reason}};
  json["lines"] = Json::array();
  for (const LineResult& line : settlement.lines) {
    json["lines"].push_back(json_of(line, workings));
  }
  json["total"] = json_of_quantity(workings, settlement.total);
  json["total_bounds"] = json_of(settlement.total_bounds, workings);
  json["payers"] = Json::array();
  for (const PayerResult& payer : settlement.payers) {
    json["payers"].push_back({{"name", payer.name},
                              {"share", workings.shown(payer.share)},
                              {"due", json_of_quantity(workings, payer.due)}});
  }
}

// --- a re-settlement ---

Json causes_of(const ResettlementResult& again, const Workings& workings) {
  Json list = Json::array();
  for (const CauseResult& cause : again.causes) {
    list.push_back({{"causes", cause.causes},
                    {"meaning", cause.sentence},
                    {"amount", json_of_quantity(workings, cause.amount)},
                    {"people", fmt::format("{}", cause.people)},
                    {"events", fmt::format("{}", cause.events)}});
  }
  return list;
}

Json json_of(const ResettlementResult& again, const Workings& workings) {
  const auto amount = [&](Ref ref) { return json_of_quantity(workings, ref); };
  Json json = {{"run", again.run},
               {"superseded",
                {{"sha256", again.superseded.sha256}, {"total", amount(again.superseded_total)}}},
               {"owed", amount(again.owed)},
               {"before", amount(again.before)},
               {"difference", amount(again.difference)},
               {"due", amount(again.due)},
               {"settled", amount(again.settled)},
               {"payers", Json::array()},
               {"causes", causes_of(again, workings)},
               {"changes", json_of_rows("changes.csv", again.changes)}};
  if (again.agreed) {
    json["agreed"] = amount(*again.agreed);
  }
  if (again.material) {
    json["material"] = {{"working", workings[*again.material].id},
                        {"holds", workings.is_yes(*again.material)}};
  }
  for (const ReconciledPayer& payer : again.payers) {
    json["payers"].push_back(
        {{"name", payer.name}, {"due", amount(payer.due)}, {"settled", amount(payer.settled)}});
  }
  return json;
}

// With milestones every row has their two columns, blank in the rows of cohorts.
std::string evidence_text(const Contract& contract, const Settlement& settlement) {
  std::string text = evidence_header(contract) + "\n";
  for (const MeasuredCohort& cohort : settlement.cohorts) {
    for (const EvidenceRow& row : cohort.evidence) {
      text += row.line;
      text += settlement.milestones ? ",,\n" : "\n";
    }
  }
  if (settlement.milestones) {
    for (const EvidenceRow& row : settlement.milestones->evidence) {
      text += row.line;
      text += '\n';
    }
  }
  return text;
}

void check_ties(const ResettlementResult& again, const Workings& workings) {
  Ratio due = 0;
  Ratio settled = 0;
  for (const ReconciledPayer& payer : again.payers) {
    due += workings.value(payer.due);
    settled += workings.value(payer.settled);
  }
  if (due != workings.value(again.due) || settled != workings.value(again.settled)) {
    throw Defect("the payers' parts don't add up to what is paid now");
  }
}

}  // namespace

Documents write_documents(const Contract& contract,
                          const Settlement& settlement,
                          const Pins& pins) {
  check_ties(contract, settlement);
  std::string evidence = evidence_text(contract, settlement);
  Json json = {{"form", kStatementForm},
               {"contract", contract_of(contract)},
               {"illustrative", contract.illustrative},
               {"period",
                {{"name", settlement.period.name},
                 {"first", to_string(settlement.period.first)},
                 {"last", to_string(settlement.period.last)}}},
               {"pins", pins_of(contract, settlement, pins, evidence)},
               {"figures", figures_of(contract)},
               {"cohorts", Json::array()},
               {"breakdown", breakdown_of(settlement.cohorts)},
               {"workings", Json::array()}};
  for (const MeasuredCohort& cohort : settlement.cohorts) {
    json["cohorts"].push_back(json_of(cohort));
  }
  if (settlement.milestones) {
    json["milestones"] = json_of_milestones(*settlement.milestones, *contract.milestones);
  }
  for (Ref ref = 0; ref < settlement.workings.list().size(); ++ref) {
    json["workings"].push_back(json_of(settlement.workings[ref], settlement.workings, ref));
  }
  add_money(settlement, json);
  std::string changes;
  if (settlement.reconciliation) {
    json["reconciliation"] = json_of(*settlement.reconciliation, settlement.workings);
    changes = settlement.reconciliation->changes;
  }
  return {canonical(json) + "\n", std::move(evidence), std::move(changes)};
}

void check_ties(const Contract& contract, const Settlement& settlement) {
  for (const MeasuredCohort& cohort : settlement.cohorts) {
    const std::int64_t counted = cohort.starts_by_class.at(0);
    require_equal(counted, cohort.total.people, "counted starts and measured people");
    require_equal(cohort.events_by_class.at(0), cohort.total.reoffences, "counted events");
    for (const std::string& attribute : contract.break_down_by) {
      Tally sum;
      for (const auto& [key, tally] : cohort.breakdown) {
        if (key.attribute == attribute) {
          sum += tally;
        }
      }
      require_equal(sum.people, cohort.total.people, "breakdown by " + attribute);
      require_equal(sum.weight, cohort.total.weight, "weights broken down by " + attribute);
    }
  }
  if (settlement.milestones) {
    check_milestone_ties(*settlement.milestones);
  }
  Ratio paid = 0;
  for (const PayerResult& payer : settlement.payers) {
    paid += settlement.workings.value(payer.due);
  }
  if (paid != settlement.workings.value(settlement.total)) {
    throw Defect("the payers' parts don't add up to the total");
  }
  if (settlement.reconciliation) {
    check_ties(*settlement.reconciliation, settlement.workings);
  }
}

}  // namespace outturn
