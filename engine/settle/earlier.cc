#include "settle/earlier.h"

#include "record/json_field.h"
#include "record/sha256.h"
#include "settle/statement.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

Date read_day(const JsonField& field) {
  const auto day = parse_date(field.text());
  if (!day) {
    field.refuse("a day such as 2014-07-01");
  }
  return *day;
}

// The workings of a statement, by id.
class ReadWorkings {
 public:
  explicit ReadWorkings(const JsonField& list) {
    for (const JsonField& working : list.list()) {
      by_id_.emplace(working.at("id").text(), working);
    }
  }

  EarlierQuantity quantity(const JsonField& id) const {
    const auto found = by_id_.find(id.text());
    if (found == by_id_.end()) {
      id.refuse("the id of a working");
    }
    return {id.text(), found->second.at("value").fraction()};
  }

 private:
  std::map<std::string, JsonField, std::less<>> by_id_;
};

EarlierLine read_line(const JsonField& field, const ReadWorkings& workings) {
  EarlierLine line{field.at("line").text(),
                   workings.quantity(field.at("due").at("working")),
                   {},
                   {},
                   {},
                   {},
                   {}};
  if (const auto measure = field.find("measure")) {
    line.measure = workings.quantity(*measure);
  }
  const auto comparison = field.find("comparison");
  if (!comparison) {
    return line;
  }
  for (const auto& [key, into] : {std::pair{"actual", &line.actual},
                                  {"baseline", &line.baseline},
                                  {"people", &line.people},
                                  {"reduction", &line.reduction}}) {
    if (const auto id = comparison->find(key)) {
      *into = workings.quantity(*id);
    }
  }
  return line;
}

EarlierMoney read_money(const JsonField& root, const ReadWorkings& workings) {
  const auto due_in = [&](const JsonField& due) { return workings.quantity(due.at("working")); };
  const auto again = root.find("reconciliation");
  EarlierMoney money{{},
                     due_in(again ? again->at("owed") : root.at("total")),
                     due_in(again ? again->at("settled") : root.at("total")),
                     {}};
  if (const auto agreed = again ? again->find("agreed") : std::nullopt) {
    money.agreed = due_in(*agreed);
  }
  for (const JsonField& payer : (again ? *again : root).at("payers").list()) {
    money.payers.push_back({payer.at("name").text(), due_in(payer.at(again ? "settled" : "due"))});
  }
  return money;
}

bool look_back(const std::vector<Condition>& conditions) {
  return std::any_of(conditions.begin(), conditions.end(), [](const Condition& condition) {
    const auto* any = std::get_if<AnyCondition>(&condition.test);
    return std::holds_alternative<NothingPaidCondition>(condition.test) ||
           (any != nullptr && look_back(any->of));
  });
}

// How far a price looks back: phases over the term; equal parts over their stretch, when the last
// of them takes what the others left.
Over look_of(const Consequence& consequence, const Contract& contract, const Period& period) {
  if (!consequence.price) {
    return Over::period;
  }
  const Price& price = *consequence.price;
  if (std::holds_alternative<PhasedPrice>(price.how)) {
    return Over::term;
  }
  const bool last_part = price.equal_parts_over &&
                         contract.periods_of(*price.equal_parts_over, period).back() == period;
  return last_part ? *price.equal_parts_over : Over::period;
}

Over look_of(const LineRule& line, const Contract& contract, const Period& period) {
  if (line.pool || look_back(line.reduction_when) || look_back(line.increase_when) ||
      look_back(line.termination_when) || look_back(line.paid_when)) {
    return Over::term;
  }
  Over longest = std::max(line.cumulative_over.value_or(Over::period),
                          line.less_paid ? line.less_paid->over : Over::period);
  for (const Consequence* consequence :
       {&line.on_reduction, &line.on_neither, &line.on_increase, &line.always}) {
    longest = std::max(longest, look_of(*consequence, contract, period));
  }
  return longest;
}

// The longest stretch over which settling a period looks back.
Over longest_look(const Contract& contract, const Period& period) {
  Over longest = Over::period;
  for (const Bound& bound : contract.bounds) {
    if (contract.is_in(bound.in, period)) {
      longest = std::max(longest, bound.over);
    }
  }
  for (const LineRule& line : contract.lines) {
    if (contract.is_in(line.settled, period)) {
      longest = std::max(longest, look_of(line, contract, period));
    }
  }
  return longest;
}

// The statement that a price is a share of, if any.
const OfStatement* statement_behind(const Consequence& consequence) {
  if (!consequence.price) {
    return nullptr;
  }
  const Price::How& how = consequence.price->how;
  const SumOf* sum = nullptr;
  if (const auto* share = std::get_if<SharePrice>(&how)) {
    sum = &share->of;
  } else if (const auto* phased = std::get_if<PhasedPrice>(&how)) {
    sum = &phased->of;
  } else if (const auto* banded = std::get_if<BandedPrice>(&how)) {
    sum = banded->of ? &*banded->of : nullptr;
  }
  return sum == nullptr ? nullptr : std::get_if<OfStatement>(&sum->what);
}

}  // namespace

const EarlierLine& EarlierStatement::line(std::string_view name) const {
  for (const EarlierLine& line : lines) {
    if (line.name == name) {
      return line;
    }
  }
  throw InputError(Place{file},
                   Reason::inconsistent,
                   fmt::format("this statement has no line \"{}\"", name),
                   "it was settled under other rules: settle that period again");
}

EarlierStatement read_earlier_statement(std::string_view text, const std::string& file) {
  const Json json = parse_json(text, file);
  const JsonField root(json, file);
  if (root.at("form").text() != kStatementForm) {
    root.at("form").refuse(fmt::format("\"{}\"", kStatementForm));
  }
  const JsonField period = root.at("period");
  const ReadWorkings workings(root.at("workings"));
  EarlierStatement statement{
      file,
      sha256(text),
      root.at("contract").at("id").text(),
      root.at("contract").at("currency").text(),
      {read_day(period.at("first")), read_day(period.at("last")), period.at("name").text()},
      root.at("run").at("payable").flag(),
      {},
      workings.quantity(root.at("total").at("working"))};
  for (const JsonField& line : root.at("lines").list()) {
    statement.lines.push_back(read_line(line, workings));
  }
  statement.text = text;
  statement.money = read_money(root, workings);
  return statement;
}

std::vector<Period> periods_looked_back_on(const Contract& contract, const Period& period) {
  const Date from = contract.first_day_of(longest_look(contract, period), period);
  std::vector<Period> periods;
  for (Period& earlier : contract.periods()) {
    if (from <= earlier.first && earlier.first < period.first) {
      periods.push_back(std::move(earlier));
    }
  }
  return periods;
}

std::vector<OfStatement> sums_built_on(const Contract& contract) {
  std::vector<OfStatement> found;
  for (const LineRule& line : contract.lines) {
    for (const Consequence* consequence :
         {&line.on_reduction, &line.on_neither, &line.on_increase, &line.always}) {
      if (const OfStatement* sum = statement_behind(*consequence)) {
        found.push_back(*sum);
      }
    }
  }
  return found;
}

std::vector<std::string> contracts_built_on(const Contract& contract) {
  std::vector<std::string> found;
  for (const OfStatement& sum : sums_built_on(contract)) {
    if (std::find(found.begin(), found.end(), sum.contract) == found.end()) {
      found.push_back(sum.contract);
    }
  }
  return found;
}

}  // namespace outturn
