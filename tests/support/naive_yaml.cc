#include "support/naive_yaml.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::naive {
namespace {

std::string month_name(int month) {
  return month == 1 ? "January" : (month == 4 ? "April" : (month == 7 ? "July" : "October"));
}

std::string periods_text(const Contract& contract) {
  std::string text = "every: " + contract.every;
  if (contract.every == "these") {
    std::vector<std::string> all;
    for (const Period& one : contract.these) {
      all.push_back(fmt::format("{{name: {}, from: {}, until: {}{}}}",
                                one.name,
                                one.first,
                                one.last,
                                one.ran ? "" : ", never_ran: yes"));
    }
    text = fmt::format("these: [{}]", fmt::join(all, ", "));
  }
  if (contract.year_starts != 0) {
    text += ", year_starts: 1 " + month_name(contract.year_starts);
  }
  if (!contract.parts_of_periods.empty()) {
    text += ", parts_of_periods: " + contract.parts_of_periods;
  }
  return fmt::format("periods: {{{}, rules_as_of: {} day}}\n",
                     text,
                     contract.rules_as_of_last_day ? "last" : "first");
}

std::string people_text(const Contract& contract) {
  const std::string unit = contract.in_months ? "months" : "days";
  return fmt::format(
      "cohort:\n"
      "  only: [{{attribute: disposal, counted: [custody, community], not_counted: [nps]}}]\n"
      "  measurable: [{{attribute: matched, counted: [\"yes\"], not_counted: [\"no\"]}}]\n"
      "  starts_per_person: {}\n  people_without_provider: counted\n"
      "window:\n  follow_up: {} {}\n  waiting_period: {} {}\n  month_end: {}\n  anniversary: {}\n"
      "counts:\n  outcomes: {{counted: [conviction{}], not_counted: [acquittal{}]}}\n"
      "  breaches: {}\nweights: {{table: weights, as_of: {}}}\nseverity: {{scale: classes}}\n"
      "break_down_by: [age, complexity_band]\n",
      contract.starts_per_person,
      contract.follow_up,
      unit,
      contract.waiting,
      unit,
      contract.clamp ? "last day of the month" : "first of the next month",
      contract.anniversary ? "counted" : "not counted",
      contract.cautions_count ? ", caution" : "",
      contract.cautions_count ? "" : ", caution",
      contract.breaches_count ? "counted" : "not counted",
      contract.weights_by_index_date ? "index date" : "first day of the period");
}

std::string measure_text(const Measure& measure) {
  std::string text = fmt::format("  {}: {{kind: {}", measure.name, measure.kind);
  const bool may_weigh =
      measure.kind.ends_with("rate") || measure.kind.find(" per ") != std::string::npos;
  if (may_weigh) {
    text += fmt::format(", weighted: {}", measure.weighted ? "yes" : "no");
  }
  if (!measure.figure.empty()) {
    text += ", figure: " + measure.figure;
  } else if (measure.kind == "graded rate") {
    text += fmt::format(", grades: {{less_serious: {}, as_serious: {}, more_serious: {}}}",
                        to_plain(measure.grades[0]),
                        to_plain(measure.grades[1]),
                        to_plain(measure.grades[2]));
  }
  return text + "}\n";
}

std::string measures_text(const Contract& contract) {
  if (contract.measures.empty()) {
    return "measures: {}\n";
  }
  std::string text = "measures:\n";
  for (const Measure& measure : contract.measures) {
    text += measure_text(measure);
  }
  return text;
}

std::string bounds_text(const Contract& contract) {
  std::vector<std::string> all;
  for (const Bound& bound : contract.bounds) {
    all.push_back(fmt::format("{{{}: {}, at: {}, over: {}{}}}",
                              bound.cap ? "cap" : "floor",
                              bound.on,
                              dated(bound.pence, "amount", money),
                              bound.over,
                              bound.in == "every period" ? "" : ", in: " + bound.in));
  }
  return fmt::format("bounds: [{}]\n", fmt::join(all, ", "));
}

std::string end_text(const Contract& contract) {
  std::vector<std::string> shares;
  for (const auto& [name, share] : contract.payers) {
    shares.push_back(fmt::format("{}: {}%", name, to_plain(share * 100)));
  }
  return fmt::format(
      "{}rounding: {{each: {}, to: {}, how: {}}}\n"
      "payers: {{shares: {{{}}}, odd_pennies_to: {}}}\n",
      bounds_text(contract),
      contract.round_each_line ? "line" : "total",
      contract.step == 1 ? "penny" : "pound",
      contract.how,
      fmt::join(shares, ", "),
      contract.odd_pennies_to);
}

std::string weights_text(const Contract& contract) {
  std::string text = "weights: weights\ntitle: W\nversion: \"1\"\nby: [age]\neditions:\n";
  for (const Edition& edition : contract.editions) {
    text +=
        fmt::format("  - from: {}\n    columns: [age, band, weight]\n    rows:\n", edition.from);
    for (const auto& [age, weight] : edition.by_age) {
      text += fmt::format("      - [{}, {}, {}]\n", age, weight.band, to_plain(weight.weight));
    }
  }
  return text;
}

std::string classes_text(const Contract& contract) {
  std::map<int, std::vector<std::string>> steps;
  std::map<int, Ratio> weight_of;
  for (const auto& [name, offence] : contract.classes) {
    steps[offence.rank].push_back(name);
    weight_of[offence.rank] = offence.weight;
  }
  std::string text = "severity_scale: classes\ntitle: S\nversion: \"1\"\nsteps:\n";
  for (const auto& [rank, names] : steps) {
    text += fmt::format("  - {{classes: [{}], weight: {}}}\n",
                        fmt::join(names, ", "),
                        to_plain(weight_of.at(rank)));
  }
  return text;
}

std::string figures_text(const Contract& contract) {
  std::string text =
      "figures: figures\ntitle: F\nsupplied_by: S\nversion: \"1\"\nstatus: final\nperiods:\n";
  for (const Period& period : periods_of(contract)) {
    text += fmt::format("  - from: {}\n    until: {}\n", period.first, period.last);
    for (const auto& [name, figure] : contract.figures.at(period.first)) {
      text += fmt::format("    {}: {{value: {}{}}}\n",
                          name,
                          quantity(figure.value, figure.unit),
                          figure.people ? fmt::format(", people: {}", *figure.people) : "");
    }
  }
  return text;
}

}  // namespace

std::string money(const Ratio& pence) {
  return (pence < 0 ? "-£" : "£") + to_decimal(magnitude(pence) / 100, 2);
}

std::string part(const Ratio& share) {
  const std::string percent = to_plain(share * 100);
  return percent.find('/') == std::string::npos
             ? percent + "%"
             : fmt::format("{} of {}", numerator(share).str(), denominator(share).str());
}

std::string quantity(const Ratio& value, const std::string& unit) {
  if (unit == "money") {
    return money(value);
  }
  if (unit == "%") {
    return to_plain(value * 100) + "%";
  }
  return to_plain(value) + (unit == "percent" ? "%" : " " + unit);
}

std::string unit_of(const Measure& measure) {
  if (in_percent(measure)) {
    return "%";
  }
  if (measure.kind == "cost") {
    return "money";
  }
  return measure.kind.starts_with("frequency")  ? "events"
         : measure.kind.starts_with("severity") ? "severity"
                                                : measure.kind;
}

std::string dated(const DatedValues& values,
                  const std::string& key,
                  const std::function<std::string(const Ratio&)>& text) {
  if (values.size() == 1) {
    return text(values.front().second);
  }
  std::vector<std::string> all;
  for (const auto& [from, value] : values) {
    all.push_back(fmt::format("{{from: {}, {}: {}}}", from, key, text(value)));
  }
  return fmt::format("[{}]", fmt::join(all, ", "));
}

std::string contract_text(const Contract& contract) {
  std::string text = fmt::format(
      "contract: {}\ntitle: Drawn\ncommissioner: Ministry\n"
      "provider: {{name: Company{}}}\ncurrency: GBP\nterm: {{from: {}, until: {}}}\n",
      contract.id,
      contract.reads_people ? ", code: C01" : "",
      contract.first,
      contract.last);
  text += contract.figures.empty() ? "" : "figures: figures\n";
  text += periods_text(contract);
  text += contract.reads_people ? people_text(contract) : "";
  text += measures_text(contract) + "lines:\n";
  for (const Line& line : contract.lines) {
    text += line_text(line, contract);
  }
  return text + end_text(contract);
}

std::map<std::string, std::string> table_texts(const Contract& contract) {
  std::map<std::string, std::string> texts;
  if (contract.reads_people) {
    texts["weights/weights"] = weights_text(contract);
    texts["severity_scale/classes"] = classes_text(contract);
  }
  if (!contract.figures.empty()) {
    texts["figures/figures"] = figures_text(contract);
  }
  return texts;
}

}  // namespace outturn::naive
