#include "verify/parts.h"
#include "verify/reconciled.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::verify {
namespace {

// In the order in which they are let in: docs/statement.md, "reconciliation".
constexpr std::array<std::string_view, 10> kCauses = {"engine",
                                                      "late_events",
                                                      "corrected_events",
                                                      "cohort",
                                                      "earlier_statements",
                                                      "rules",
                                                      "tables",
                                                      "figures",
                                                      "disputes",
                                                      "carried_forward"};

class Causes {
 public:
  explicit Causes(Reconciled& again) : again_(again), reached_(again.superseded) {}

  void check() {
    Ratio sum = 0;
    for (const JsonField& cause : again_.json.at("causes").list()) {
      const std::size_t at = check_due(cause.at("amount"), again_.workings, again_.findings);
      sum += again_.workings[at].value;
      check_cause(cause, at);
    }
    if (again_.workings[reached_].value != again_.workings[again_.total].value) {
      again_.broken(again_.json.at("causes"), "don't end in the total");
    }
    const JsonField minor = again_.json.at("difference").at("minor");
    again_.findings.expect(minor.path(), minor.text(), to_fraction(sum), "its causes added up");
  }

 private:
  void check_cause(const JsonField& cause, std::size_t at) {
    const std::vector<std::string> codes = codes_of(cause);
    const JsonField amount = cause.at("amount");
    if (again_.workings[at].operation->name != "subtract") {
      again_.broken(amount, "isn't a difference between two totals");
    } else if (codes == std::vector<std::string>{"disputes"}) {
      check_disputes(amount, at);
    } else if (codes == std::vector<std::string>{"carried_forward"}) {
      check_carried(amount, at);
    } else {
      check_rules(amount, at, codes);
    }
  }

  // Its codes, each of which comes after those before it.
  std::vector<std::string> codes_of(const JsonField& cause) {
    std::vector<std::string> codes;
    for (const JsonField& code : cause.at("causes").list()) {
      const auto* found = std::find(kCauses.begin() + next_, kCauses.end(), code.text());
      if (found == kCauses.end()) {
        code.refuse("a cause that comes after those before it");
      }
      next_ = found - kCauses.begin() + 1;
      codes.push_back(code.text());
    }
    if (codes.empty() || (codes.size() > 1 && next_ > kOfRules)) {
      cause.at("causes").refuse("causes that can be let in together");
    }
    return codes;
  }

  // From where the cause before it ended to a total that was settled with it.
  void check_rules(const JsonField& amount, std::size_t at, const std::vector<std::string>& codes) {
    const Working& working = again_.workings[at];
    const Working& reached = again_.workings[working.of[0]];
    if (working.of[1] != reached_) {
      again_.broken(amount, "doesn't begin where the cause before it ended");
    }
    if (reached.operation->name == "settled") {
      const JsonField with = reached.json.at("details").at("with");
      again_.findings.expect(with.path(),
                             with.text(),
                             fmt::format("{}", fmt::join(codes, "+")),
                             amount.path() + ", which ends in it,");
    } else if (working.of[0] != again_.total) {
      again_.broken(amount, "doesn't end in a total that was settled with it");
    }
    reached_ = working.of[0];
  }

  // What was agreed by now less what was agreed before.
  void check_disputes(const JsonField& amount, std::size_t at) {
    const std::vector<std::size_t>& of = again_.workings[at].of;
    if (again_.agreed ? of[0] != *again_.agreed : !again_.is_nothing(of[0])) {
      again_.broken(amount, "isn't what was agreed less what was agreed before");
    }
    const bool none_before = again_.then && !again_.then->agreed;
    if (!again_.is_nothing(of[1])) {
      if (none_before) {
        again_.broken(amount, "takes off what wasn't agreed before");
      }
      again_.check_taken(amount, of[1], again_.then ? again_.then->agreed.value_or("") : "");
    } else if (again_.then && !none_before) {
      again_.broken(amount, "doesn't take off what was agreed before");
    }
    again_.new_agreed = at;
  }

  // What was owed before less what of it counts as paid.
  void check_carried(const JsonField& amount, std::size_t at) {
    const std::vector<std::size_t>& of = again_.workings[at].of;
    again_.check_taken(amount, of[0], again_.then ? again_.then->owed : "");
    if (of[1] != again_.before) {
      again_.broken(amount, "isn't what was owed before less what was paid before");
    }
  }

  static constexpr std::ptrdiff_t kOfRules = 8;  // so many causes come before disputes

  Reconciled& again_;
  std::size_t reached_;      // the total that the last cause ended in
  std::ptrdiff_t next_ = 0;  // the first cause that may follow
};

}  // namespace

void check_causes(Reconciled& again) {
  Causes(again).check();
}

}  // namespace outturn::verify
