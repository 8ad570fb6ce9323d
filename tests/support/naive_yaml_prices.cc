// Prices as contracts write them.
#include "support/naive_yaml.h"

#include <fmt/format.h>

namespace outturn::naive {
namespace {

std::string per(const std::string& unit) {
  const bool plural = unit == "points" || unit == "events" || unit == "cases" || unit == "days";
  return " per " + (plural ? unit.substr(0, unit.size() - 1) : unit);
}

std::string sum_text(const SumOf& of) {
  if (of.what == "line") {
    return fmt::format("{{line: {}}}", of.line);
  }
  if (of.what == "statement") {
    return fmt::format("{{statement_of: prime, line: {}}}", of.line);
  }
  return of.what == "amount" ? dated(of.pence, "amount", money) : "the " + of.what;
}

std::string bands_text(const Price& price, const std::string& unit) {
  std::string rows;
  for (const Row& row : price.rows) {
    rows += fmt::format("{}{{from: {}, pays: {}{}}}",
                        rows.empty() ? "" : ", ",
                        quantity(row.from, unit),
                        price.pays_shares ? part(row.pays) : money(row.pays),
                        row.per_unit && !price.pays_shares ? per(unit) : "");
  }
  return fmt::format("bands: {{mode: {}, edge: {}{}{}, rows: [{}]}}",
                     price.mode,
                     price.edge_at_least ? "at least" : "more than",
                     price.nothing_below ? ", below: nothing" : "",
                     price.pays_shares ? ", of: " + sum_text(price.of) : "",
                     rows);
}

std::string phases_text(const Price& price) {
  std::string phases;
  for (const Phase& phase : price.phases) {
    phases +=
        fmt::format("{}{{share: {}", phases.empty() ? "" : ", ", dated(phase.share, "share", part));
    if (!phase.until_paid.empty()) {
      phases += ", until_paid: " + dated(phase.until_paid, "amount", money);
    }
    phases += "}";
  }
  return fmt::format("phases: [{}], of: {}", phases, sum_text(price.of));
}

std::string outcomes_text(const Price& price) {
  return fmt::format(
      "per_person_by_outcome: {{no_reoffence: {}, less_serious: {}, as_serious: {}, "
      "more_serious: {}}}",
      money(price.by_outcome[0]),
      money(price.by_outcome[1]),
      money(price.by_outcome[2]),
      money(price.by_outcome[3]));
}

std::string price_text(const Price& price, const std::string& unit) {
  if (price.key == "bands") {
    return bands_text(price, unit);
  }
  if (price.key == "phases") {
    return phases_text(price);
  }
  if (price.key == "per_person_by_outcome") {
    return outcomes_text(price);
  }
  if (price.key == "share") {
    return fmt::format("share: {}, of: {}", dated(price.share, "share", part), sum_text(price.of));
  }
  return price.key + ": " + dated(price.pence, "amount", money);
}

}  // namespace

std::string consequence_text(const Consequence& consequence, const std::string& unit) {
  if (consequence.sign == 0) {
    return "nothing";
  }
  const Price& price = consequence.price;
  return fmt::format(
      "{{{}: {{{}{}}}}}",
      consequence.sign > 0 ? "pay" : "deduct",
      price_text(price, unit),
      price.equal_parts_over.empty() ? "" : ", equal_parts_over: " + price.equal_parts_over);
}

}  // namespace outturn::naive
