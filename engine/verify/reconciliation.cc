#include "verify/parts.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

class Again {
 public:
  Again(const JsonField& statement, const Workings& workings, Findings& findings)
      : json_(statement.at("reconciliation")),
        total_(workings.named(statement.at("total").at("working"))),
        workings_(workings),
        findings_(findings) {}

  void check() {
    check_superseded();
    check_owed();
    check_paid();
    check_payers();
    check_causes();
  }

 private:
  std::size_t due(const JsonField& json) { return check_due(json, workings_, findings_); }

  void broken(const JsonField& at, const std::string& why) {
    findings_.fail(at.path(), fmt::format("{} {}", at.path(), why));
  }

  bool is(std::size_t at, std::string_view operation, const std::vector<std::size_t>& of) const {
    return workings_[at].operation->name == operation && workings_[at].of == of;
  }

  // What is taken from the statement before is taken from the one that is superseded.
  void check_looked_up(const JsonField& json, std::size_t at) {
    const Working& working = workings_[at];
    if (working.operation->name != "earlier") {
      broken(json, "isn't taken from the statement that is superseded");
      return;
    }
    const JsonField digest = working.json.at("details").at("statement");
    findings_.expect(digest.path(),
                     digest.text(),
                     json_.at("superseded").at("sha256").text(),
                     "reconciliation.superseded");
  }

  void check_superseded() {
    const JsonField total = json_.at("superseded").at("total");
    superseded_ = due(total);
    check_looked_up(total, superseded_);
    before_ = due(json_.at("before"));
    check_looked_up(json_.at("before"), before_);
  }

  // What the rules come to, and what was agreed beside them.
  void check_owed() {
    std::vector<std::size_t> parts = {total_};
    if (const auto agreed = json_.find("agreed")) {
      parts.push_back(due(*agreed));
      const std::vector<std::size_t>& answers = workings_[parts.back()].of;
      const bool all_agreed = std::all_of(answers.begin(), answers.end(), [&](std::size_t at) {
        return workings_[at].operation->name == "agreed";
      });
      if (answers.empty() || !all_agreed) {
        broken(*agreed, "isn't what was answered to disputes, added up");
      }
    }
    owed_ = due(json_.at("owed"));
    if (!is(owed_, "add", parts)) {
      broken(json_.at("owed"), "isn't the total and what was agreed");
    }
    difference_ = due(json_.at("difference"));
    if (!is(difference_, "subtract", {owed_, before_})) {
      broken(json_.at("difference"), "isn't what is owed less what was paid before");
    }
  }

  void check_paid() {
    const std::size_t paid = due(json_.at("due"));
    const std::size_t settled = due(json_.at("settled"));
    if (const auto material = json_.find("material")) {
      const std::size_t holds = workings_.named(material->at("working"));
      material_ = holds;
      findings_.expect(material->at("holds").path(),
                       material->at("holds").flag() ? "true" : "false",
                       workings_[holds].value == 1 ? "true" : "false",
                       "its working " + workings_[holds].id);
      check_size(*material, workings_[holds]);
    }
    if (!is_paid(paid, difference_)) {
      broken(json_.at("due"), "isn't the difference");
    }
    if (!is_settled(settled, owed_, before_, paid)) {
      broken(json_.at("settled"), "is neither what is owed nor what was paid before and now");
    }
  }

  // The size of the difference against a limit.
  void check_size(const JsonField& material, const Working& working) {
    const std::string_view op = working.operation->name;
    const bool compares = op == "at_least" || op == "more_than";
    const Ratio& difference = workings_[difference_].value;
    if (!compares || workings_[working.of.front()].value != abs(difference)) {
      broken(material, "doesn't compare the size of the difference with a limit");
    }
  }

  bool is_paid(std::size_t paid, std::size_t difference) const {
    return material_ ? is(paid, "multiply", {difference, *material_})
                     : paid == difference || is(paid, "add", {difference});
  }

  bool is_settled(std::size_t settled,
                  std::size_t owed,
                  std::size_t before,
                  std::size_t paid) const {
    return settled == owed || is(settled, "add", {owed}) ||
           (material_ && is(settled, "add", {before, paid}));
  }

  void check_payers() {
    Ratio paid = 0;
    Ratio settled = 0;
    for (const JsonField& payer : json_.at("payers").list()) {
      paid += workings_[due(payer.at("due"))].value;
      settled += workings_[due(payer.at("settled"))].value;
      check_payer(payer);
    }
    if (!json_.at("payers").list().empty()) {
      expect_sum(json_.at("due"), paid, "its payers added up");
      expect_sum(json_.at("settled"), settled, "its payers added up");
    }
  }

  void check_payer(const JsonField& payer) {
    const std::size_t paid = workings_.named(payer.at("due").at("working"));
    const Working& working = workings_[paid];
    const std::size_t difference = material_ && !working.of.empty() ? working.of.front() : paid;
    const Working& subtracted = workings_[difference];
    if (!is_paid(paid, difference) || subtracted.operation->name != "subtract") {
      broken(payer.at("due"), "isn't a difference to what was paid before");
      return;
    }
    const std::size_t settled = workings_.named(payer.at("settled").at("working"));
    if (!is_settled(settled, subtracted.of[0], subtracted.of[1], paid)) {
      broken(payer.at("settled"), "is neither what is owed nor what was paid before and now");
    }
  }

  void expect_sum(const JsonField& amount, const Ratio& sum, std::string_view source) {
    findings_.expect(
        amount.at("minor").path(), amount.at("minor").text(), to_fraction(sum), source);
  }

  // Each cause begins where the one before it ended, the last of those of the rules in the total.
  void check_causes() {
    Ratio sum = 0;
    std::size_t reached = superseded_;
    for (const JsonField& cause : json_.at("causes").list()) {
      const JsonField amount = cause.at("amount");
      const Working& working = workings_[due(amount)];
      sum += working.value;
      if (working.operation->name != "subtract") {
        broken(amount, "isn't a difference between two totals");
        return;
      }
      if (!is_beside_the_rules(cause)) {
        if (working.of[1] != reached) {
          broken(amount, "doesn't begin where the cause before it ended");
        }
        reached = working.of[0];
      }
    }
    if (workings_[reached].value != workings_[total_].value) {
      broken(json_.at("causes"), "don't end in the total");
    }
    expect_sum(json_.at("difference"), sum, "its causes added up");
  }

  // What was agreed and what was carried forward is added to what the rules come to.
  static bool is_beside_the_rules(const JsonField& cause) {
    const std::vector<JsonField> codes = cause.at("causes").list();
    return codes.size() == 1 &&
           (codes.front().text() == "disputes" || codes.front().text() == "carried_forward");
  }

  JsonField json_;
  std::size_t total_;
  const Workings& workings_;
  Findings& findings_;
  std::size_t superseded_ = 0;
  std::size_t before_ = 0;
  std::size_t owed_ = 0;
  std::size_t difference_ = 0;
  std::optional<std::size_t> material_;
};

}  // namespace

void check_reconciliation(const JsonField& statement,
                          const Workings& workings,
                          Findings& findings) {
  if (statement.find("reconciliation")) {
    Again(statement, workings, findings).check();
  }
}

}  // namespace outturn::verify
