// Tables of prices.
#include "rules/reading.h"

#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

// The unit in which a table is read, as written after "per".
std::string_view singular(EffectUnit unit) {
  switch (unit) {
    case EffectUnit::points:
      return "point";
    case EffectUnit::percent:
      return "percent";
    case EffectUnit::events:
      return "event";
    case EffectUnit::severity:
      return "severity";
    case EffectUnit::cases:
      return "case";
    case EffectUnit::days:
      return "day";
    case EffectUnit::money:
      return "unit of money";
  }
  throw Defect("unknown effect unit");
}

// A table reads the effect, or the measure of a line that compares with nothing; a rate in per
// cent.
EffectUnit unit_read(const LineRule& line, const MeasureRule* measure) {
  if (line.has_verdict() || measure == nullptr) {
    return line.effect_unit;
  }
  const EffectUnit own = facts_of(measure->kind).own_unit;
  return own == EffectUnit::points ? EffectUnit::percent : own;
}

struct Amount {
  Ratio value;
  Band::Pays pays;
};

// "£1,000" is flat; "£1,000 per point" is for each unit of the table.
std::optional<Amount> read_amount(const Node& pays, Context& context, EffectUnit unit) {
  const std::string suffix = fmt::format(" per {}", singular(unit));
  Node amount = pays;
  const bool per_unit = amount.text.ends_with(suffix);
  if (per_unit) {
    amount.text.resize(amount.text.size() - suffix.size());
  } else if (amount.text.find(" per ") != std::string::npos) {
    context.problems.add(pays.place,
                         Reason::wrong_unit,
                         fmt::format("\"{}\" doesn't pay{}", pays.text, suffix),
                         fmt::format("the bands of this line are in {}", word_of(unit)));
    return std::nullopt;
  }
  const auto money = price_reader(context.currency)(amount, context.problems);
  return money ? std::optional(Amount{Ratio(money->minor()),
                                      per_unit ? Band::Pays::per_unit : Band::Pays::amount})
               : std::nullopt;
}

std::optional<Band> read_band(const Node& node, Context& context, EffectUnit unit, bool shares) {
  Fields fields(node, "band", context.problems);
  const ClauseScope scope(context, fields);
  const auto from = fields.required("from", effect_reader(unit, context.currency));
  const Node* pays = fields.require("pays");
  fields.finish();
  if (!from || pays == nullptr) {
    return std::nullopt;
  }
  if (!shares) {
    const auto amount = read_amount(*pays, context, unit);
    return amount ? std::optional(Band{*from, amount->value, amount->pays, context.source(node)})
                  : std::nullopt;
  }
  const auto part = read_part(*pays, context.problems);
  return part ? std::optional(Band{*from, *part, Band::Pays::share, context.source(node)})
              : std::nullopt;
}

void check_beginning(const BandedPrice& price, Problems& problems) {
  if (price.bands.front().from != 0 && !price.nothing_below) {
    problems.add(price.bands.front().source.place,
                 Reason::out_of_order,
                 "the first band must begin at 0",
                 "say what is paid from 0 on, even when it is nothing; or write: below: nothing");
  }
}

void check_rising(const BandedPrice& price, Problems& problems) {
  for (std::size_t i = 1; i < price.bands.size(); ++i) {
    if (price.bands[i].from <= price.bands[i - 1].from) {
      problems.add(price.bands[i].source.place,
                   Reason::out_of_order,
                   "bands must rise: this one begins at or below the one before it");
    }
  }
}

void check_modes(const Node& node, const BandedPrice& price, Problems& problems) {
  for (const Band& band : price.bands) {
    if (price.mode == BandedPrice::Mode::marginal && band.pays == Band::Pays::amount) {
      problems.add(band.source.place,
                   Reason::inconsistent,
                   "a marginal band pays for each unit inside it",
                   "write an amount per unit, or another mode");
    }
    if (price.mode == BandedPrice::Mode::interpolated && band.pays == Band::Pays::per_unit) {
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

std::optional<std::size_t> read_nothing_below(const Node& node, Problems& problems) {
  static constexpr std::array<std::string_view, 1> kWords = {"nothing"};
  return yaml::read_word(node, kWords, problems);
}

}  // namespace

std::optional<BandedPrice> read_bands(const Node& node,
                                      Context& context,
                                      const LineRule& line,
                                      const MeasureRule* measure) {
  static constexpr std::array kModes = {
      yaml::Word<BandedPrice::Mode>{"slab", BandedPrice::Mode::slab},
      yaml::Word<BandedPrice::Mode>{"marginal", BandedPrice::Mode::marginal},
      yaml::Word<BandedPrice::Mode>{"interpolated", BandedPrice::Mode::interpolated},
  };
  Fields fields(node, "bands", context.problems);
  const ClauseScope scope(context, fields);
  const auto mode = fields.required(
      "mode",
      word_reader(kModes),
      "say how the table is read: slab, marginal or interpolated; they pay different money");
  const auto edge = fields.required(
      "edge",
      read_boundary,
      "say whether reaching an edge exactly earns its band: at least, or more than");
  const bool nothing_below = fields.optional("below", read_nothing_below).has_value();
  const Node* of = fields.find("of");
  const Node* rows = fields.require("rows");
  fields.finish();
  if (!mode || !edge || rows == nullptr) {
    return std::nullopt;
  }
  BandedPrice price{*mode, *edge, {}, nothing_below, {}};
  if (of != nullptr) {
    price.of = read_sum(*of, context);
  }
  if (!line.has_verdict() && line.measure.empty()) {
    context.problems.add(node.place,
                         Reason::inconsistent,
                         "bands read an effect or a measure, and this line has neither",
                         "name a measure: measure: ...");
    return std::nullopt;
  }
  const EffectUnit unit = unit_read(line, measure);
  const auto read = [&](const Node& row, Problems&) {
    return read_band(row, context, unit, of != nullptr);
  };
  price.bands = yaml::read_list<Band>(*rows, context.problems, read).value_or(std::vector<Band>{});
  if (rows->is_list() && rows->items.empty()) {
    yaml::report_shape(*rows, "a list of bands", context.problems);
  }
  if (!price.bands.empty() && price.bands.size() == rows->items.size()) {
    check_beginning(price, context.problems);
    check_rising(price, context.problems);
    check_modes(node, price, context.problems);
  }
  return price;
}

}  // namespace outturn::reading
