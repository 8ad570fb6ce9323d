#include "report/words.h"

#include "text/page.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr int kHundred = 100;
constexpr std::size_t kShortDigest = 12;

// What one of a unit is called, and several.
struct Noun {
  std::string_view unit;
  std::string_view one;
  std::string_view many;
};

constexpr std::array kNouns = {
    Noun{"people", "person", "people"},
    Noun{"events", "event", "events"},
    Noun{"cases", "case", "cases"},
    Noun{"days", "day", "days"},
};

const Noun* noun_of(std::string_view unit) {
  const auto* const found = std::find_if(
      kNouns.begin(), kNouns.end(), [&](const Noun& noun) { return noun.unit == unit; });
  return found == kNouns.end() ? nullptr : found;
}

bool is_answer(const WorkingView& working) {
  return working.unit == "yes_no" || working.unit == "verdict";
}

bool is_money(const WorkingView& working) {
  return working.unit == "amount" || working.unit == "money";
}

std::string_view minor_units(Currency currency) {
  return currency == Currency::gbp ? "pence" : "cents";
}

std::string_view minor_unit(Currency currency) {
  return currency == Currency::gbp ? "penny" : "cent";
}

std::string_view major_unit(Currency currency) {
  switch (currency) {
    case Currency::gbp:
      return "pound";
    case Currency::eur:
      return "euro";
    case Currency::usd:
    case Currency::aud:
    case Currency::nzd:
      return "dollar";
  }
  return "unit";
}

// The number that the figure says, in the unit of the value.
std::optional<Ratio> number_in(std::string_view figure) {
  std::string digits;
  for (const char c : figure) {
    if ((c >= '0' && c <= '9') || c == '.' || c == '-') {
      digits += c;
    }
  }
  return parse_decimal(digits);
}

bool says_all(const WorkingView& working) {
  if (is_answer(working)) {
    return true;
  }
  const auto said = number_in(working.shown);
  if (!said) {
    return false;
  }
  if (is_money(working)) {
    return *said * kHundred == working.value;
  }
  return *said == (working.unit == "rate" ? Ratio(working.value * kHundred) : working.value);
}

// The unit in which an exact value is written, where the figure writes another.
std::string unit_words(const StatementView& statement, const WorkingView& working) {
  if (is_money(working)) {
    return fmt::format(" {}", minor_units(statement.contract.currency));
  }
  if (working.unit == "points") {
    return " points";
  }
  return working.unit == "percent" ? " per cent" : "";
}

// A value in the unit of `like`: an edge of a price table.
std::string in_unit_of(const WorkingView& like, const Ratio& value) {
  if (like.unit == "rate") {
    return to_plain(value * kHundred) + "%";
  }
  if (like.unit == "percent") {
    return to_plain(value) + "%";
  }
  return to_plain(value) + (like.unit == "points" ? " points" : "");
}

// What a row of a table pays for each of, in the unit of its edges.
std::string_view one_of(std::string_view unit) {
  if (unit == "rate" || unit == "percent") {
    return "per cent";
  }
  if (unit == "points") {
    return "point";
  }
  const Noun* const noun = noun_of(unit);
  return noun == nullptr ? "unit" : noun->one;
}

// A share as a rule states it, "7.5%"; to two decimals where it has no end.
std::string share_words(const Ratio& share) {
  constexpr unsigned kMostPlaces = 8;
  const Ratio percent = share * kHundred;
  const bool ends = denominator(percent * Ratio(power_of_ten(kMostPlaces))) == 1;
  return (ends ? to_plain(percent) : to_decimal(percent, 2)) + "%";
}

// The row of the table that decides, when one does; past the end for the others.
std::size_t band_reached(const WorkingView& working, const Ratio& value) {
  if (working.op != "slab") {
    return working.bands.size();
  }
  std::size_t found = 0;
  for (std::size_t i = 1; i < working.bands.size(); ++i) {
    const Ratio& edge = working.bands[i].from;
    if (working.detail("edge") == "at least" ? value >= edge : value > edge) {
      found = i;
    }
  }
  return found;
}

bool all_hold(const std::vector<ConditionView>& conditions) {
  return std::all_of(conditions.begin(), conditions.end(), [](const ConditionView& condition) {
    return condition.holds;
  });
}

std::string step_words(std::string_view step, Currency currency) {
  if (step == "1") {
    return fmt::format("the {}", minor_unit(currency));
  }
  if (step == "100") {
    return fmt::format("the {}", major_unit(currency));
  }
  return fmt::format("{} {}", step, minor_units(currency));
}

// Where a figure of an earlier statement is from.
std::string earlier(const WorkingView& working) {
  return fmt::format("{} in the statement of {} {} (SHA-256 {})",
                     working.detail("working"),
                     working.detail("contract"),
                     working.detail("period"),
                     short_digest(std::string(working.detail("statement"))));
}

// Whether all or one of the operands hold.
std::string asked(const WorkingView& working) {
  const std::size_t operands = working.of.size();
  if (operands == 1) {
    return fmt::format("does this hold? {}", working.shown);
  }
  return working.op == "all_of"
             ? fmt::format("do all {} of these hold? {}", operands, working.shown)
             : fmt::format("does one of these {} hold? {}", operands, working.shown);
}

}  // namespace

std::string amount_words(const Ratio& minor, Currency currency) {
  constexpr std::size_t kPartsOfPenny = 2;  // decimals
  std::string text = to_string(Amount::of_minor(minor), currency);
  if (denominator(minor) == 1) {
    text.erase(text.size() - kPartsOfPenny);
  }
  return text;
}

std::string citation(const RuleView& rule) {
  std::string place = rule.file.empty() ? "" : fmt::format("{}:{}", rule.file, rule.line);
  if (rule.clause.empty()) {
    return place;
  }
  return fmt::format("clause {}{}", rule.clause, place.empty() ? "" : fmt::format(" ({})", place));
}

std::string without_sign(std::string figure) {
  if (!figure.empty() && figure.front() == '-') {
    figure.erase(0, 1);
  }
  return figure;
}

std::string without_answer(const ConditionView& condition) {
  const std::string_view answer = condition.holds ? ": yes" : ": no";
  std::string sentence = condition.sentence;
  if (sentence.size() > answer.size() && sentence.ends_with(answer)) {
    sentence.erase(sentence.size() - answer.size());
  }
  return sentence;
}

std::string reason_without_verdict(const LineView& line) {
  if (!line.settled) {
    return "Nothing is decided on this line in this period.";
  }
  const std::string_view done = line.due.minor < 0 ? "Deducted" : "Paid";
  if (line.paid_when.empty()) {
    return fmt::format("{} whatever the result: this line has no verdict.", done);
  }
  if (!all_hold(line.paid_when)) {
    return "";
  }
  return fmt::format(
      "{} because {}.",
      done,
      line.paid_when.size() == 1 ? "its condition holds" : "all its conditions hold");
}

std::string exact_words(const StatementView& statement,
                        const WorkingView& working,
                        std::size_t most) {
  if (says_all(working)) {
    return "";
  }
  if (working.exact.size() > most) {
    return fmt::format("exactly a fraction of {} digits", working.exact.size());
  }
  return fmt::format("exactly {}{}", working.exact, unit_words(statement, working));
}

std::string bound_words(const StatementView& statement, const BoundView& bound) {
  const std::string& limit = statement.workings.at(bound.limit).shown;
  const std::string& left = statement.workings.at(bound.left).shown;
  const bool shared = bound.over != "period";
  if (!bound.bit) {
    return shared ? fmt::format("Of the {} of {} over the {}, {} was left",
                                bound.kind,
                                limit,
                                bound.over,
                                left)
                  : "";
  }
  const std::size_t before = statement.workings.at(bound.applied).of.front();
  return fmt::format(
      "{} of {}{} applied in place of {}",
      bound.kind == "cap" ? "Cap" : "Floor",
      limit,
      shared ? fmt::format(" over the {}, of which {} was left,", bound.over, left) : "",
      statement.workings.at(before).shown);
}

std::string figure_words(const WorkingView& working) {
  if (working.unit != "people" && working.unit != "events") {
    return working.shown;  // says its unit itself
  }
  const Noun& noun = *noun_of(working.unit);
  return fmt::format("{} {}", working.shown, working.value == 1 ? noun.one : noun.many);
}

std::string short_digest(const std::string& digest) {
  return digest.empty() ? "-" : shortened(digest, kShortDigest + 1);
}

Words::Words(const StatementView& statement) : statement_(statement) {
  for (const LineView& line : statement.lines) {
    add_line(line);
  }
  names_.emplace(statement.total.working, "amount due");
  for (const PayerView& payer : statement.payers) {
    names_.emplace(payer.due.working, payer.name);
  }
}

void Words::add_line(const LineView& line) {
  names_.emplace(line.due.working, line.title);
  add_conditions(line.reduction_when);
  add_conditions(line.increase_when);
  add_conditions(line.termination_when);
  add_conditions(line.paid_when);
  if (line.verdict_working) {
    const std::string name = fmt::format("verdict on \"{}\"", line.title);
    names_.emplace(*line.verdict_working, name);
    listed_.emplace(*line.verdict_working, name);
  }
}

void Words::add_conditions(const std::vector<ConditionView>& conditions) {
  for (const ConditionView& condition : conditions) {
    names_.emplace(condition.working, condition.sentence);
    sentences_.emplace(condition.working, true);
    listed_.emplace(condition.working, without_answer(condition));
  }
}

const std::string& Words::name_of(std::size_t at) const {
  const auto found = names_.find(at);
  return found == names_.end() ? statement_.workings.at(at).label : found->second;
}

const std::string& Words::listed_as(std::size_t at) const {
  const auto found = listed_.find(at);
  return found == listed_.end() ? statement_.workings.at(at).label : found->second;
}

std::string Words::stated(std::size_t at) const {
  const WorkingView& working = statement_.workings.at(at);
  if (is_sentence(at)) {
    return name_of(at);
  }
  if (is_answer(working)) {
    return fmt::format("{}: {}", name_of(at), working.shown);
  }
  const std::string exact = exact_words(statement_, working);
  return fmt::format(
      "{} = {}{}", name_of(at), working.shown, exact.empty() ? "" : fmt::format(" ({})", exact));
}

// An operand inside a formula.
std::string Words::with_figure(std::size_t at) const {
  const WorkingView& working = statement_.workings.at(at);
  if (is_sentence(at)) {
    return name_of(at);
  }
  if (is_answer(working)) {
    return fmt::format("{} ({})", working.shown, name_of(at));
  }
  const bool constant = working.op == "given" && working.rule.file.empty() &&
                        working.rule.clause.empty() && working.details.empty();
  return constant ? working.shown : fmt::format("{} ({})", working.shown, name_of(at));
}

std::string Words::joined(const WorkingView& working, std::string_view sign) const {
  std::string text = "=";
  for (std::size_t i = 0; i < working.of.size(); ++i) {
    text +=
        fmt::format(" {}{}{}", i == 0 ? "" : sign, i == 0 ? "" : " ", with_figure(working.of[i]));
  }
  return text;
}

std::string Words::compared(const WorkingView& working, std::string_view how) const {
  return fmt::format("is {} {} {}? {}",
                     with_figure(working.of.at(0)),
                     how,
                     with_figure(working.of.at(1)),
                     working.shown);
}

std::string Words::source(const WorkingView& working) const {
  if (!working.detail("supplied_by").empty()) {
    return fmt::format(
        "supplied by {} (version {})", working.detail("supplied_by"), working.detail("version"));
  }
  if (working.unit == "yes_no") {
    return "the rule lists no condition for it";
  }
  return citation(working.rule).empty() ? "a number of arithmetic" : "";
}

// Which rows and columns of the evidence are added up.
std::string Words::evidence(const WorkingView& working) const {
  const std::string_view columns = working.detail("sum_of");
  std::string text = columns.empty() ? "the number of rows" : fmt::format("{} added up", columns);
  const auto star = text.find('*');
  if (star != std::string::npos) {
    text.replace(star, 1, " × ");
  }
  text += fmt::format(
      " in {}: cohort \"{}\", counted", statement_.evidence.file, working.detail("cohort"));
  if (!working.detail("grade").empty()) {
    text += fmt::format(", grade {}", working.detail("grade"));
  }
  if (!working.detail("pattern").empty()) {
    text += fmt::format(", pattern {}", working.detail("pattern"));
  }
  return text;
}

std::string Words::rounding(const WorkingView& working) const {
  return fmt::format("= {} rounded to {}, {}",
                     with_figure(working.of.at(0)),
                     step_words(working.detail("step"), statement_.contract.currency),
                     working.detail("how"));
}

std::string Words::formula(std::size_t at) const {
  const WorkingView& working = statement_.workings.at(at);
  const std::string& op = working.op;
  if (op == "given") {
    return source(working);
  }
  if (op == "evidence") {
    return evidence(working);
  }
  if (op == "earlier") {
    return earlier(working);
  }
  if (op == "agreed") {
    return fmt::format("agreed: entry {} of the register", working.detail("entry"));
  }
  if (op == "settled") {
    return "settled anew with what was known before, but for what is named here and before it";
  }
  if (op == "add") {
    return joined(working, "+");
  }
  if (op == "subtract" && working.unit == "verdict") {
    return fmt::format("{}; {}", stated(working.of.at(0)), stated(working.of.at(1)));
  }
  if (op == "subtract") {
    return joined(working, "−");
  }
  if (op == "multiply") {
    return joined(working, "×");
  }
  if (op == "divide") {
    return joined(working, "÷");
  }
  if (op == "negate") {
    return "= the opposite of " + with_figure(working.of.at(0));
  }
  if (op == "at_least") {
    return compared(working, "at least");
  }
  if (op == "more_than") {
    return compared(working, "more than");
  }
  if (op == "equal") {
    return compared(working, "equal to");
  }
  if (op == "all_of" || op == "any_of") {
    return asked(working);
  }
  if (op == "smaller_of" || op == "larger_of") {
    return fmt::format("= the {} of {} and {}",
                       op == "smaller_of" ? "smaller" : "larger",
                       with_figure(working.of.at(0)),
                       with_figure(working.of.at(1)));
  }
  if (op == "round") {
    return rounding(working);
  }
  return fmt::format("= {} read in this table", with_figure(working.of.at(0)));
}

std::vector<std::string> Words::band_lines(std::size_t at) const {
  const WorkingView& working = statement_.workings.at(at);
  std::vector<std::string> lines;
  if (working.bands.empty() || working.of.empty()) {
    return lines;
  }
  const WorkingView& operand = statement_.workings.at(working.of.front());
  const std::size_t reached = band_reached(working, operand.value);
  const std::string_view edge = working.detail("edge");
  const bool shares = working.unit == "rate" || working.unit == "percent";
  for (std::size_t i = 0; i < working.bands.size(); ++i) {
    const BandView& band = working.bands[i];
    lines.push_back(fmt::format(
        "{} {}: {}{}{}",
        edge.empty() || i == 0 ? "from" : edge,
        in_unit_of(operand, band.from),
        shares ? share_words(band.pays) : amount_words(band.pays, statement_.contract.currency),
        band.per_unit ? fmt::format(" for each {}", one_of(operand.unit)) : "",
        i == reached ? "  <- this one" : ""));
  }
  return lines;
}

}  // namespace outturn
