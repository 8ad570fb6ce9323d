// outturn calendar: when each settlement of a contract's periods may be made, and disputed.
#include "commands.h"
#include "contracts.h"
#include "output.h"
#include "periods.h"
#include "report/words.h"
#include "statement_files.h"
#include "terminal.h"
#include "text/json_parts.h"
#include "text/page.h"
#include "value/utf8.h"

#include <filesystem>
#include <memory>
#include <optional>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  fs::path contract;
  std::vector<fs::path> tariffs;
  std::optional<std::string> period;
  std::optional<std::string> issued;
  bool json = false;
};

// A run of one period, or its closing; both days are included.
struct Step {
  std::string name;
  std::string_view kind;
  Date from;
  std::optional<Date> until;  // nothing: there is no end to it
};

struct PeriodSteps {
  Period period;
  std::vector<Step> steps;
};

std::string_view word_of(RunKind kind) {
  switch (kind) {
    case RunKind::interim:
      return "interim";
    case RunKind::final:
      return "final";
    case RunKind::reconciliation:
      return "reconciliation";
    case RunKind::post_final:
      return "post-final";
  }
  throw Defect("unknown kind of run");
}

const RunsRule& runs_of(const Contract& contract, const Options& options) {
  if (!contract.runs) {
    throw InputError(Place{options.contract.string()},
                     Reason::missing_key,
                     fmt::format("contract \"{}\" doesn't say when it is settled", contract.id),
                     "add a block runs: to it or to its tariff; docs/tariffs.md explains it");
  }
  return *contract.runs;
}

std::optional<Date> day_of_issue(const Options& options) {
  if (!options.issued) {
    return std::nullopt;
  }
  const auto day = parse_date(*options.issued);
  if (!day) {
    const std::string wrong = is_of_other_years(*options.issued)
                                  ? std::string(kOtherYears)
                                  : "isn't a date written YYYY-MM-DD";
    throw CLI::ValidationError("--issued", shown(*options.issued) + " " + wrong);
  }
  return day;
}

PeriodSteps steps_of(const RunsRule& rule, const Period& period) {
  PeriodSteps found{period, {}};
  const auto add = [&](std::string name, std::string_view kind, Date from) {
    if (!found.steps.empty()) {
      found.steps.back().until = from + -1;
    }
    found.steps.push_back({std::move(name), kind, from, std::nullopt});
  };
  for (const Run& run : rule.runs) {
    add(run.name, word_of(run.kind), first_day_of(rule, run, period));
  }
  if (const auto closing = closing_day_of(rule, period)) {
    add("closed", "closed", *closing);
  }
  return found;
}

std::vector<PeriodSteps> calendar_of(const std::vector<Contract>& contracts,
                                     const Options& options) {
  const RunsRule& rule = runs_of(contracts.front(), options);
  std::vector<PeriodSteps> calendar;
  for (const Task& task : tasks_of(contracts, options.period).tasks) {
    calendar.push_back(steps_of(rule, task.period));
  }
  return calendar;
}

// "within 20 working days, the day of issue not counted, by clause 9.2 (northumbria.yaml:72)".
std::string terms_of(const DisputesRule& disputes) {
  const Source& source = disputes.source;
  return fmt::format("within {}, the day of issue {}, by {}",
                     to_string(disputes.within),
                     disputes.day_of_issue_counts ? "counted" : "not counted",
                     citation({fs::path(source.place.file).filename().string(),
                               static_cast<std::int64_t>(source.place.line),
                               source.clause}));
}

std::string disputes_sentence(const RunsRule& rule, const std::optional<Date>& issued) {
  if (!rule.disputes) {
    return "A statement can be disputed at any time.";
  }
  const std::string terms = terms_of(*rule.disputes);
  return issued ? fmt::format("A statement issued on {} can be disputed up to and with {}: {}.",
                              to_string(*issued),
                              to_string(last_day_to_dispute(rule, *issued).value()),
                              terms)
                : fmt::format("A statement can be disputed {}.", terms);
}

Table table_of(const std::vector<PeriodSteps>& calendar) {
  Table table;
  table.columns = {Align::left, Align::left, Align::left, Align::left};
  table.rows.push_back({{"period", "run", "from", "until"}, Paint::faint});
  for (const PeriodSteps& one : calendar) {
    bool first = true;
    for (const Step& step : one.steps) {
      table.rows.push_back({{first ? one.period.name : "",
                             step.name,
                             to_string(step.from),
                             step.until ? to_string(*step.until) : ""},
                            Paint::plain,
                            first});
      first = false;
    }
  }
  return table;
}

void print_calendar(const Contract& contract,
                    const std::vector<PeriodSteps>& calendar,
                    const std::optional<Date>& issued) {
  Page page(look_of_terminal());
  page.paragraph(fmt::format("{} ({})", contract.title, contract.id), 0, Paint::strong);
  page.blank();
  page.table(table_of(calendar));
  page.blank();
  page.paragraph(disputes_sentence(*contract.runs, issued));
  write_out(page.take());
}

Json json_of(const std::optional<Date>& day) {
  return day ? Json(to_string(*day)) : Json();
}

Json json_of(const PeriodSteps& one) {
  Json runs = Json::array();
  for (const Step& step : one.steps) {
    runs.push_back({{"run", utf8_of(step.name)},
                    {"kind", step.kind},
                    {"from", to_string(step.from)},
                    {"until", json_of(step.until)}});
  }
  return {{"period", one.period.name},
          {"first", to_string(one.period.first)},
          {"last", to_string(one.period.last)},
          {"runs", runs}};
}

Json json_of_disputes(const RunsRule& rule, const std::optional<Date>& issued) {
  if (!rule.disputes) {
    return {};
  }
  return {{"within", to_string(rule.disputes->within)},
          {"day_of_issue", rule.disputes->day_of_issue_counts ? "counted" : "not counted"},
          {"issued", json_of(issued)},
          {"until", json_of(issued ? last_day_to_dispute(rule, *issued) : std::nullopt)},
          {"rule", outturn::json_of(rule.disputes->source)}};
}

void run(const Options& options) {
  const std::vector<Contract> contracts = {
      load_one_contract(options.contract, options.tariffs, {})};
  const std::optional<Date> issued = day_of_issue(options);
  const std::vector<PeriodSteps> calendar = calendar_of(contracts, options);
  if (!options.json) {
    print_calendar(contracts.front(), calendar, issued);
    return;
  }
  Json periods = Json::array();
  for (const PeriodSteps& one : calendar) {
    periods.push_back(json_of(one));
  }
  print_json({{"contract", contracts.front().id},
              {"periods", periods},
              {"disputes", json_of_disputes(*contracts.front().runs, issued)}});
}

}  // namespace

void add_calendar(CLI::App& app, Exit&) {
  auto* command = app.add_subcommand(
      "calendar",
      "Shows when each run of a contract's periods may be made: interim, final, reconciliations");
  auto options = std::make_shared<Options>();
  command->add_option("CONTRACT", options->contract, "The contract file")->required();
  command->add_option(
      "--period", options->period, "Which periods, such as 2015/16; when left out, all of them");
  command->add_option("--issued",
                      options->issued,
                      "Also the last day on which a statement issued on this day can be disputed");
  command->add_option(
      "--tariffs", options->tariffs, "Further folders in which to look for tariffs");
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn calendar data/contracts/northumbria/northumbria.yaml\n"
      "  outturn calendar data/contracts/northumbria/northumbria.yaml --period 2015/16 "
      "--issued 2018-08-01");
  command->callback([options] { run(*options); });
}

}  // namespace outturn::cli
