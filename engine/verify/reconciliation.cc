#include "value/utf8.h"
#include "verify/parts.h"
#include "verify/reconciled.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace outturn::verify {

bool Reconciled::is(std::size_t at,
                    std::string_view operation,
                    const std::vector<std::size_t>& of) const {
  return workings[at].operation->name == operation && workings[at].of == of;
}

bool Reconciled::is_nothing(std::size_t at) const {
  const Working& working = workings[at];
  return working.operation->name == "given" && working.value == 0 &&
         !working.json.at("rule").find("file");
}

void Reconciled::broken(const JsonField& at, std::string_view why) const {
  findings.fail(at.path(), fmt::format("{} {}", at.path(), why));
}

void Reconciled::check_taken(const JsonField& from, std::size_t at, const std::string& id) const {
  const Working& working = workings[at];
  if (working.operation->name != "earlier") {
    broken(from, "isn't taken from the statement that is superseded");
    return;
  }
  const JsonField details = working.json.at("details");
  const auto expect = [&](std::string_view key, const std::string& right, std::string_view source) {
    findings.expect(details.at(key).path(), details.at(key).text(), right, source);
  };
  expect("statement", json.at("superseded").at("sha256").text(), "reconciliation.superseded");
  expect("contract", statement.at("contract").at("id").text(), "contract.id");
  expect("period", statement.at("period").at("name").text(), "period.name");
  if (!id.empty()) {
    expect("working", id, "the statement that is superseded");
  }
}

namespace {

std::size_t due_in(const Reconciled& again, std::string_view key) {
  return check_due(again.json.at(key), again.workings, again.findings);
}

void check_superseded(Reconciled& again) {
  const JsonField total = again.json.at("superseded").at("total");
  again.superseded = check_due(total, again.workings, again.findings);
  again.check_taken(total, again.superseded, again.then ? again.then->total : "");
  again.before = due_in(again, "before");
  again.check_taken(again.json.at("before"), again.before, again.then ? again.then->settled : "");
}

// Each answer to a dispute once.
void check_agreed(Reconciled& again, const JsonField& agreed) {
  again.agreed = check_due(agreed, again.workings, again.findings);
  const Working& sum = again.workings[*again.agreed];
  std::set<std::string> entries;
  const bool all_agreed =
      sum.operation->name == "add" && std::all_of(sum.of.begin(), sum.of.end(), [&](auto at) {
        return again.workings[at].operation->name == "agreed";
      });
  if (!all_agreed) {
    again.broken(agreed, "isn't what was answered to disputes, added up");
    return;
  }
  for (const std::size_t at : sum.of) {
    const JsonField entry = again.workings[at].json.at("details").at("entry");
    if (!entries.insert(entry.text()).second) {
      again.broken(entry, "is added up twice");
    }
  }
}

// What the rules come to, and what was agreed beside them.
void check_owed(Reconciled& again) {
  std::vector<std::size_t> parts = {again.total};
  if (const auto agreed = again.json.find("agreed")) {
    check_agreed(again, *agreed);
    parts.push_back(*again.agreed);
  }
  again.owed = due_in(again, "owed");
  if (!again.is(again.owed, "add", parts)) {
    again.broken(again.json.at("owed"), "isn't the total and what was agreed");
  }
  again.difference = due_in(again, "difference");
  if (!again.is(again.difference, "subtract", {again.owed, again.before})) {
    again.broken(again.json.at("difference"), "isn't what is owed less what was paid before");
  }
}

// The size of the difference, without what was agreed since, against a limit that a rule states.
void check_size(const Reconciled& again, const JsonField& material) {
  const Working& working = again.workings[*again.material];
  const std::string_view op = working.operation->name;
  const Ratio by_rules = again.workings[again.difference].value -
                         (again.new_agreed ? again.workings[*again.new_agreed].value : Ratio(0));
  if ((op != "at_least" && op != "more_than") ||
      again.workings[working.of[0]].value != abs(by_rules)) {
    again.broken(material, "doesn't compare the size of the difference with a limit");
    return;
  }
  const Working& limit = again.workings[working.of[1]];
  if (limit.operation->name != "given" || !limit.json.at("rule").find("file")) {
    again.broken(material, "compares the difference with a limit that no rule states");
  }
}

void check_material(Reconciled& again, const JsonField& material) {
  again.material = again.workings.named(material.at("working"));
  const Working& holds = again.workings[*again.material];
  again.findings.expect(material.at("holds").path(),
                        material.at("holds").flag() ? "true" : "false",
                        holds.value == 1 ? "true" : "false",
                        "its working " + holds.id);
  check_size(again, material);
}

// The difference by the rules where that is enough to be paid, and what was agreed since anyhow.
bool is_paid_by_rules(const Reconciled& again) {
  const Working& due = again.workings[again.due];
  if (!again.new_agreed) {
    return again.is(again.due, "multiply", {again.difference, *again.material});
  }
  if (due.operation->name != "add" || due.of.size() != 2 || due.of[1] != *again.new_agreed) {
    return false;
  }
  const Working& paid = again.workings[due.of[0]];
  return paid.operation->name == "multiply" && paid.of.size() == 2 &&
         again.is(paid.of[0], "subtract", {again.difference, *again.new_agreed}) &&
         paid.of[1] == *again.material;
}

void check_paid(Reconciled& again) {
  again.due = due_in(again, "due");
  const std::size_t settled = due_in(again, "settled");
  if (const auto material = again.json.find("material")) {
    check_material(again, *material);
  }
  const bool whole =
      again.due == again.difference || again.is(again.due, "add", {again.difference});
  if (again.material ? !is_paid_by_rules(again) : !whole) {
    again.broken(again.json.at("due"), "isn't the difference");
  }
  again.carried = again.material && again.is(settled, "add", {again.before, again.due});
  if (!again.carried && settled != again.owed && !again.is(settled, "add", {again.owed})) {
    again.broken(again.json.at("settled"),
                 "is neither what is owed nor what was paid before and now");
  }
}

// What only the program of the payer made is in causes alone: nothing that is paid rests on it.
void check_settled(const JsonField& statement, const Workings& workings, Findings& findings) {
  std::set<std::size_t> causes;
  const auto again = statement.find("reconciliation");
  for (const JsonField& cause : again ? again->at("causes").list() : std::vector<JsonField>{}) {
    causes.insert(workings.named(cause.at("amount").at("working")));
  }
  std::set<std::size_t> resting;
  for (std::size_t at = 0; at < workings.list().size(); ++at) {
    const Working& working = workings[at];
    const bool rests = std::any_of(
        working.of.begin(), working.of.end(), [&](std::size_t of) { return resting.contains(of); });
    if (rests && !causes.contains(at)) {
      findings.fail(working.json.path(),
                    fmt::format("{} ({}) rests on a total of which only causes may",
                                working.json.path(),
                                shown(working.id)));
    }
    if (rests || working.operation->name == "settled") {
      resting.insert(at);
    }
  }
}

}  // namespace

void check_reconciliation(const JsonField& statement,
                          const Workings& workings,
                          const EarlierStatements& earlier,
                          Findings& findings) {
  const auto json = statement.find("reconciliation");
  if (!json) {
    check_settled(statement, workings, findings);
    return;
  }
  Reconciled again{statement,
                   *json,
                   earlier.money_of(json->at("superseded").at("sha256").text()),
                   workings,
                   findings,
                   workings.named(statement.at("total").at("working"))};
  check_superseded(again);
  check_owed(again);
  check_causes(again);
  check_paid(again);
  check_reconciled_payers(again);
  check_settled(statement, workings, findings);
}

}  // namespace outturn::verify
