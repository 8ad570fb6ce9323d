#include "value/utf8.h"
#include "verify/parts.h"
#include "verify/split.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

class Amounts {
 public:
  Amounts(const JsonField& statement, const Workings& workings, Findings& findings)
      : statement_(statement), workings_(workings), findings_(findings) {}

  void check() {
    for (const JsonField& line : statement_.at("lines").list()) {
      check_line(line);
    }
    check_total();
    check_payers();
  }

 private:
  std::size_t due(const JsonField& json) { return check_due(json, workings_, findings_); }

  void broken(const JsonField& at, const std::string& why) {
    findings_.fail(at.path(), fmt::format("{} {}", at.path(), why));
  }

  bool is(std::size_t at, std::string_view operation) const {
    return workings_[at].operation->name == operation;
  }

  // --- lines ---

  void check_line(const JsonField& line) {
    const std::string& name = line.at("line").text();
    if (!names_.insert(name).second) {
      line.at("line").refuse("a name of its own: an earlier line has the same");
    }
    const std::size_t gross = due(line.at("gross"));
    const std::size_t kept = after_bounds(line.at("bounds"), gross);
    const JsonField result = line.at("due");
    const std::size_t paid = due(result);
    const bool rounded = is(paid, "round") && workings_[paid].of.front() == kept;
    if (paid != kept && !rounded) {
      broken(result, "doesn't come from its gross amount and bounds");
    }
    lines_.push_back(paid);
    check_sign(line);
    check_named(line);
  }

  // What the line says of its amount: nothing where it isn't settled.
  void check_sign(const JsonField& line) {
    const auto settled = line.find("settled");
    if (settled && !settled->flag()) {
      const JsonField minor = line.at("gross").at("minor");
      findings_.expect(minor.path(), minor.text(), "0", "settled, which is false,");
    }
    const JsonField consequence = line.at("consequence");
    const std::string& word = consequence.text();
    if (word != "pay" && word != "deduct" && word != "nothing") {
      consequence.refuse("\"pay\", \"deduct\" or \"nothing\"");
    }
  }

  // Workings that a line names for a reader are there.
  void check_named(const JsonField& line) {
    if (const auto measure = line.find("measure")) {
      workings_.named(*measure);
    }
    if (const auto comparison = line.find("comparison")) {
      for (const auto& [name, id] : comparison->entries()) {
        workings_.named(id);
      }
    }
  }

  // The amount after its bounds, each of which takes what the one before it left.
  std::size_t after_bounds(const JsonField& bounds, std::size_t amount) {
    for (const JsonField& bound : bounds.list()) {
      amount = bounded(bound, amount);
    }
    return amount;
  }

  std::size_t bounded(const JsonField& bound, std::size_t amount) {
    const std::size_t applied = workings_.named(bound.at("applied"));
    const std::size_t limit = workings_.named(bound.at("limit"));
    const auto left_field = bound.find("left");
    const std::size_t left = left_field ? workings_.named(*left_field) : limit;
    const bool cap = bound.at("kind").text() == "cap";
    if (!cap && bound.at("kind").text() != "floor") {
      bound.at("kind").refuse("\"cap\" or \"floor\"");
    }
    const Working& working = workings_[applied];
    if (!is(applied, cap ? "smaller_of" : "larger_of") || working.of != std::vector{amount, left}) {
      broken(bound, "doesn't bound the amount before it");
    }
    if (left != limit && !leads_to(limit, left)) {
      broken(bound, "leaves what doesn't come from its limit");
    }
    const bool bit = working.value != workings_[amount].value;
    findings_.expect(bound.at("bit").path(),
                     bound.at("bit").flag() ? "true" : "false",
                     bit ? "true" : "false",
                     "its working " + working.id);
    return applied;
  }

  // Whether `to` rests on `from`.
  bool leads_to(std::size_t from, std::size_t to) const {
    std::vector<std::size_t> open = {to};
    std::set<std::size_t> seen;
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (at == from) {
        return true;
      }
      for (const std::size_t operand : workings_[at].of) {
        if (operand >= from && seen.insert(operand).second) {
          open.push_back(operand);
        }
      }
    }
    return false;
  }

  // --- the total: all lines added up, bounded, and brought to whole pennies ---

  void check_total() {
    const JsonField json = statement_.at("total");
    total_ = due(json);
    const Working& total = workings_[total_];
    const bool whole = is(total_, "round") || (is(total_, "add") && total.of.size() == 1);
    if (!whole) {
      broken(json, "isn't the lines added up, bounded and rounded");
      return;
    }
    const std::vector<JsonField> bounds = statement_.at("total_bounds").list();
    std::size_t sum = total.of.front();
    if (!bounds.empty()) {
      const Working& first = workings_[workings_.named(bounds.front().at("applied"))];
      sum = first.of.empty() ? sum : first.of.front();
    }
    const std::size_t kept = after_bounds(statement_.at("total_bounds"), sum);
    if (kept != total.of.front()) {
      broken(json, "doesn't come from total_bounds");
    }
    if (!is(sum, "add") || workings_[sum].of != lines_) {
      findings_.fail(workings_[sum].json.path(),
                     fmt::format("{} ({}), on which the total rests, isn't all lines added up",
                                 workings_[sum].json.path(),
                                 shown(workings_[sum].id)));
    }
    if (denominator(total.value) != 1) {
      broken(json, "isn't a whole number of minor units");
    }
  }

  // --- payers: each a share cut to whole pennies, and one what is left ---

  void check_payers() {
    Ratio sum = 0;
    Ratio shares = 0;
    std::vector<Part> parts;
    std::set<std::string> names;
    for (const JsonField& payer : statement_.at("payers").list()) {
      const JsonField json = payer.at("due");
      parts.push_back({json, due(json), share_of(payer)});
      sum += workings_[parts.back().paid].value;
      shares += workings_[parts.back().share].value;
      if (!names.insert(payer.at("name").text()).second) {
        payer.at("name").refuse("a name of its own: an earlier payer has the same");
      }
    }
    if (parts.empty()) {
      return;
    }
    findings_.expect("payers, shares added up,", to_fraction(shares), "1", "their being shares");
    check_split(parts, total_, "the total", workings_, findings_);
    findings_.expect("total.minor",
                     to_fraction(workings_[total_].value),
                     to_fraction(sum),
                     "its payers added up");
  }

  std::size_t share_of(const JsonField& payer) {
    const std::string& name = payer.at("name").text();
    const Working* share = workings_.find("payer_share." + name);
    if (share == nullptr) {
      payer.at("name").refuse("a name that a share is stated for");
    }
    findings_.expect(payer.at("share").path(),
                     payer.at("share").text(),
                     share->json.at("shown").text(),
                     "its working " + share->id);
    return static_cast<std::size_t>(share - workings_.list().data());
  }

  const JsonField& statement_;
  const Workings& workings_;
  Findings& findings_;
  std::set<std::string> names_;
  std::vector<std::size_t> lines_;  // what each is due
  std::size_t total_ = 0;
};

}  // namespace

std::size_t check_due(const JsonField& due, const Workings& workings, Findings& findings) {
  const std::size_t at = workings.named(due.at("working"));
  const Working& working = workings[at];
  const std::string source = "its working " + working.id;
  findings.expect(
      due.at("minor").path(), due.at("minor").text(), to_fraction(working.value), source);
  findings.expect(
      due.at("shown").path(), due.at("shown").text(), working.json.at("shown").text(), source);
  return at;
}

void check_money(const JsonField& statement, const Workings& workings, Findings& findings) {
  Amounts(statement, workings, findings).check();
}

}  // namespace outturn::verify
