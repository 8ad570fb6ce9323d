#include "value/utf8.h"
#include "verify/parts.h"
#include "verify/reconciled.h"
#include "verify/split.h"

#include <map>
#include <set>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

class Payers {
 public:
  explicit Payers(const Reconciled& again)
      : again_(again),
        agreed_alone_(again.new_agreed && again.material &&
                      again.workings[*again.material].value == 0) {
    for (const JsonField& payer : again.statement.at("payers").list()) {
      now_.emplace(payer.at("name").text(), again.workings.named(payer.at("due").at("working")));
    }
  }

  void check() {
    for (const JsonField& payer : again_.json.at("payers").list()) {
      check_payer(payer);
    }
    check_complete();
    check_sums();
    check_split(owed_, again_.owed, "what is owed", again_.workings, again_.findings);
    if (agreed_alone_) {
      check_split(paid_, *again_.new_agreed, "what was agreed", again_.workings, again_.findings);
    }
  }

 private:
  void check_payer(const JsonField& payer) {
    const std::string& name = payer.at("name").text();
    if (!seen_.insert(name).second) {
      payer.at("name").refuse("a name of its own: an earlier payer has the same");
    }
    const std::size_t paid = check_due(payer.at("due"), again_.workings, again_.findings);
    const std::size_t settled = check_due(payer.at("settled"), again_.workings, again_.findings);
    if (agreed_alone_ && now_.contains(name)) {
      paid_.push_back({payer.at("due"), paid, share_of(payer)});
      check_kept(payer, paid, settled);
      return;
    }
    const bool judged = again_.material && again_.workings[paid].of.size() == 2;
    const std::size_t difference = judged ? again_.workings[paid].of[0] : paid;
    const Working& subtracted = again_.workings[difference];
    const bool is_paid =
        !again_.material || again_.is(paid, "multiply", {difference, *again_.material});
    if (!is_paid || subtracted.operation->name != "subtract") {
      again_.broken(payer.at("due"), "isn't a difference to what was paid before");
      return;
    }
    check_owed(payer, payer.at("due"), subtracted.of[0]);
    check_before(payer, payer.at("due"), subtracted.of[1]);
    check_settled(payer, settled, subtracted.of[0], subtracted.of[1], paid);
  }

  // Where only what was agreed is paid, what counts as paid says what the payer owes, or what it
  // paid before.
  void check_kept(const JsonField& payer, std::size_t paid, std::size_t settled) {
    const JsonField json = payer.at("settled");
    const Working& working = again_.workings[settled];
    const bool adds = working.operation->name == "add";
    if (again_.carried && adds && working.of.size() == 2 && working.of[1] == paid) {
      check_before(payer, json, working.of[0]);
    } else if (!again_.carried) {
      check_owed(payer, json, adds && working.of.size() == 1 ? working.of[0] : settled);
    } else {
      again_.broken(json, kNeither);
    }
  }

  // The payer's part of what is owed: as by the rules, or split anew with what was agreed.
  void check_owed(const JsonField& payer, const JsonField& json, std::size_t owed) {
    const auto now = now_.find(payer.at("name").text());
    if (now == now_.end()) {
      if (!again_.is_nothing(owed)) {
        again_.broken(json, "rests on a part of what is owed, of no payer of the statement");
      }
    } else if (again_.agreed) {
      owed_.push_back({json, owed, share_of(payer)});
    } else if (owed != now->second) {
      again_.broken(json, "doesn't rest on what the payer pays by the rules");
    }
  }

  // What counts as paid by the payer before.
  void check_before(const JsonField& payer, const JsonField& json, std::size_t before) {
    const auto& then = again_.then;
    const std::string& name = payer.at("name").text();
    const bool known = then && then->payers.contains(name);
    if (!again_.is_nothing(before)) {
      if (then && !known) {
        again_.broken(json, "rests on what somebody else paid before");
      }
      again_.check_taken(json, before, known ? then->payers.at(name) : "");
    } else if (known || !now_.contains(name)) {
      again_.broken(json, "doesn't rest on what the payer paid before");
    }
  }

  void check_settled(const JsonField& payer,
                     std::size_t settled,
                     std::size_t owed,
                     std::size_t before,
                     std::size_t paid) {
    const bool fits = again_.carried ? again_.is(settled, "add", {before, paid})
                                     : settled == owed || again_.is(settled, "add", {owed});
    if (!fits) {
      again_.broken(payer.at("settled"), kNeither);
    }
  }

  std::size_t share_of(const JsonField& payer) {
    const Working* share = again_.workings.find("payer_share." + payer.at("name").text());
    if (share == nullptr) {
      payer.at("name").refuse("a name that a share is stated for");
    }
    return static_cast<std::size_t>(share - again_.workings.list().data());
  }

  // Everybody who pays by either statement is there.
  void check_complete() {
    std::set<std::string> all;
    for (const auto& [name, due] : now_) {
      all.insert(name);
    }
    for (const auto& [name, settled] :
         again_.then ? again_.then->payers : std::map<std::string, std::string>{}) {
      all.insert(name);
    }
    for (const std::string& name : all) {
      if (!seen_.contains(name)) {
        again_.broken(again_.json.at("payers"), fmt::format("don't have {}", shown(name)));
      }
    }
  }

  void check_sums() {
    for (const std::string_view key : {"due", "settled"}) {
      Ratio sum = 0;
      for (const JsonField& payer : again_.json.at("payers").list()) {
        sum += again_.workings[again_.workings.named(payer.at(key).at("working"))].value;
      }
      const JsonField minor = again_.json.at(key).at("minor");
      if (!seen_.empty()) {
        again_.findings.expect(minor.path(), minor.text(), to_fraction(sum), "its payers added up");
      }
    }
  }

  static constexpr std::string_view kNeither =
      "is neither what is owed nor what was paid before and now";

  const Reconciled& again_;
  bool agreed_alone_;                       // paid is what was agreed since, the rest is too little
  std::map<std::string, std::size_t> now_;  // what each pays by the rules
  std::set<std::string> seen_;
  std::vector<Part> owed_;  // parts of what is owed, where something was agreed
  std::vector<Part> paid_;  // parts of what was agreed, where that alone is paid
};

}  // namespace

void check_reconciled_payers(const Reconciled& again) {
  Payers(again).check();
}

}  // namespace outturn::verify
