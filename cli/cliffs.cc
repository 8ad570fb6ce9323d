// outturn cliffs: what a contract would pay as each outcome moves, from its rules alone.
#include "commands.h"
#include "contracts.h"
#include "curve/render.h"
#include "output.h"
#include "periods.h"
#include "progress.h"
#include "record/file.h"
#include "statement_files.h"
#include "terminal.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <regex>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kMostSteps = 500'000;
constexpr std::size_t kLargestPicture = std::size_t{1} << 30;
constexpr int kHundred = 100;

struct Options {
  fs::path contract;
  std::vector<fs::path> tariffs;
  std::optional<std::string> period;
  std::vector<std::string> given;
  std::vector<std::string> outcomes;
  std::optional<std::string> from, to, step;
  fs::path svg;
  bool json = false;
};

// How a value of that unit is written.
std::string example_of(Unit unit, Currency currency) {
  switch (unit) {
    case Unit::rate:
      return "55.2%";
    case Unit::amount:
      return fmt::format("{}1,000", symbol_of(currency));
    default:
      return "552";
  }
}

// Reads "552" or "2,500", "55.2%", "£1,000": a value in its unit, and in no other.
std::optional<Ratio> value_of(std::string text, Unit unit, Currency currency) {
  if (unit == Unit::amount) {
    const auto money = parse_money(text, currency);
    const bool has_sign = text.find(symbol_of(currency)) != std::string::npos;
    return money && has_sign ? std::optional(Ratio(money->minor())) : std::nullopt;
  }
  if (unit == Unit::rate) {
    if (text.empty() || text.back() != '%') {
      return std::nullopt;
    }
    text.pop_back();
    const auto number = parse_decimal(text);
    return number ? std::optional(Ratio(*number / kHundred)) : std::nullopt;
  }
  static const std::regex kThousands("-?[0-9]{1,3}(,[0-9]{3})+");
  if (std::regex_match(text, kThousands)) {
    text.erase(std::remove(text.begin(), text.end(), ','), text.end());
  }
  return parse_decimal(text);
}

Ratio required_value(const std::string& option,
                     const std::string& text,
                     Unit unit,
                     Currency currency) {
  const auto value = value_of(text, unit, currency);
  if (!value) {
    throw CLI::ValidationError(
        option,
        fmt::format("\"{}\" is no value here: write it as {}", text, example_of(unit, currency)));
  }
  return *value;
}

// The values given, each in the unit in which the contract reads it.
Values given_values(const Options& options, const Contract& contract, const Period& period) {
  Values values;
  const Place place{options.contract.string()};
  const Scenario without = scenario_without_effect(contract, period, {}, place);
  for (const std::string& text : options.given) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw CLI::ValidationError("--at", "\"" + text + "\" isn't NAME=VALUE");
    }
    const std::string name = text.substr(0, equals);
    const auto unit = without.units.find(name);
    values[name] =
        unit == without.units.end()
            ? Ratio(0)  // refused by its name
            : required_value("--at", text.substr(equals + 1), unit->second, contract.currency);
  }
  return values;
}

// The period asked for; else the first, or the last where something is settled in that one only.
Period period_of(const Contract& contract, const std::optional<std::string>& asked) {
  if (asked) {
    const std::vector<Contract> contracts = {contract};
    const std::vector<Task> tasks = tasks_of(contracts, asked).tasks;
    if (tasks.size() > 1) {
      throw CLI::ValidationError(
          "--period",
          fmt::format("{} holds {} periods, and curves are of one", *asked, tasks.size()));
    }
    return tasks.front().period;
  }
  const std::vector<Period> periods = contract.periods();
  const bool last =
      std::any_of(contract.lines.begin(), contract.lines.end(), [](const LineRule& line) {
        return line.settled == Settled::last_period;
      });
  return last ? periods.back() : periods.front();
}

// The outcomes asked for; all of them when none is named.
std::vector<Input> chosen(std::vector<Input> inputs, const Options& options) {
  std::vector<std::string_view> names;
  std::transform(inputs.begin(),
                 inputs.end(),
                 std::back_inserter(names),
                 [](const Input& input) -> std::string_view { return input.name; });
  for (const std::string& name : options.outcomes) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      throw InputError(
          Place{options.contract.string()},
          Reason::unknown_reference,
          fmt::format("no outcome \"{}\" moves what this contract pays", name),
          names.empty() ? "none does" : fmt::format("it has: {}", fmt::join(names, "; ")));
    }
  }
  std::vector<Input> kept;
  for (Input& input : inputs) {
    const bool asked = std::find(options.outcomes.begin(), options.outcomes.end(), input.name) !=
                       options.outcomes.end();
    if (options.outcomes.empty() || asked) {
      kept.push_back(std::move(input));
    }
  }
  return kept;
}

void set_range(Input& input, const Options& options, Currency currency) {
  const bool asked = options.from || options.to || options.step;
  if (asked && !input.steps.empty()) {
    throw CLI::ValidationError(
        "--from", fmt::format("\"{}\" goes through every claim and has no range", input.name));
  }
  if (options.from) {
    input.first = required_value("--from", *options.from, input.unit, currency);
  }
  if (options.to) {
    input.last = required_value("--to", *options.to, input.unit, currency);
  }
  if (options.step) {
    input.step = required_value("--step", *options.step, input.unit, currency);
  }
  if (input.step <= 0 || input.last <= input.first) {
    throw CLI::ValidationError("--from", "the range must rise, by steps above 0");
  }
  if (steps_of(input) > kMostSteps) {
    throw CLI::ValidationError(
        "--step",
        fmt::format(
            "{} settlements for \"{}\": take larger steps", steps_of(input).str(), input.name));
  }
}

// Pictures take no other file's place.
void write_picture(const fs::path& path, const std::string& picture) {
  constexpr std::string_view kBegins = "<svg ";
  if (fs::exists(path) &&
      read_file(path, kLargestPicture).compare(0, kBegins.size(), kBegins) != 0) {
    throw InputError(Place{path.string()},
                     Reason::write_failed,
                     "another file than a picture of curves stands here",
                     "choose another name, or remove it first");
  }
  write_atomically(path, picture);
}

CurveReport follow(const Contract& contract, const Options& options) {
  const Period period = period_of(contract, options.period);
  CurveReport report{&contract, period, {}, {}, {}};
  report.scenario = scenario_without_effect(
      contract, period, given_values(options, contract, period), Place{options.contract.string()});
  const Bench bench(contract, period, report.scenario);
  report.earlier = bench.earlier();
  std::vector<Input> inputs = chosen(inputs_of(bench, report.scenario), options);
  std::int64_t in_all = 0;
  for (Input& input : inputs) {
    set_range(input, options, contract.currency);
    in_all += static_cast<std::int64_t>(values_of(input).size());
  }
  Progress progress("cliffs");
  std::int64_t before = 0;
  for (const Input& input : inputs) {
    report.curves.push_back(curve_of(bench, input, [&](std::size_t done) {
      progress.show(before + static_cast<std::int64_t>(done), in_all);
    }));
    before += static_cast<std::int64_t>(values_of(input).size());
  }
  return report;
}

void run(const Options& options) {
  const Contract contract = load_one_contract(options.contract, options.tariffs, {});
  const CurveReport report = follow(contract, options);
  if (!options.svg.empty()) {
    write_picture(options.svg, svg_of_curves(report));
  }
  if (options.json) {
    print_json(json_of_curves(report));
  } else {
    write_out(show_curves(report, look_of_terminal()));
  }
}

}  // namespace

void add_cliffs(CLI::App& app, Exit&) {
  auto* command = app.add_subcommand(
      "cliffs",
      "Shows what a contract would pay as each outcome moves: every jump, bend and flat stretch, "
      "and where doing better pays less");
  auto options = std::make_shared<Options>();
  command->add_option("CONTRACT", options->contract, "The contract file")->required();
  command->add_option("--period",
                      options->period,
                      "The period whose rules hold; when left out the first, or the last if a line "
                      "is settled in that one only");
  command
      ->add_option("--at",
                   options->given,
                   "NAME=VALUE: what the rules don't say, such as people=2500 or "
                   "baseline.reoffenders=1400; may be given several times")
      ->allow_extra_args(false);
  auto* outcome =
      command
          ->add_option(
              "--outcome", options->outcomes, "Only this outcome; may be given several times")
          ->allow_extra_args(false);
  command->add_option("--from", options->from, "Where its range begins")->needs(outcome);
  command->add_option("--to", options->to, "Where its range ends")->needs(outcome);
  command->add_option("--step", options->step, "How far one settlement is from the next")
      ->needs(outcome);
  command->add_option("--svg", options->svg, "Draw the curves into this file");
  command->add_option(
      "--tariffs", options->tariffs, "Further folders in which to look for tariffs");
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn cliffs data/contracts/doncaster/doncaster-cohort-1.yaml\n"
      "  outturn cliffs data/contracts/northumbria/northumbria.yaml --at people=2500 "
      "--svg curves.svg");
  command->callback([options] { run(*options); });
}

}  // namespace outturn::cli
