#include "audit/show.h"

#include "text/json_parts.h"
#include "value/counted.h"

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kLabelWidth = 18;
constexpr int kPercentPlaces = 2;
constexpr int kPerCent = 100;

constexpr std::string_view kMethod = "Clopper-Pearson";
constexpr std::string_view kNotOwed =
    "This is owed only where the contract allows an audit's findings to be extrapolated. The "
    "statement has no such rule: it says nothing of it.";

std::string percent(const Ratio& part) {
  return to_decimal(part * kPerCent, kPercentPlaces) + "%";
}

// To a hundredth of a penny, which is left away where it is whole pennies.
std::string amount(const Ratio& minor, Currency currency) {
  constexpr std::size_t kParts = 2;
  std::string text = to_string(Amount::of_minor(minor), currency);
  text.resize(text.size() - (denominator(minor) == 1 ? kParts : 0));
  return text;
}

std::string signed_amount(const Ratio& minor, Currency currency) {
  return (minor > 0 ? "+" : "") + amount(minor, currency);
}

std::string starts_of(std::int64_t count, const Draw& draw) {
  return draw.of == RowsOf::counted ? counted(count, "counted start", "counted starts")
                                    : counted(count, "start", "starts");
}

std::string value_of(const Stratum& stratum) {
  return stratum.value.empty() ? "(blank)" : stratum.value;
}

std::string head_of(const Sample& sample) {
  return fmt::format("{} of {} of {}, seed {}",
                     grouped(sample.draw.size),
                     starts_of(sample.population(), sample.draw),
                     sample.draw.cohort,
                     sample.draw.seed);
}

// Nothing where the total is nothing.
std::optional<Ratio> rate_of(const Ratio& of_all, const AuditResult& result) {
  return result.total == 0 ? std::nullopt : std::optional<Ratio>(of_all / magnitude(result.total));
}

std::string with_rate(const std::string& shown, const Ratio& of_all, const AuditResult& result) {
  const auto rate = rate_of(of_all, result);
  return shown + (rate ? fmt::format("; over all rows {} of the total", percent(*rate))
                       : "; the total is nothing, so there is no rate");
}

std::string words_of(const Stake& change, Currency currency) {
  if (!change.minor) {
    return "no amount: " + change.why_not;
  }
  return signed_amount(*change.minor, currency) +
         (change.turns_a_condition
              ? " by the rules applied here; a condition turns, so only settling again tells"
              : "");
}

std::string offences(std::int64_t count) {
  return counted(count, "reoffence", "reoffences");
}

std::string stated_words(const RowError& error) {
  return error.stated ? offences(*error.stated) : "left out";
}

std::string found_words(const RowError& error) {
  return error.found.in_cohort
             ? "in the cohort, " + offences(static_cast<std::int64_t>(*error.found.reoffences))
             : "not in the cohort";
}

void add_strata(const AuditResult& result, Page& page) {
  if (result.sample.draw.by.empty()) {
    return;
  }
  Table table;
  table.columns = {Align::left, Align::right, Align::right, Align::right, Align::right};
  table.rows.push_back({.cells = {result.sample.draw.by, "rows", "checked", "wrong", "net error"},
                        .paint = Paint::faint});
  for (const StratumResult& one : result.strata) {
    table.rows.push_back({.cells = {value_of(one.stratum),
                                    grouped(one.stratum.rows),
                                    grouped(one.stratum.drawn),
                                    grouped(one.wrong),
                                    signed_amount(one.net, result.currency)}});
  }
  page.blank();
  page.table(table);
}

void add_interval(const AuditResult& result, Page& page) {
  const Sample& sample = result.sample;
  const Interval& interval = result.wrong_in_all;
  if (interval.lower == interval.upper) {
    page.labelled("Wrong in all", kLabelWidth, percent(interval.lower) + ": every row was checked");
    return;
  }
  page.labelled(
      "Wrong in all",
      kLabelWidth,
      fmt::format("{} to {}, with 95% confidence by the exact binomial interval of "
                  "{}{}; bounds computed to a millionth, rounded outwards",
                  percent(interval.lower),
                  percent(interval.upper),
                  kMethod,
                  sample.draw.by.empty() ? "" : ", by stratum, so that all hold together"));
}

void add_errors(const AuditResult& result, Page& page) {
  for (const RowError& error : result.errors) {
    page.blank();
    page.paragraph(fmt::format("{}, {}", error.start.first, error.start.second), 0, Paint::strong);
    page.paragraph("stated: " + stated_words(error), kIndent);
    page.paragraph("found: " + found_words(error), kIndent);
    page.paragraph("the total would change by: " + words_of(error.change, result.currency),
                   kIndent);
    if (!error.found.note.empty()) {
      page.paragraph("note: " + error.found.note, kIndent);
    }
  }
}

std::string untold_words(const AuditResult& result) {
  return fmt::format("the amount of {} can't be told",
                     counted(result.untold, "wrong row", "wrong rows"));
}

// Who would owe it to whom: a total that is too high is paid back.
std::string recovery_words(const AuditResult& result) {
  if (result.untold > 0) {
    return "can't be told: " + untold_words(result);
  }
  const Ratio net = result.net_of_all();
  const std::string exact = fmt::format(" (exactly {} minor units)", to_fraction(magnitude(net)));
  if (net == 0) {
    return "nothing, either way";
  }
  return amount(magnitude(net), result.currency) + exact +
         (net < 0 ? ", to be paid back" : ", to be paid to the provider");
}

void add_recovery(const AuditResult& result, Page& page) {
  page.blank();
  page.paragraph("Net error brought to all rows: " + recovery_words(result), 0, Paint::strong);
  page.paragraph(kNotOwed);
}

Json amount_json(const Ratio& minor, Currency currency) {
  return {{"minor", to_fraction(minor)}, {"shown", amount(minor, currency)}};
}

Json json_of(const Stake& change, Currency currency) {
  return {{"minor", change.minor ? Json(to_fraction(*change.minor)) : Json()},
          {"shown", change.minor ? Json(signed_amount(*change.minor, currency)) : Json()},
          {"why_not", change.minor ? Json() : Json(change.why_not)},
          {"turns_a_condition", change.turns_a_condition}};
}

Json error_json(const Ratio& sum, const Ratio& of_all, const AuditResult& result) {
  Json json = amount_json(sum, result.currency);
  const auto rate = rate_of(of_all, result);
  json["of_all"] = amount_json(of_all, result.currency);
  json["rate"] = rate ? Json(to_fraction(*rate)) : Json();
  return json;
}

Json json_of(const RowError& error, const AuditResult& result) {
  return {{"person", error.start.first},
          {"index_date", error.start.second},
          {"stratum", text_or_null(result.strata[error.stratum].stratum.value)},
          {"stated_reoffences", error.stated ? Json(*error.stated) : Json()},
          {"found_in_cohort", error.found.in_cohort},
          {"found_reoffences", error.found.reoffences ? Json(*error.found.reoffences) : Json()},
          {"note", text_or_null(error.found.note)},
          {"change", json_of(error.change, result.currency)}};
}

Json recovery_json(const AuditResult& result) {
  const bool told = result.untold == 0;
  return {{"minor", told ? Json(to_fraction(-result.net_of_all())) : Json()},
          {"shown", told ? Json(amount(-result.net_of_all(), result.currency)) : Json()},
          {"why_not", told ? Json() : Json(untold_words(result))},
          {"owed", kNotOwed}};
}

Json interval_json(const AuditResult& result) {
  return {{"method", kMethod},
          {"confidence", "95%"},
          {"lower", to_fraction(result.wrong_in_all.lower)},
          {"upper", to_fraction(result.wrong_in_all.upper)}};
}

}  // namespace

std::string show_sample(const Sample& sample, const Look& look) {
  Page page(look);
  page.paragraph(head_of(sample));
  if (!sample.draw.by.empty()) {
    Table table;
    table.columns = {Align::left, Align::right, Align::right};
    table.rows.push_back({.cells = {sample.draw.by, "rows", "drawn"}, .paint = Paint::faint});
    for (const Stratum& one : sample.strata) {
      table.rows.push_back({.cells = {value_of(one), grouped(one.rows), grouped(one.drawn)}});
    }
    page.table(table);
  }
  return page.take();
}

Json sample_json(const Sample& sample) {
  Json strata = Json::array();
  for (const Stratum& one : sample.strata) {
    strata.push_back(
        {{"stratum", text_or_null(one.value)}, {"rows", one.rows}, {"drawn", one.drawn}});
  }
  return {{"statement", sample.statement},
          {"seed", sample.draw.seed},
          {"rows_of", code_of(sample.draw.of)},
          {"cohort", sample.draw.cohort},
          {"stratified_by", text_or_null(sample.draw.by)},
          {"rows", sample.population()},
          {"drawn", sample.draw.size},
          {"strata", strata}};
}

std::string show_result(const AuditResult& result, bool recovery, const Look& look) {
  Page page(look);
  const Ratio part = ratio_of(result.wrong()) / result.sample.draw.size;
  page.labelled("Checked", kLabelWidth, head_of(result.sample));
  page.labelled(
      "Wrong", kLabelWidth, fmt::format("{}, {}", grouped(result.wrong()), percent(part)));
  add_interval(result, page);
  page.labelled("Gross error",
                kLabelWidth,
                with_rate(amount(result.gross(), result.currency), result.gross_of_all(), result));
  page.labelled(
      "Net error",
      kLabelWidth,
      with_rate(signed_amount(result.net(), result.currency), result.net_of_all(), result));
  page.labelled("All together", kLabelWidth, words_of(result.together, result.currency));
  if (result.untold > 0) {
    page.labelled("Not in these", kLabelWidth, untold_words(result));
  }
  add_strata(result, page);
  add_errors(result, page);
  if (recovery) {
    add_recovery(result, page);
  }
  return page.take();
}

Json result_json(const AuditResult& result, bool recovery) {
  Json json = sample_json(result.sample);
  json["wrong"] = result.wrong();
  json["wrong_in_all"] = interval_json(result);
  json["gross_error"] = error_json(result.gross(), result.gross_of_all(), result);
  json["net_error"] = error_json(result.net(), result.net_of_all(), result);
  json["together"] = json_of(result.together, result.currency);
  json["untold"] = result.untold;
  json["errors"] = Json::array();
  for (const RowError& error : result.errors) {
    json["errors"].push_back(json_of(error, result));
  }
  for (std::size_t i = 0; i < result.strata.size(); ++i) {
    json["strata"][i]["wrong"] = result.strata[i].wrong;
    json["strata"][i]["net_error"] = amount_json(result.strata[i].net, result.currency);
  }
  json["recovery"] = recovery ? recovery_json(result) : Json();
  return json;
}

}  // namespace outturn
