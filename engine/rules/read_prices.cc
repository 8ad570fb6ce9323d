// What a verdict pays: prices, bands, deductions.
#include "rules/reading.h"

#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

struct UnitWord {
  std::string_view key;   // "per_point: £1,000"
  std::string_view word;  // in bands: "£1,000 per point"
  PerUnitPrice::Unit unit;
};
constexpr std::array kUnitWords = {
    UnitWord{"per_point", "point", PerUnitPrice::Unit::point},
    UnitWord{"per_percent", "percent", PerUnitPrice::Unit::percent},
    UnitWord{"per_person", "person", PerUnitPrice::Unit::person},
    UnitWord{"per_event", "event", PerUnitPrice::Unit::event},
    UnitWord{"per_severity", "severity", PerUnitPrice::Unit::severity},
};

// The unit in which a band of a line is measured, as written after "per".
std::string_view band_unit(EffectUnit unit) {
  switch (unit) {
    case EffectUnit::points:
      return "point";
    case EffectUnit::percent:
      return "percent";
    case EffectUnit::events:
      return "event";
    case EffectUnit::severity:
      return "severity";
  }
  throw Defect("unknown effect unit");
}

constexpr std::array<std::string_view, 9> kPriceKeys = {"per_point",
                                                        "per_percent",
                                                        "per_person",
                                                        "per_event",
                                                        "per_severity",
                                                        "amount",
                                                        "per_person_by_outcome",
                                                        "bands",
                                                        "rate_card"};

// "£1,000" is flat; "£1,000 per point" is for each unit of the band.
std::optional<Band> read_band(const Node& node, Context& context, EffectUnit unit) {
  Fields fields(node, "band", context.problems);
  const ClauseScope scope(context, fields);
  const auto from = fields.required("from", quantity_reader(word_of(unit)));
  const Node* pays = fields.require("pays");
  fields.finish();
  if (!from || pays == nullptr) {
    return std::nullopt;
  }
  const std::string suffix = fmt::format(" per {}", band_unit(unit));
  Node amount = *pays;
  const bool per_unit = amount.text.ends_with(suffix);
  if (per_unit) {
    amount.text.resize(amount.text.size() - suffix.size());
  } else if (const auto per = amount.text.find(" per "); per != std::string::npos) {
    context.problems.add(pays->place,
                         Reason::wrong_unit,
                         fmt::format("\"{}\" doesn't pay{}", pays->text, suffix),
                         fmt::format("the bands of this line are in {}", word_of(unit)));
    return std::nullopt;
  }
  const auto money = price_reader(context.currency)(amount, context.problems);
  return money ? std::optional(Band{*from, *money, per_unit, context.source(node)}) : std::nullopt;
}

void check_bands(const Node& node, const BandedPrice& price, Problems& problems) {
  if (price.bands.empty()) {
    return;
  }
  if (price.bands.front().from != 0) {
    problems.add(price.bands.front().source.place,
                 Reason::out_of_order,
                 "the first band must begin at 0",
                 "say what is paid from 0 on, even when it is nothing");
  }
  for (std::size_t i = 1; i < price.bands.size(); ++i) {
    if (price.bands[i].from <= price.bands[i - 1].from) {
      problems.add(price.bands[i].source.place,
                   Reason::out_of_order,
                   "bands must rise: this one begins at or below the one before it");
    }
  }
  for (const Band& band : price.bands) {
    const bool must_be_per_unit = price.mode == BandedPrice::Mode::marginal;
    if (must_be_per_unit && !band.per_unit) {
      problems.add(band.source.place,
                   Reason::inconsistent,
                   "a marginal band pays for each unit inside it",
                   "write an amount per unit, or another mode");
    }
    if (price.mode == BandedPrice::Mode::interpolated && band.per_unit) {
      problems.add(band.source.place,
                   Reason::inconsistent,
                   "an interpolated row is a fixed amount at its point",
                   "leave out \"per ...\", or write another mode");
    }
  }
  if (price.mode == BandedPrice::Mode::interpolated && price.bands.size() < 2) {
    problems.add(node.place, Reason::inconsistent, "interpolation needs at least two rows");
  }
}

std::optional<BandedPrice> read_bands(const Node& node, Context& context, const LineRule& line) {
  static constexpr std::array kModes = {
      yaml::Word<BandedPrice::Mode>{"slab", BandedPrice::Mode::slab},
      yaml::Word<BandedPrice::Mode>{"marginal", BandedPrice::Mode::marginal},
      yaml::Word<BandedPrice::Mode>{"interpolated", BandedPrice::Mode::interpolated},
  };
  Fields fields(node, "bands", context.problems);
  const auto mode = fields.required(
      "mode",
      [](const Node& value, Problems& problems) {
        return yaml::read_enum<BandedPrice::Mode>(value, kModes, problems);
      },
      "say how the table is read: slab, marginal or interpolated; they pay different money");
  const auto edge = fields.required(
      "edge",
      read_boundary,
      "say whether reaching an edge exactly earns its band: at least, or more than");
  const Node* rows = fields.require("rows");
  fields.finish();
  if (!mode || !edge || rows == nullptr) {
    return std::nullopt;
  }
  BandedPrice price{*mode, *edge, {}};
  const auto read = [&](const Node& row, Problems&) {
    return read_band(row, context, line.effect_unit);
  };
  price.bands = yaml::read_list<Band>(*rows, context.problems, read).value_or(std::vector<Band>{});
  if (rows->is_list() && rows->items.empty()) {
    yaml::report_shape(*rows, "a list of bands", context.problems);
  }
  check_bands(node, price, context.problems);
  return price;
}

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
  auto part = read_dated<Ratio>(share, "share", read_percentage, context);
  auto sum = of == nullptr
                 ? std::nullopt
                 : read_dated<Money>(*of, "amount", price_reader(context.currency), context);
  return part && sum ? std::optional(SharePrice{std::move(*part), std::move(*sum)}) : std::nullopt;
}

template <typename T>
std::optional<Price> as_price(std::optional<T> how, Source source) {
  return how ? std::optional(Price{std::move(*how), std::move(source)}) : std::nullopt;
}

std::optional<Price> read_amount_price(const Node& node,
                                       const std::optional<PerUnitPrice::Unit>& unit,
                                       Context& context) {
  auto amount = read_dated<Money>(node, "amount", price_reader(context.currency), context);
  if (!amount) {
    return std::nullopt;
  }
  if (unit) {
    return Price{PerUnitPrice{*unit, std::move(*amount)}, context.source(node)};
  }
  return Price{FixedPrice{std::move(*amount)}, context.source(node)};
}

std::optional<Price> read_price(const Node& node, Context& context, const LineRule& line) {
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
  if (const Node* outcomes = fields.find("per_person_by_outcome")) {
    found.push_back(as_price(read_outcome_prices(*outcomes, context), context.source(*outcomes)));
  }
  if (const Node* bands = fields.find("bands")) {
    found.push_back(as_price(read_bands(*bands, context, line), context.source(*bands)));
  }
  if (const Node* card = fields.find("rate_card")) {
    found.emplace_back(Price{read_rate_card(*card, fields, context), context.source(*card)});
  }
  fields.finish();
  if (found.size() != 1) {
    context.problems.add(node.place,
                         Reason::inconsistent,
                         "a price is exactly one thing",
                         fmt::format("write one of: {}, share", fmt::join(kPriceKeys, ", ")));
    return std::nullopt;
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

Consequence read_consequence(const Node& node, Context& context, const LineRule& line) {
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
  consequence.price = read_price(pay != nullptr ? *pay : *deduct, context, line);
  return consequence;
}

}  // namespace outturn::reading
