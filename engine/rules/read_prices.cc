// What a verdict pays: prices, bands, deductions.
#include "rules/reading.h"

#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

struct UnitWord {
  std::string_view key;  // "per_point: £1,000"
  PerUnitPrice::Unit unit;
};
constexpr std::array kUnitWords = {
    UnitWord{"per_point", PerUnitPrice::Unit::point},
    UnitWord{"per_percent", PerUnitPrice::Unit::percent},
    UnitWord{"per_person", PerUnitPrice::Unit::person},
    UnitWord{"per_event", PerUnitPrice::Unit::event},
    UnitWord{"per_severity", PerUnitPrice::Unit::severity},
    UnitWord{"per_case", PerUnitPrice::Unit::one_case},
    UnitWord{"per_day", PerUnitPrice::Unit::day},
};

constexpr std::array<std::string_view, 13> kPriceKeys = {"per_point",
                                                         "per_percent",
                                                         "per_person",
                                                         "per_event",
                                                         "per_severity",
                                                         "per_case",
                                                         "per_day",
                                                         "amount",
                                                         "share",
                                                         "phases",
                                                         "per_person_by_outcome",
                                                         "bands",
                                                         "rate_card"};

std::optional<OutcomePrice> read_outcome_prices(const Node& node, Context& context) {
  Fields fields(node, "per_person_by_outcome", context.problems);
  OutcomePrice price;
  for (const std::string_view grade :
       {"no_reoffence", "less_serious", "as_serious", "more_serious"}) {
    const Node* amount = fields.require(grade);
    auto dated =
        amount == nullptr
            ? std::nullopt
            : read_dated<Money>(*amount, "amount", price_reader(context.currency), context);
    if (dated) {
      price.per_person.push_back({std::move(*dated), context.source(*amount)});
    }
  }
  fields.finish();
  return price.per_person.size() == 4 ? std::optional(std::move(price)) : std::nullopt;
}

std::optional<SharePrice> read_share(const Node& share, const Node* of, Context& context) {
  auto part = read_dated<Ratio>(share, "share", read_part, context);
  auto sum = of == nullptr ? std::nullopt : read_sum(*of, context);
  return part && sum ? std::optional(SharePrice{std::move(*part), std::move(*sum)}) : std::nullopt;
}

std::optional<PhasedPrice::Phase> read_phase(const Node& node, Context& context) {
  Fields fields(node, "phase", context.problems);
  const ClauseScope scope(context, fields);
  const Node* share = fields.require("share");
  const Node* until = fields.find("until_paid");
  auto part =
      share == nullptr ? std::nullopt : read_dated<Ratio>(*share, "share", read_part, context);
  auto limit = until == nullptr
                   ? std::nullopt
                   : read_dated<Money>(*until, "amount", price_reader(context.currency), context);
  fields.finish();
  if (!part || limit.has_value() != (until != nullptr)) {
    return std::nullopt;
  }
  return PhasedPrice::Phase{std::move(*part), std::move(limit), context.source(node)};
}

// Every phase but the last ends somewhere, and takes something off the sum.
void check_phases(const Node& node, const PhasedPrice& price, Problems& problems) {
  for (std::size_t i = 0; i < price.phases.size(); ++i) {
    const PhasedPrice::Phase& phase = price.phases[i];
    const bool last = i + 1 == price.phases.size();
    if (phase.until_paid.has_value() == last) {
      problems.add(phase.source.place,
                   Reason::inconsistent,
                   last ? "the last phase goes on without end" : "this phase never ends",
                   "every phase but the last has until_paid");
    }
    for (const DatedValue<Ratio>& share : phase.share.values()) {
      if (share.value <= 0) {
        problems.add(share.source.place, Reason::out_of_range, "a phase pays a share above 0%");
      }
    }
  }
  if (price.phases.size() < 2) {
    problems.add(node.place, Reason::inconsistent, "there are at least two phases");
  }
}

std::optional<PhasedPrice> read_phases(const Node& node, const Node* of, Context& context) {
  const auto read = [&](const Node& item, Problems&) { return read_phase(item, context); };
  auto phases = yaml::read_list<PhasedPrice::Phase>(node, context.problems, read);
  auto sum = of == nullptr ? std::nullopt : read_sum(*of, context);
  if (!phases || !sum) {
    return std::nullopt;
  }
  PhasedPrice price{std::move(*phases), std::move(*sum)};
  if (price.phases.size() == node.items.size()) {  // else what couldn't be read has been reported
    check_phases(node, price, context.problems);
  }
  return price;
}

template <typename T>
std::optional<Price> as_price(std::optional<T> how, Source source) {
  return how ? std::optional(Price{std::move(*how), {}, std::move(source)}) : std::nullopt;
}

std::optional<Price> read_amount_price(const Node& node,
                                       const std::optional<PerUnitPrice::Unit>& unit,
                                       Context& context) {
  auto amount = read_dated<Money>(node, "amount", price_reader(context.currency), context);
  if (!amount) {
    return std::nullopt;
  }
  if (unit) {
    return Price{PerUnitPrice{*unit, std::move(*amount)}, {}, context.source(node)};
  }
  return Price{FixedPrice{std::move(*amount)}, {}, context.source(node)};
}

std::optional<Price> read_price(const Node& node,
                                Context& context,
                                const LineRule& line,
                                const MeasureRule* measure) {
  Fields fields(node, "price", context.problems);
  const ClauseScope scope(context, fields);
  std::vector<std::optional<Price>> found;
  for (const UnitWord& word : kUnitWords) {
    if (const Node* amount = fields.find(word.key)) {
      found.push_back(read_amount_price(*amount, word.unit, context));
    }
  }
  if (const Node* amount = fields.find("amount")) {
    found.push_back(read_amount_price(*amount, std::nullopt, context));
  }
  if (const Node* share = fields.find("share")) {
    const Node* of = fields.require("of", "say of which sum the share is");
    found.push_back(as_price(read_share(*share, of, context), context.source(*share)));
  }
  if (const Node* phases = fields.find("phases")) {
    const Node* of = fields.require("of", "say of which sum the shares are");
    found.push_back(as_price(read_phases(*phases, of, context), context.source(*phases)));
  }
  if (const Node* outcomes = fields.find("per_person_by_outcome")) {
    found.push_back(as_price(read_outcome_prices(*outcomes, context), context.source(*outcomes)));
  }
  if (const Node* bands = fields.find("bands")) {
    found.push_back(as_price(read_bands(*bands, context, line, measure), context.source(*bands)));
  }
  if (const Node* card = fields.find("rate_card")) {
    found.emplace_back(Price{read_rate_card(*card, fields, context), {}, context.source(*card)});
  }
  const auto parts_over = fields.optional("equal_parts_over", read_over);
  fields.finish();
  if (found.size() != 1) {
    context.problems.add(node.place,
                         Reason::inconsistent,
                         "a price is exactly one thing",
                         fmt::format("write one of: {}", fmt::join(kPriceKeys, ", ")));
    return std::nullopt;
  }
  if (found.front()) {
    found.front()->equal_parts_over = parts_over;
  }
  return std::move(found.front());
}

}  // namespace

Reader<Money> price_reader(Currency currency) {
  return [read = money_reader(currency)](const Node& node, Problems& problems) {
    const auto price = read(node, problems);
    if (price && *price < Money()) {
      problems.add(node.place,
                   Reason::out_of_range,
                   fmt::format("the price {} is below 0", node.text),
                   "write it without a minus sign, under pay: or deduct:");
    }
    return price;
  };
}

namespace {

// {statement_of: CONTRACT, line: NAME}; the line is "total" for the whole.
std::optional<SumOf> read_statement_sum(const Node& node, Context& context) {
  Fields fields(node, "of", context.problems);
  const auto contract = fields.required("statement_of", folder_name_reader("contract"));
  const auto line =
      fields.required("line", yaml::read_text, "name a line of that statement, or: line: total");
  fields.finish();
  if (!contract || !line) {
    return std::nullopt;
  }
  return SumOf{OfStatement{*contract, *line == "total" ? std::string{} : *line},
               context.source(node)};
}

}  // namespace

std::optional<SumOf> read_sum(const Node& node, Context& context) {
  const Source source = context.source(node);
  if (node.is_scalar() && node.text == "the measure") {
    return SumOf{OfMeasure{}, source};
  }
  if (node.is_scalar() && node.text == "the baseline") {
    return SumOf{OfBaseline{}, source};
  }
  if (node.is_scalar() && node.text == "the saving") {
    return SumOf{OfSaving{}, source};
  }
  if (node.is_map() && node.find("statement_of") != nullptr) {
    return read_statement_sum(node, context);
  }
  if (node.is_map() && node.find("line") != nullptr) {
    Fields fields(node, "of", context.problems);
    const auto line = fields.required("line", yaml::read_text);
    fields.finish();
    return line ? std::optional(SumOf{OfLine{*line}, source}) : std::nullopt;
  }
  auto amount = read_dated<Money>(node, "amount", price_reader(context.currency), context);
  return amount ? std::optional(SumOf{std::move(*amount), source}) : std::nullopt;
}

Consequence read_consequence(const Node& node,
                             Context& context,
                             const LineRule& line,
                             const MeasureRule* measure) {
  Consequence consequence;
  consequence.source = context.source(node);
  if (node.is_scalar() && node.text == "nothing") {
    return consequence;
  }
  Fields fields(node, "consequence", context.problems);
  const ClauseScope scope(context, fields);
  const Node* pay = fields.find("pay");
  const Node* deduct = fields.find("deduct");
  fields.finish();
  if ((pay != nullptr) == (deduct != nullptr)) {
    context.problems.add(node.place,
                         Reason::inconsistent,
                         "say exactly one of pay and deduct, or: nothing",
                         "for example: {pay: {per_point: \"£1,000\"}}");
    return consequence;
  }
  consequence.direction =
      pay != nullptr ? Consequence::Direction::pay : Consequence::Direction::deduct;
  consequence.price = read_price(pay != nullptr ? *pay : *deduct, context, line, measure);
  return consequence;
}

}  // namespace outturn::reading
