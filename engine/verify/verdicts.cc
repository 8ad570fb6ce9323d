#include "verify/parts.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

std::string words_of(bool value) {
  return value ? "true" : "false";
}

// The verdict and the conditions of one line.
class LineJudge {
 public:
  LineJudge(const JsonField& line, const Workings& workings, Findings& findings)
      : line_(line), workings_(workings), findings_(findings) {}

  void check() {
    check_paid_when();
    if (const auto verdict = line_.find("verdict")) {
      check_verdict(*verdict);
      check_termination();
    }
  }

 private:
  // The workings of a list of conditions, each of which says what its working says.
  std::vector<std::size_t> conditions(std::string_view list) {
    std::vector<std::size_t> places;
    for (const JsonField& condition : line_.at(list).list()) {
      places.push_back(workings_.named(condition.at("working")));
      check_condition(condition, workings_[places.back()]);
    }
    return places;
  }

  void check_condition(const JsonField& condition, const Working& working) {
    const bool holds = working.value == 1;
    const JsonField said = condition.at("holds");
    findings_.expect(
        said.path(), words_of(said.flag()), words_of(holds), "its working " + working.id);
    const JsonField sentence = condition.at("sentence");
    const std::string right = holds ? ": yes" : ": no";
    if (!sentence.text().ends_with(right)) {
      const std::string& text = sentence.text();
      const std::size_t colon = std::min(text.rfind(": "), text.size());
      findings_.expect(
          sentence.path(), text, text.substr(0, colon) + right, "its working " + working.id);
    }
  }

  bool all_hold(const std::vector<std::size_t>& places) const {
    return !places.empty() && std::all_of(places.begin(), places.end(), [&](std::size_t at) {
      return workings_[at].value == 1;
    });
  }

  // A line whose conditions don't all hold is paid nothing.
  void check_paid_when() {
    if (!line_.find("paid_when")) {
      return;
    }
    const bool paid = all_hold(conditions("paid_when"));
    const JsonField minor = line_.at("gross").at("minor");
    if (!paid) {
      findings_.expect(minor.path(), minor.text(), "0", "paid_when, which doesn't hold,");
    }
  }

  // A verdict is what makes it a reduction, less what makes it an increase; each is all of its
  // conditions. Without anybody to measure it is given, and there are none.
  void check_verdict(const JsonField& verdict) {
    const std::size_t at = workings_.named(line_.at("verdict_working"));
    const Working& working = workings_[at];
    findings_.expect(line_.at("verdict_working").path(),
                     working.id,
                     line_.at("line").text() + ".verdict",
                     "the line's name");
    findings_.expect(
        verdict.path(),
        verdict.text(),
        working.value == 0 ? "neither" : (working.value > 0 ? "reduction" : "increase"),
        "its working " + working.id);
    check_last_sentence(verdict.text());
    const std::vector<std::size_t> reduction = conditions("reduction_when");
    const std::vector<std::size_t> increase = conditions("increase_when");
    if (working.operation->name == "subtract") {
      check_rests_on(working.of[0], reduction, "reduction_when");
      check_rests_on(working.of[1], increase, "increase_when");
    } else {
      findings_.expect(working.json.at("value").path(),
                       to_fraction(working.value),
                       "0",
                       "its line, which judges nothing,");
      check_none(reduction, "reduction_when");
      check_none(increase, "increase_when");
    }
  }

  void check_none(const std::vector<std::size_t>& conditions, std::string_view list) {
    if (!conditions.empty()) {
      line_.at(list).refuse("empty, and the verdict rests on no condition");
    }
  }

  // "Verdict: neither." is the last of why, where a verdict was judged.
  void check_last_sentence(const std::string& verdict) {
    for (const JsonField& sentence : line_.at("why").list()) {
      if (sentence.text().starts_with("Verdict: ")) {
        findings_.expect(sentence.path(),
                         sentence.text(),
                         fmt::format("Verdict: {}.", verdict),
                         line_.path() + ".verdict");
      }
    }
  }

  // The working that all conditions of a list make up.
  void check_rests_on(std::size_t at,
                      const std::vector<std::size_t>& conditions,
                      std::string_view list) {
    const Working& working = workings_[at];
    const bool fits = conditions.empty()
                          ? working.operation->name == "given" && working.value == 0
                          : working.operation->name == "all_of" && working.of == conditions;
    if (!fits) {
      findings_.fail(
          working.json.path(),
          fmt::format(
              "{} ({}) isn't all of {}.{}", working.json.path(), working.id, line_.path(), list));
    }
  }

  void check_termination() {
    const bool reached = all_hold(conditions("termination_when"));
    const JsonField said = line_.at("termination_reached");
    findings_.expect(
        said.path(), words_of(said.flag()), words_of(reached), line_.path() + ".termination_when");
  }

  const JsonField& line_;
  const Workings& workings_;
  Findings& findings_;
};

}  // namespace

void check_verdicts(const JsonField& statement, const Workings& workings, Findings& findings) {
  for (const JsonField& line : statement.at("lines").list()) {
    LineJudge(line, workings, findings).check();
  }
}

}  // namespace outturn::verify
