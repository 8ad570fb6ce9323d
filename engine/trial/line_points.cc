// What a payment line can do: be settled, judge, pay.
#include "trial/rule_points.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn::trying {
namespace {

using Reached = std::function<bool(const Settlement&)>;

const LineResult& result_of(const LineRule& line, const Settlement& settlement) {
  return *std::find_if(settlement.lines.begin(),
                       settlement.lines.end(),
                       [&](const LineResult& result) { return result.name == line.name; });
}

// A line that was settled on somebody, and not put aside.
bool was_worked_out(const LineRule& line, const Settlement& settlement) {
  const LineResult& result = result_of(line, settlement);
  if (line.has_verdict()) {
    return result.comparison.has_value();
  }
  const bool paid = result.consequence != Consequence::Direction::nothing;
  return result.settled &&
         (paid || !result.paid.empty() || line.always.direction == Consequence::Direction::nothing);
}

std::string words_of(const Consequence& consequence) {
  switch (consequence.direction) {
    case Consequence::Direction::nothing:
      return "nothing is due";
    case Consequence::Direction::pay:
      return "it pays";
    case Consequence::Direction::deduct:
      return "it deducts";
  }
  throw Defect("unknown consequence");
}

// Collects the points of one line.
class LinePoints {
 public:
  LinePoints(const LineRule& line, std::vector<Reachable>& into)
      : line_(line), name_(fmt::format("line \"{}\"", line.name)), into_(into) {}

  void run() {
    add("line", "is worked out", line_.source, [&line = line_](const Settlement& settlement) {
      return was_worked_out(line, settlement);
    });
    if (line_.nothing_if_nobody) {
      add("line", "has nobody to measure", line_.source, [&line = line_](const Settlement& s) {
        return result_of(line, s).settled && !was_worked_out(line, s);
      });
    }
    comparison();
    conditions(line_.reduction_when, "reduction_when");
    conditions(line_.increase_when, "increase_when");
    conditions(line_.termination_when, "termination_when");
    conditions(line_.paid_when, "paid_when");
    if (line_.has_verdict()) {
      verdicts();
    } else {
      price(line_.always, [&line = line_](const Settlement& settlement) {
        return result_of(line, settlement).consequence != Consequence::Direction::nothing;
      });
    }
  }

 private:
  void add(std::string kind, std::string_view text, const Source& source, Reached reached) {
    into_.push_back(
        {{std::move(kind), fmt::format("{}: {}", name_, text), source}, std::move(reached)});
  }

  std::string id(std::string_view part) const { return fmt::format("{}.{}", line_.name, part); }

  void comparison() {
    if (line_.effect_at_most) {
      const Source& source = line_.effect_at_most->values().front().source;
      for (const bool more : {true, false}) {
        add("bound",
            more ? "a fall is more than counts" : "a fall counts whole",
            source,
            [at = id("effect_counted"), more](const Settlement& settlement) {
              const Workings& w = settlement.workings;
              const Ref* counted = w.find(at);
              return counted != nullptr &&
                     (w.value(*counted) < w.value(w[*counted].of.front())) == more;
            });
      }
      add_dated(*line_.effect_at_most, name_ + ": the most of a fall that counts", into_);
    }
    const auto* fixed =
        line_.comparison ? std::get_if<FixedBaseline>(&line_.comparison->baseline) : nullptr;
    if (fixed != nullptr) {
      add_dated(fixed->value, name_ + ": the baseline", into_);
    }
  }

  // The workings call the conditions of a list by their numbers.
  void conditions(const std::vector<Condition>& list, const std::string& called) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      condition(list[i], fmt::format("{}.{}", called, i + 1), called);
    }
  }

  void condition(const Condition& one, const std::string& called, std::string_view list) {
    const std::string what = fmt::format("{}, {}", list.substr(0, list.find('.')), one.key);
    for (const bool met : {true, false}) {
      add("condition",
          fmt::format("{} is {}", what, met ? "met" : "not met"),
          one.source,
          [at = id(called), met](const Settlement& settlement) {
            const Ref* outcome = settlement.workings.find(at);
            return outcome != nullptr && settlement.workings.is_yes(*outcome) == met;
          });
    }
    if (const auto* any = std::get_if<AnyCondition>(&one.test)) {
      conditions(any->of, called);
    } else if (const auto* effect = std::get_if<EffectCondition>(&one.test)) {
      add_dated(effect->value, fmt::format("{}: {}", name_, what), into_);
    } else if (const auto* rate = std::get_if<RateCondition>(&one.test)) {
      add_dated(rate->value, fmt::format("{}: {}", name_, what), into_);
    }
  }

  void verdicts() {
    if (!line_.reduction_when.empty()) {
      verdict(Verdict::reduction, "a reduction", line_.on_reduction);
    }
    verdict(Verdict::neither, "neither", line_.on_neither);
    if (!line_.increase_when.empty()) {
      verdict(Verdict::increase, "an increase", line_.on_increase);
    }
    if (!line_.termination_when.empty()) {
      add("verdict",
          "the termination point is reached",
          line_.termination_when.front().source,
          [&line = line_](const Settlement& settlement) {
            return result_of(line, settlement).termination_reached;
          });
    }
  }

  void verdict(Verdict verdict, std::string_view words, const Consequence& consequence) {
    const Reached reached = [&line = line_, verdict](const Settlement& settlement) {
      const LineResult& result = result_of(line, settlement);
      return result.comparison && result.verdict == verdict;
    };
    add("verdict",
        fmt::format("{}: {}", words, words_of(consequence)),
        consequence.source,
        reached);
    price(consequence, reached);
  }

  // What a price can come to, where its consequence applies.
  void price(const Consequence& consequence, const Reached& applies) {
    if (!consequence.price) {
      return;
    }
    const auto& how = consequence.price->how;
    if (const auto* unit = std::get_if<PerUnitPrice>(&how)) {
      add_dated(unit->amount, name_ + ": the price", into_);
    } else if (const auto* fixed = std::get_if<FixedPrice>(&how)) {
      add_dated(fixed->amount, name_ + ": the amount", into_);
    } else if (const auto* share = std::get_if<SharePrice>(&how)) {
      add_dated(share->share, name_ + ": the share", into_);
      sum(share->of);
    } else if (const auto* phased = std::get_if<PhasedPrice>(&how)) {
      phases(*phased, applies);
      sum(phased->of);
    } else if (const auto* outcomes = std::get_if<OutcomePrice>(&how)) {
      by_outcome(*outcomes, applies);
    } else if (const auto* banded = std::get_if<BandedPrice>(&how)) {
      bands(*banded, consequence.price->source, applies);
    } else if (const auto* card = std::get_if<RateCard>(&how)) {
      rate_card(*card, consequence.price->source);
    }
  }

  void sum(const SumOf& of) {
    if (const auto* stated = std::get_if<Dated<Money>>(&of.what)) {
      add_dated(*stated, name_ + ": the sum that the share is of", into_);
    }
  }

  void phases(const PhasedPrice& price, const Reached& applies) {
    for (std::size_t i = 0; i < price.phases.size(); ++i) {
      const std::string part = id(fmt::format("phase.{}", i + 1));
      add("price",
          fmt::format("phase {} pays", i + 1),
          price.phases[i].source,
          [part, applies](const Settlement& settlement) {
            const Workings& w = settlement.workings;
            const Ref* limited = w.find(part + ".pays");
            const Ref* pays = limited != nullptr ? limited : w.find(part + ".whole");
            return applies(settlement) && pays != nullptr && w.value(*pays) != 0;
          });
    }
  }

  void by_outcome(const OutcomePrice& price, const Reached& applies) {
    static constexpr std::array<std::string_view, 4> kOutcomes = {
        "no_reoffence", "less_serious", "as_serious", "more_serious"};
    for (std::size_t i = 0; i < kOutcomes.size(); ++i) {
      add("price",
          fmt::format("somebody's outcome is {}", kOutcomes.at(i)),
          price.per_person.at(i).source,
          [at = id(fmt::format("pays.{}", kOutcomes.at(i))),
           applies](const Settlement& settlement) {
            const Workings& w = settlement.workings;
            const Ref* pays = w.find(at);
            return applies(settlement) && pays != nullptr && w.value(w[*pays].of.back()) != 0;
          });
    }
  }

  // The working that looks something up in the line's table of bands.
  static const Working* table_of(const LineRule& line, const Workings& w) {
    for (const char* part : {".gross", ".table", ".share"}) {
      const Ref* found = w.find(line.name + part);
      if (found != nullptr && !w[*found].bands.empty()) {
        return &w[*found];
      }
    }
    return nullptr;
  }

  static bool reaches(const BandedPrice& price, const Ratio& read, const Ratio& from) {
    return price.edge_belongs_to_upper && price.mode == BandedPrice::Mode::slab ? read >= from
                                                                                : read > from;
  }

  // Whether the amount read by a table of bands makes use of one of its rows.
  static bool uses(const BandedPrice& price, std::size_t row, const Ratio& read) {
    const bool last = row + 1 == price.bands.size();
    const bool here = row == 0 || reaches(price, read, price.bands[row].from);
    if (price.mode == BandedPrice::Mode::marginal) {
      return here;
    }
    if (price.mode == BandedPrice::Mode::slab) {
      return here && (last || !reaches(price, read, price.bands[row + 1].from));
    }
    const bool below = row == 0 || read > price.bands[row - 1].from;
    return below && (last || read < price.bands[row + 1].from);
  }

  void bands(const BandedPrice& price, const Source& source, const Reached& applies) {
    if (price.nothing_below) {
      add("band", "below the table", source, [at = id("is_reached"), applies](const Settlement& s) {
        const Ref* reached = s.workings.find(at);
        return applies(s) && reached != nullptr && !s.workings.is_yes(*reached);
      });
    }
    for (std::size_t row = 0; row < price.bands.size(); ++row) {
      add("band",
          fmt::format("the band from {}", to_plain(price.bands[row].from)),
          price.bands[row].source,
          [&line = line_, &price, row, applies](const Settlement& settlement) {
            const Workings& w = settlement.workings;
            const Working* table = applies(settlement) ? table_of(line, w) : nullptr;
            const Ref* reached = w.find(line.name + ".is_reached");
            return table != nullptr && (reached == nullptr || w.is_yes(*reached)) &&
                   uses(price, row, w.value(table->of.front()));
          });
    }
    if (price.of) {
      sum(*price.of);
    }
  }

  void rate_card(const RateCard& card, const Source& source) {
    for (const RateCard::Entry& entry : card.prices) {
      stage_price(entry.stage, entry.price, {});
    }
    if (card.each_person_at_most) {
      for (const bool bit : {true, false}) {
        add("bound",
            bit ? "somebody earns more than one person may" : "somebody earns less than one may",
            card.each_person_at_most->source,
            [prefix = id("pattern."), bit](const Settlement& settlement) {
              return any_limited(settlement.workings, prefix, bit);
            });
      }
    }
    for (std::size_t route = 0; route < card.routes.size(); ++route) {
      add("price",
          fmt::format("somebody is paid by route {}", route + 1),
          source,
          [prefix = id("pattern."), route, count = card.routes.size()](const Settlement& s) {
            return any_paid_by(s.workings, prefix, route, count);
          });
    }
  }

  static bool any_limited(const Workings& w, const std::string& prefix, bool bit) {
    return std::any_of(w.list().begin(), w.list().end(), [&](const Working& working) {
      return working.id.starts_with(prefix) && working.id.ends_with(".earned.limited") &&
             (working.value < w.value(working.of.front())) == bit;
    });
  }

  // Of the routes of one pattern, the one that comes to most is paid; where only one was looked at,
  // that one.
  static bool any_paid_by(const Workings& w,
                          const std::string& prefix,
                          std::size_t route,
                          std::size_t routes) {
    const std::string part = fmt::format(".earned.route.{}", route + 1);
    return std::any_of(w.list().begin(), w.list().end(), [&](const Working& working) {
      if (!working.id.starts_with(prefix) || !working.id.ends_with(part) || working.value == 0) {
        return false;
      }
      const std::string stem = working.id.substr(0, working.id.rfind('.'));
      for (std::size_t other = 0; other < routes; ++other) {
        const Ref* beside = w.find(fmt::format("{}.{}", stem, other + 1));
        if (beside != nullptr && w.value(*beside) > working.value) {
          return false;
        }
      }
      return true;
    });
  }

  // A group is what the branches above have decided: the attribute, and the person's value of it.
  using Group = std::vector<std::pair<std::string, std::string>>;

  void stage_price(const std::string& stage, const StagePrice& price, const Group& group) {
    for (const StagePrice& branch : price.branches) {
      Group inner = group;
      inner.emplace_back(price.by, branch.value);
      stage_price(stage, branch, inner);
    }
    if (!price.amount) {
      return;
    }
    std::string what = fmt::format("the price of \"{}\"", stage);
    for (const auto& [attribute, value] : group) {
      what += fmt::format(", {} = {}", attribute, value);
    }
    add("price", what, price.source, [at = milestone_price(*price.amount)](const Settlement& s) {
      return std::any_of(
          at.begin(), at.end(), [&](const Place& place) { return rests_on(s, place); });
    });
    add_dated(*price.amount, fmt::format("{}: {}", name_, what), into_);
  }

  // A claim's price stands in the workings under the place of the entry that holds on its day.
  static std::vector<Place> milestone_price(const Dated<Money>& amount) {
    std::vector<Place> places;
    for (const DatedValue<Money>& entry : amount.values()) {
      places.push_back(entry.source.place);
    }
    return places;
  }

  const LineRule& line_;
  const std::string name_;
  std::vector<Reachable>& into_;
};

}  // namespace

void add_points(const LineRule& line, std::vector<Reachable>& into) {
  LinePoints(line, into).run();
}

}  // namespace outturn::trying
