// outturn-generate: invents a cohort of people, to try contracts on and to time the engine with.
#include "generate/arguments.h"
#include "generate/generate.h"
#include "value/problem.h"

#include <cstdio>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace outturn {
namespace {

// Exit codes: 0 done; 2 the command line is wrong; 3 the request was refused or the files could not
// be written; 4 a defect of ours.
constexpr int kDone = 0;
constexpr int kUsage = 2;
constexpr int kRefused = 3;
constexpr int kDefect = 4;

constexpr const char* kExamples = R"(Examples:
  A year of invented people like Northumbria's, doing somewhat better than their scores:
    outturn-generate --people 5000 --seed 1 --providers C01 --mean-score 0.5517
        --mean-reoffences 5.15 --effect 6 --out northumbria

  A million people over every provider:
    outturn-generate --people 1000000 --seed 7 --providers all --from 2015-10-01
        --to 2020-03-31 --out national

The same options give the same bytes on every machine.)";

struct CommandLine {
  Arguments arguments;
  std::string out;
  bool force = false;
};

void add_options(CLI::App& app, CommandLine& line) {
  Arguments& a = line.arguments;
  app.add_option("--people", a.people, "How many people")->capture_default_str();
  app.add_option("--seed", a.seed, "Which cohort: a number")->capture_default_str();
  app.add_option("--providers", a.providers, "Codes parted by commas, or all")
      ->capture_default_str();
  app.add_option("--from", a.from, "First index date")->capture_default_str();
  app.add_option("--to", a.to, "Last index date")->capture_default_str();
  app.add_option("--mean-score", a.mean_score, "Mean chance of reoffending")->capture_default_str();
  app.add_option("--mean-reoffences", a.mean_reoffences, "Mean number of a reoffender's reoffences")
      ->capture_default_str();
  app.add_option("--effect", a.effect, "Per cent by which that chance is lowered; may be negative")
      ->capture_default_str();
  app.add_option("--out", line.out, "Folder for starts.csv and events.csv")->required();
  app.add_flag("--force", line.force, "Overwrite those files");
}

// Counts people on a terminal, and is silent elsewhere.
Progress progress_of(std::uint64_t people) {
  if (isatty(STDERR_FILENO) == 0) {
    return [](std::uint64_t) {};
  }
  return [people](std::uint64_t done) { fmt::print(stderr, "\r{} of {} people", done, people); };
}

int run(const CommandLine& line) {
  const Settings settings = settings_from(line.arguments);
  const Totals totals = generate(settings,
                                 line.out,
                                 line.force ? Overwrite::yes : Overwrite::no,
                                 progress_of(settings.people));
  if (isatty(STDERR_FILENO) != 0) {
    fmt::print(stderr, "\r\033[K");
  }
  fmt::print("{}", to_string(totals));
  return kDone;
}

int main_of(int argc, char** argv) {
  CLI::App app("Invents a cohort of people. No person in it is real.", "outturn-generate");
  app.footer(kExamples);
  CommandLine line;
  add_options(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  try {
    return run(line);
  } catch (const InputError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return kRefused;
  } catch (const std::exception& error) {
    fmt::print(stderr, "outturn-generate is at fault: {}\n", error.what());
    return kDefect;
  }
}

}  // namespace
}  // namespace outturn

int main(int argc, char** argv) {
  return outturn::main_of(argc, argv);
}
