// The terms that close a contract: bounds, rounding, payers.
#include "rules/reading.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

constexpr std::string_view kTotal = "total";

std::optional<Bound> read_bound(const Node& node, Context& context) {
  Fields fields(node, "bound", context.problems);
  const ClauseScope scope(context, fields);
  const Node* cap = fields.find("cap");
  const Node* floor = fields.find("floor");
  const Node* at = fields.require("at");
  const auto over = fields.required(
      "over",
      read_over,
      "say what the limit is on: what is due for a period, for a year, or over the term");
  const auto in = fields.optional("in", read_settled).value_or(Settled::every_period);
  fields.finish();
  if ((cap != nullptr) == (floor != nullptr)) {
    context.problems.add(node.place,
                         Reason::inconsistent,
                         "a bound is exactly one of cap and floor",
                         "for example: {cap: total, at: \"£1,000,000\", over: period}");
    return std::nullopt;
  }
  const auto on = yaml::read_text(cap != nullptr ? *cap : *floor, context.problems);
  auto amount = at == nullptr
                    ? std::nullopt
                    : read_dated<Money>(*at, "amount", money_reader(context.currency), context);
  if (!on || !amount || !over) {
    return std::nullopt;
  }
  return Bound{cap != nullptr ? Bound::Kind::cap : Bound::Kind::floor,
               *on == kTotal ? std::string{} : *on,
               *over,
               in,
               std::move(*amount),
               context.source(node)};
}

void check_shares(const Node& node, const Contract& contract, Problems& problems) {
  Ratio sum = 0;
  for (const Payer& payer : contract.payers) {
    sum += payer.share;
    if (payer.share < 0) {
      problems.add(payer.source.place,
                   Reason::out_of_range,
                   fmt::format("the share of \"{}\" is below 0%", payer.name));
    }
  }
  if (sum != 1) {
    problems.add(node.place,
                 Reason::inconsistent,
                 fmt::format("the payers' shares add up to {}%, not 100%", to_plain(sum * 100)));
  }
}

// What a currency's smallest and whole units are called.
struct UnitsOfMoney {
  Currency currency;
  std::string_view minor;
  std::string_view whole;
};
constexpr std::array kUnitsOfMoney = {
    UnitsOfMoney{Currency::gbp, "penny", "pound"},
    UnitsOfMoney{Currency::usd, "cent", "dollar"},
    UnitsOfMoney{Currency::eur, "cent", "euro"},
    UnitsOfMoney{Currency::aud, "cent", "dollar"},
    UnitsOfMoney{Currency::nzd, "cent", "dollar"},
};

// The step of rounding in minor units. A unit of another currency is a clause copied from another
// contract, and so is whatever stands around it.
std::optional<std::int64_t> read_step(const Node& node, Currency currency, Problems& problems) {
  static constexpr std::array<std::string_view, 5> kWords = {
      "penny", "pound", "cent", "dollar", "euro"};
  const auto* const units = std::find_if(kUnitsOfMoney.begin(),
                                         kUnitsOfMoney.end(),
                                         [&](const auto& one) { return one.currency == currency; });
  if (!yaml::read_word(node, kWords, problems)) {
    return std::nullopt;
  }
  if (node.text != units->minor && node.text != units->whole) {
    problems.add(node.place,
                 Reason::wrong_unit,
                 fmt::format("\"{}\" is no unit of {}", node.text, code_of(currency)),
                 fmt::format("write {} or {}", units->minor, units->whole));
  }
  return node.text == units->minor ? 1 : 100;
}

}  // namespace

std::vector<Bound> read_bounds(const Node& node, Context& context) {
  const auto read = [&](const Node& item, Problems&) { return read_bound(item, context); };
  return yaml::read_list<Bound>(node, context.problems, read).value_or(std::vector<Bound>{});
}

std::optional<RoundingTerms> read_rounding(const Node& node, Context& context) {
  static constexpr std::array kEach = {
      yaml::Word<RoundingTerms::What>{"line", RoundingTerms::What::each_line},
      yaml::Word<RoundingTerms::What>{"total", RoundingTerms::What::total},
  };
  static constexpr std::array kHow = {
      yaml::Word<Rounding>{"half away from zero", Rounding::half_away_from_zero},
      yaml::Word<Rounding>{"half to even", Rounding::half_to_even},
      yaml::Word<Rounding>{"half toward zero", Rounding::half_toward_zero},
      yaml::Word<Rounding>{"toward zero", Rounding::toward_zero},
      yaml::Word<Rounding>{"away from zero", Rounding::away_from_zero},
  };
  Fields fields(node, "rounding", context.problems);
  const ClauseScope scope(context, fields);
  const auto what =
      fields.required("each", word_reader(kEach), "say what is rounded: each line, or the total");
  const auto step = fields.required("to", [&](const Node& value, Problems& problems) {
    return read_step(value, context.currency, problems);
  });
  const auto how = fields.required(
      "how",
      word_reader(kHow),
      "half away from zero, half to even, half toward zero, toward zero, or away from zero");
  fields.finish();
  if (!what || !step || !how) {
    return std::nullopt;
  }
  return RoundingTerms{*what, {*step, *how}, context.source(node)};
}

void read_payers(const Node& node, Context& context, Contract& contract) {
  Fields fields(node, "payers", context.problems);
  const ClauseScope scope(context, fields);
  contract.payers_source = context.source(node);
  if (const Node* shares = fields.require("shares")) {
    for (const yaml::Entry& entry : shares->entries) {
      if (const auto share = read_percentage(entry.value, context.problems)) {
        contract.payers.push_back({entry.key, *share, context.source(entry.value)});
      }
    }
    check_shares(*shares, contract, context.problems);
  }
  const Node* taker =
      fields.require("odd_pennies_to", "name the payer who takes the pennies left by splitting");
  fields.finish();
  if (taker == nullptr) {
    return;
  }
  contract.odd_pennies_to = taker->text;
  const bool known = std::any_of(contract.payers.begin(),
                                 contract.payers.end(),
                                 [&](const Payer& payer) { return payer.name == taker->text; });
  if (!known) {
    context.problems.add(taker->place,
                         Reason::unknown_reference,
                         fmt::format("\"{}\" is not one of the payers", taker->text));
  }
}

}  // namespace outturn::reading
