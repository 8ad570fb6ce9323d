#include "settle/drawn_claims.h"

#include "support/milestone_text.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {
namespace {

using naive::Claims;
using naive::Stage;

const std::vector<std::string> kOutcomes = {"job", "course", "prison", "housed"};
const std::vector<std::string> kBands = {"low", "high"};

// --- stages ---

void draw_time(Random& random, const Claims& drawn, Stage& stage) {
  stage.in_months = chance(random, 60);
  stage.length = static_cast<int>(stage.in_months ? random.between(1, 18) : random.between(1, 500));
  if (chance(random, 40)) {
    stage.proof = static_cast<int>(stage.in_months ? random.between(0, 6) : random.between(0, 90));
  }
  if (!drawn.stages.empty() && chance(random, 30)) {
    stage.from = pick(random, drawn.stages).name;
  }
}

void draw_event(Random& random, const Claims& drawn, Stage& stage) {
  stage.outcomes = {pick(random, kOutcomes)};
  stage.asks_for_evidence = chance(random, 25);
  if (!drawn.stages.empty() && chance(random, 25)) {
    stage.after = pick(random, drawn.stages).name;
  }
  if (stage.kind == "sum") {
    stage.reaches = random.between(1, 12);
    return;
  }
  stage.times = static_cast<int>(chance(random, 50) ? 1 : random.between(2, 6));
  stage.each = chance(random, 25);
}

void draw_clear(Random& random, Stage& stage) {
  stage.outcomes = {pick(random, kOutcomes), pick(random, kOutcomes)};
  stage.repeats = chance(random, 50);
  if (stage.repeats) {
    stage.times = static_cast<int>(random.between(1, 5));
    stage.ends_when_broken = chance(random, 50);
  }
}

Stage draw_stage(Random& random, const Claims& drawn) {
  Stage stage{fmt::format("s{}", drawn.stages.size() + 1),
              pick(random, std::vector<std::string>{"start", "event", "event", "clear", "sum"})};
  if (drawn.stages.size() >= 2 && chance(random, 20)) {
    stage.kind = "all_of";
    stage.all_of = {drawn.stages[0].name, drawn.stages[1].name};
  }
  if (stage.kind == "start" || stage.kind == "all_of") {
    return stage;
  }
  draw_time(random, drawn, stage);
  if (stage.kind == "clear") {
    draw_clear(random, stage);
  } else {
    draw_event(random, drawn, stage);
  }
  return stage;
}

// --- prices ---

naive::DatedValues draw_price(Random& random) {
  const auto pence = [&] { return Ratio(random.between(0, 4) == 0 ? 0 : random.between(1, 9999)); };
  naive::DatedValues values = {{"2010-01-01", pence()}};
  if (chance(random, 40)) {
    values.emplace_back(day_between(random, "2015-02-01", 900), pence());
  }
  return values;
}

void draw_prices(Random& random, Claims& drawn) {
  for (const Stage& stage : drawn.stages) {
    if (chance(random, 60)) {
      drawn.pence[stage.name][""] = draw_price(random);
      continue;
    }
    for (const std::string& band : kBands) {
      drawn.pence[stage.name][band] = draw_price(random);
    }
  }
  if (chance(random, 50)) {
    drawn.ceiling = Ratio(random.between(1, 30'000));
  }
}

void draw_routes(Random& random, Claims& drawn) {
  if (drawn.stages.size() < 2 || chance(random, 50)) {
    return;
  }
  drawn.routes.resize(2);
  drawn.highest = chance(random, 50);
  for (std::size_t i = 0; i < drawn.stages.size(); ++i) {
    const std::string& name = drawn.stages[i].name;
    if (i >= 2 && chance(random, 20)) {
      drawn.besides.push_back(name);
    } else {
      drawn.routes[i % 2].push_back(name);
    }
  }
}

// --- text ---

std::string time_text(const Stage& stage, int length) {
  return fmt::format("{} {}", length, stage.in_months ? "months" : "days");
}

std::string times_text(const Stage& stage) {
  return stage.times == 1 ? "once" : fmt::format("up to {}", stage.times);
}

std::string clear_text(const Stage& stage) {
  std::string text = fmt::format("clear_of: [{}], {}: {}",
                                 fmt::join(stage.outcomes, ", "),
                                 stage.repeats ? "every" : "for",
                                 time_text(stage, stage.length));
  if (stage.repeats) {
    text += fmt::format(", times: {}, after_an_event: {}",
                        times_text(stage),
                        stage.ends_when_broken ? "ends" : "goes on");
  }
  return text;
}

std::string event_text(const Stage& stage) {
  std::string text = fmt::format("{}: {}, within: {}",
                                 stage.kind == "sum" ? "sum_of" : "event",
                                 *stage.outcomes.begin(),
                                 time_text(stage, stage.length));
  text += stage.kind == "sum" ? fmt::format(", adds_up: number, reaches: {}", stage.reaches)
                              : ", times: " + times_text(stage);
  text += stage.each ? ", each: number" : "";
  text += stage.after.empty() ? "" : ", after: " + stage.after;
  text += stage.asks_for_evidence ? ", evidence: {counted: [good], not_counted: [bad]}" : "";
  return text;
}

std::string stage_text(const Stage& stage) {
  if (stage.kind == "start") {
    return fmt::format("{}: {{on: start}}\n", stage.name);
  }
  if (stage.kind == "all_of") {
    return fmt::format("{}: {{all_of: [{}]}}\n", stage.name, fmt::join(stage.all_of, ", "));
  }
  return fmt::format("{}: {{{}, from: {}, proven_within: {}}}\n",
                     stage.name,
                     stage.kind == "clear" ? clear_text(stage) : event_text(stage),
                     stage.from,
                     stage.proof ? time_text(stage, *stage.proof) : "not asked");
}

std::string pounds(const Ratio& pence) {
  return "\"£" + to_decimal(pence / 100, 2) + "\"";
}

std::string price_text(const naive::DatedValues& values) {
  std::string list;
  for (const auto& [from, value] : values) {
    list +=
        fmt::format("{}{{from: {}, amount: {}}}", list.empty() ? "" : ", ", from, pounds(value));
  }
  return "[" + list + "]";
}

std::string prices_text(const std::map<std::string, naive::DatedValues>& by_band) {
  if (by_band.count("") > 0) {
    return price_text(by_band.at(""));
  }
  std::string list;
  for (const auto& [band, values] : by_band) {
    list += fmt::format("{}{}: {}", list.empty() ? "" : ", ", band, price_text(values));
  }
  return "{by: band, prices: {" + list + "}}";
}

std::string pay_text(const Claims& drawn) {
  std::string text = "rate_card:\n";
  for (const auto& [stage, by_band] : drawn.pence) {
    text += fmt::format("  {}: {}\n", stage, prices_text(by_band));
  }
  text += fmt::format("each_person_at_most: {}\n",
                      drawn.ceiling ? pounds(*drawn.ceiling) : std::string("unlimited"));
  if (!drawn.routes.empty()) {
    text += fmt::format("routes: [[{}], [{}]]\nroute: {}\nbesides_routes: [{}]\n",
                        fmt::join(drawn.routes[0], ", "),
                        fmt::join(drawn.routes[1], ", "),
                        drawn.highest ? "highest" : "first reached",
                        fmt::join(drawn.besides, ", "));
  }
  return text;
}

}  // namespace

Claims draw_claims(Random& random) {
  Claims drawn;
  const auto stages = random.between(1, 5);
  for (std::int64_t i = 0; i < stages; ++i) {
    drawn.stages.push_back(draw_stage(random, drawn));
  }
  draw_prices(random, drawn);
  draw_routes(random, drawn);
  drawn.price_as_of_start = chance(random, 50);
  drawn.clamp = chance(random, 50);
  drawn.same_day = chance(random, 50);
  drawn.anniversary = chance(random, 50);
  drawn.starts_from = "2015-01-01";
  drawn.starts_until = chance(random, 30) ? day_between(random, "2015-06-01", 700) : "2018-12-31";
  return drawn;
}

std::string claims_text(const Claims& drawn) {
  MilestoneTerms terms;
  for (const Stage& stage : drawn.stages) {
    terms.stages += stage_text(stage);
  }
  terms.pay = pay_text(drawn);
  terms.group_by = "[band]";
  terms.price_as_of = drawn.price_as_of_start ? "start" : "reached";
  terms.month_end = drawn.clamp ? "last day of the month" : "first of the next month";
  terms.same_day = drawn.same_day ? "counted" : "not counted";
  terms.anniversary = drawn.anniversary ? "counted" : "not counted";
  terms.starts_until = drawn.starts_until;
  return milestone_text(terms);
}

DrawnClaimants draw_claimants(Random& random) {
  DrawnClaimants drawn;
  const auto people = random.between(1, 12);
  for (std::int64_t i = 1; i <= people; ++i) {
    const std::string name = fmt::format("P{:02}", i);
    const auto starts = random.between(1, 2);
    for (std::int64_t j = 0; j < starts; ++j) {
      drawn.starts.push_back({name,
                              chance(random, 92) ? "C01" : "C02",
                              day_between(random, "2014-11-01", 800),
                              {{"kind", chance(random, 85) ? "in" : "out"},
                               {"matched", chance(random, 90) ? "yes" : "no"},
                               {"band", pick(random, kBands)}}});
    }
    const auto events = random.between(0, 8);
    for (std::int64_t j = 0; j < events; ++j) {
      // Often days that fall on a boundary of a start on the same day of some month.
      const std::string day = chance(random, 30) ? drawn.starts.back().index_date
                                                 : day_between(random, "2015-01-01", 1200);
      const std::string proven = chance(random, 75)
                                     ? to_string(parse_date(day).value() +
                                                 static_cast<std::int32_t>(random.between(0, 120)))
                                     : "";
      drawn.events.push_back({name,
                              day,
                              proven,
                              {{"outcome", pick(random, kOutcomes)},
                               {"evidence", chance(random, 80) ? "good" : "bad"},
                               {"number", fmt::format("{}", random.between(0, 5))}}});
    }
  }
  return drawn;
}

}  // namespace outturn
