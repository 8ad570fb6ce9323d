#include "verify/workings.h"

#include "value/counted.h"
#include "value/utf8.h"
#include "verify/figures.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::verify {
namespace {

const Operation& operation_of(const JsonField& json) {
  const Operation* operation = find_operation(json.at("op").text());
  if (operation == nullptr) {
    json.at("op").refuse("an operation that this program knows");
  }
  return *operation;
}

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Every detail is one that the operation takes: another would say something that isn't redone.
void check_details(const JsonField& json, const Operation& operation) {
  const auto details = json.find("details");
  for (const std::string_view name : operation.asks_for) {
    json.at("details").at(name).text();
  }
  if (!details) {
    return;
  }
  for (const auto& [name, value] : details->entries()) {
    value.text();
    if (!contains(operation.asks_for, name) && !contains(operation.takes, name)) {
      value.refuse(fmt::format("a detail of the operation {}", operation.name));
    }
  }
}

void check_operands(const JsonField& json, const Operation& operation, std::size_t count) {
  const bool enough = operation.or_more ? count >= operation.operands : count == operation.operands;
  if (!enough) {
    json.refuse(
        fmt::format("whole: {} rests on {}{}, and {} stand there",
                    operation.name,
                    operation.or_more ? "at least " : "",
                    counted(static_cast<std::int64_t>(operation.operands), "operand", "operands"),
                    count));
  }
  if (json.find("bands").has_value() != operation.has_bands) {
    json.refuse(operation.has_bands ? "whole: it lacks its bands"
                                    : "whole: its operation has no bands");
  }
}

}  // namespace

Workings::Workings(const JsonField& statement) {
  for (const JsonField& json : statement.at("workings").list()) {
    list_.push_back(read(json));
    if (!by_id_.emplace(list_.back().id, list_.size() - 1).second) {
      json.at("id").refuse("an id of its own: an earlier working has the same");
    }
  }
}

Working Workings::read(const JsonField& json) const {
  const Operation& operation = operation_of(json);
  Working working{json, json.at("id").text(), &operation, {}, json.at("value").fraction()};
  if (const auto of = json.find("of")) {
    for (const JsonField& operand : of->list()) {
      working.of.push_back(named(operand));
    }
  }
  check_operands(json, operation, working.of.size());
  check_details(json, operation);
  return working;
}

const Working* Workings::find(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &list_[found->second];
}

std::size_t Workings::named(const JsonField& id) const {
  const auto found = by_id_.find(id.text());
  if (found == by_id_.end()) {
    id.refuse("the id of a working before it");
  }
  return found->second;
}

namespace {

// Goes through the list once.
class Redoing {
 public:
  Redoing(const Workings& workings,
          const JsonField& statement,
          const Evidence* evidence,
          const EarlierStatements& earlier,
          Findings& findings)
      : workings_(workings),
        statement_(statement),
        evidence_(evidence),
        earlier_(earlier),
        findings_(findings),
        currency_(currency_of(statement)) {
    for (const JsonField& file : statement.at("pins").at("rules").list()) {
      rule_files_.insert(file.at("file").text());
    }
  }

  void run() {
    for (const Working& working : workings_.list()) {
      check_rule(working);
      check_value(working);
      check_shown(working);
    }
    tell();
  }

 private:
  void check_value(const Working& working) {
    const std::string_view op = working.operation->name;
    if (op == "given") {
      check_given(working);
    } else if (op == "earlier") {
      check_earlier(working);
    } else if (op == "agreed") {
      ++agreed_;
    } else if (op == "settled") {
      ++settled_;
    } else if (op == "evidence") {
      check_sum(working);
    } else {
      redo(working);
    }
  }

  // The file that a rule stands in is one of those that are pinned.
  void check_rule(const Working& working) const {
    const auto file = working.json.at("rule").find("file");
    if (file && !rule_files_.contains(file->text())) {
      file->refuse("one of pins.rules");
    }
  }

  void expect_value(const Working& working, const Ratio& right, std::string_view source) {
    findings_.expect(
        working.json.at("value").path(), to_fraction(working.value), to_fraction(right), source);
  }

  void redo(const Working& working) {
    std::vector<Ratio> of;
    of.reserve(working.of.size());
    for (const std::size_t at : working.of) {
      of.push_back(workings_[at].value);
    }
    expect_value(
        working,
        redone(*working.operation, of, working.json),
        fmt::format("the operands of {} ({})", shown(working.id), working.operation->name));
    ++redone_;
  }

  void check_shown(const Working& working) {
    const auto figure = figure_of(working.value, working.json.at("unit").text(), currency_);
    if (!figure) {
      working.json.at("unit").refuse("a unit that this program knows");
    }
    const JsonField shown_figure = working.json.at("shown");
    findings_.expect(shown_figure.path(), shown_figure.text(), *figure, "its value");
  }

  // "constant.100", "constant.claims.8": a number that no rule gives says itself.
  void check_constant(const Working& working) {
    const std::string value = to_fraction(working.value);
    if (!working.id.starts_with("constant.") || !working.id.ends_with("." + value)) {
      findings_.expect(working.json.at("id").path(),
                       working.id,
                       "constant." + value,
                       "its value, which no rule gives,");
    }
  }

  // A given value rests on a rule file that is pinned, or is a constant.
  void check_given(const Working& working) {
    const auto file = working.json.at("rule").find("file");
    if (!file) {
      check_constant(working);
      return;
    }
    const auto details = working.json.find("details");
    (details && details->find("supplied_by") ? supplied_ : ruled_) += 1;
    files_rested_on_.insert(file->text());
  }

  void check_sum(const Working& working) {
    const SumAsked asked = sum_asked(working.json);
    if (evidence_ == nullptr) {
      ++not_added_up_;
      return;
    }
    if (!evidence_->knows(asked.cohort)) {
      working.json.at("details").at("cohort").refuse("a cohort of the statement");
    }
    compare(working.json.at("value"),
            working.value,
            evidence_->sum(asked),
            evidence_->seen(),
            findings_);
    ++added_up_;
  }

  void check_earlier(const Working& working) {
    const JsonField details = working.json.at("details");
    const JsonField digest = details.at("statement");
    check_pinned(details);
    if (!earlier_.has(digest.text())) {
      look_for_another(details);
      return;
    }
    const auto value = earlier_.value(digest.text(), details.at("working").text());
    if (!value) {
      details.at("working").refuse("the id of a working of that statement");
    }
    const auto [contract, period] = earlier_.name_of(digest.text());
    findings_.expect(
        details.at("contract").path(), details.at("contract").text(), contract, "that statement");
    findings_.expect(
        details.at("period").path(), details.at("period").text(), period, "that statement");
    findings_.expect(working.json.at("value").path(),
                     to_fraction(working.value),
                     *value,
                     fmt::format("the statement of {} {}", contract, period));
    ++looked_up_;
  }

  // What it takes from is among the statements that are pinned.
  void check_pinned(const JsonField& details) {
    const auto pins = statement_.at("pins").find("statements");
    const std::string& contract = details.at("contract").text();
    const std::string& period = details.at("period").text();
    for (const JsonField& pin : pins ? pins->list() : std::vector<JsonField>{}) {
      if (pin.at("contract").text() == contract && pin.at("period").text() == period) {
        findings_.expect(details.at("statement").path(),
                         details.at("statement").text(),
                         pin.at("sha256").text(),
                         "pins.statements");
        return;
      }
    }
    findings_.fail(details.path(),
                   fmt::format("{} are of {} {}, and pins.statements has none of them",
                               details.path(),
                               shown(contract),
                               shown(period)));
  }

  // A statement of the same contract and period that isn't the one that was built on.
  void look_for_another(const JsonField& details) {
    const std::string& contract = details.at("contract").text();
    const std::string& period = details.at("period").text();
    if (const auto other = earlier_.digest_of(contract, period)) {
      findings_.expect(details.at("statement").path(),
                       details.at("statement").text(),
                       *other,
                       fmt::format("the statement of {} {} that was given", contract, period));
    }
    missing_.insert(contract + " " + period);
    ++not_looked_up_;
  }

  void tell() {
    findings_.note(fmt::format("{} redone from {} operands, {} added up from the evidence.",
                               counted(redone_, "working", "workings"),
                               form_for(redone_, "its", "their"),
                               counted(added_up_, "total", "totals")));
    if (looked_up_ > 0) {
      findings_.note(fmt::format("{} looked up in earlier statements: verify those too.",
                                 counted(looked_up_, "value", "values")));
    }
    if (ruled_ + supplied_ > 0) {
      findings_.note(fmt::format(
          "{} given, not calculated: {} stated by {}, {} supplied figures. Compare them with your "
          "own copies, whose digests are in pins.rules.",
          counted(ruled_ + supplied_, "value is", "values are"),
          ruled_,
          counted(static_cast<std::int64_t>(files_rested_on_.size()), "rule file", "rule files"),
          supplied_));
    }
    if (settled_ > 0) {
      findings_.note(fmt::format(
          "{} by which the difference is put down to its causes {} the payer's word: \"outturn "
          "replay\" makes {} again. What is paid doesn't rest on {}.",
          counted(settled_, "total", "totals"),
          form_for(settled_, "is", "are"),
          form_for(settled_, "it", "them"),
          form_for(settled_, "it", "them")));
    }
    if (not_added_up_ > 0) {
      findings_.leave_out(fmt::format("{} of the evidence: it isn't here",
                                      counted(not_added_up_, "total", "totals")),
                          "put evidence.csv beside the statement, or name it");
    }
    if (agreed_ > 0) {
      findings_.leave_out(
          fmt::format("{} agreed in disputes: only the register holds the answers",
                      counted(agreed_, "amount", "amounts")),
          "compare them with the answers that you were given; who holds the register "
          "has them by: outturn dispute list REGISTER");
    }
    if (not_looked_up_ > 0) {
      findings_.leave_out(fmt::format("{} taken from earlier statements, of {}",
                                      counted(not_looked_up_, "value", "values"),
                                      fmt::join(missing_, ", ")),
                          "name the folder that holds them: --earlier FOLDER");
    }
  }

  const Workings& workings_;
  const JsonField& statement_;
  const Evidence* evidence_;
  const EarlierStatements& earlier_;
  Findings& findings_;
  Currency currency_;
  std::set<std::string> rule_files_;
  std::set<std::string> files_rested_on_;
  std::set<std::string> missing_;  // "CONTRACT PERIOD"
  std::int64_t redone_ = 0;
  std::int64_t added_up_ = 0;
  std::int64_t looked_up_ = 0;
  std::int64_t ruled_ = 0;
  std::int64_t supplied_ = 0;
  std::int64_t agreed_ = 0;
  std::int64_t settled_ = 0;
  std::int64_t not_added_up_ = 0;
  std::int64_t not_looked_up_ = 0;
};

}  // namespace

void redo_workings(const Workings& workings,
                   const JsonField& statement,
                   const Evidence* evidence,
                   const EarlierStatements& earlier,
                   Findings& findings) {
  Redoing(workings, statement, evidence, earlier, findings).run();
}

}  // namespace outturn::verify
