// outturn import: brings starts and events into a store.
#include "cases/import.h"

#include "commands.h"
#include "output.h"
#include "progress.h"
#include "record/csv.h"
#include "record/file.h"
#include "record/sha256.h"
#include "store/store.h"
#include "text/json_parts.h"
#include "text/page.h"
#include "value/counted.h"
#include "value/utf8.h"
#include "yaml/document.h"

#include <filesystem>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestCsv = 8'000'000'000;

struct Options {
  fs::path store;
  std::string mapping;
  std::vector<std::string> files;
  std::vector<std::string> starts;
  std::vector<std::string> events;
  std::string observed_until;
  std::vector<std::string> covers;
  bool json = false;
};

// A file and the mapping by which it is read.
struct Source {
  std::string path;
  Mapping mapping;
  std::string mapping_sha256;
};

ImportFile read_source(const Source& source) {
  const std::string text = read_file(source.path, kLargestCsv, csv::kLongestRow);
  return {fs::path(source.path).filename().string(),
          sha256(text),
          source.mapping_sha256,
          source.mapping.observed_until,
          source.mapping.starts ? source.mapping.covers : Coverage{},
          source.mapping.events ? source.mapping.covers : Coverage{},
          import_rows(text, source.path, source.mapping)};
}

Date observed_until_of(const Options& options) {
  if (options.observed_until.empty()) {
    throw CLI::ValidationError(
        "--observed-until",
        "files with our own column names need the last day on which their source would have seen "
        "an event: --observed-until YYYY-MM-DD");
  }
  const auto date = parse_date(options.observed_until);
  if (!date) {
    const std::string wrong = is_of_other_years(options.observed_until)
                                  ? std::string(kOtherYears)
                                  : "isn't a date written YYYY-MM-DD";
    throw CLI::ValidationError("--observed-until", shown(options.observed_until) + " " + wrong);
  }
  return *date;
}

// Of whom files with our own column names show everything until that day.
Coverage coverage_of(const Options& options) {
  const std::set<std::string> said(options.covers.begin(), options.covers.end());
  const bool everyone = said.count(std::string(kEveryone)) != 0;
  const bool nobody = said.count(std::string(kNobody)) != 0;
  if (said.empty()) {
    throw CLI::ValidationError(
        "--covers",
        "files with our own column names need to say of whom everything is known until that day: "
        "--covers everyone, --covers CODE for each provider, or --covers nobody for single rows");
  }
  if ((everyone || nobody) && said.size() > 1) {
    throw CLI::ValidationError("--covers", "everyone or nobody stands alone");
  }
  if (said.count("") != 0) {
    throw CLI::ValidationError("--covers", "an empty code names no provider");
  }
  return everyone || nobody ? Coverage{everyone} : Coverage{false, said};
}

// Nothing that was said on the command line goes unheard: a day that no file takes, least of all,
// for whether a settlement is final hangs on it.
void check_heard(const Options& options) {
  if (options.mapping.empty() && !options.files.empty()) {
    throw CLI::ValidationError("files",
                               "say what their columns mean: --mapping FILE; files with "
                               "our own column names go to --starts and --events");
  }
  if (!options.mapping.empty() && options.files.empty()) {
    throw CLI::ValidationError("--mapping", "name the files that it describes");
  }
  const bool own_columns = !options.starts.empty() || !options.events.empty();
  for (const auto& [said, name] : {std::pair{!options.observed_until.empty(), "--observed-until"},
                                   std::pair{!options.covers.empty(), "--covers"}}) {
    if (said && !own_columns) {
      throw CLI::ValidationError(name,
                                 "is for files of --starts and --events; a mapping states its own");
    }
  }
}

std::vector<Source> sources_of(const Options& options) {
  check_heard(options);
  std::vector<Source> sources;
  if (!options.mapping.empty()) {
    const std::string text = read_file(options.mapping, yaml::kLargestText);
    const Mapping mapping = read_mapping(text, options.mapping);
    for (const std::string& path : options.files) {
      sources.push_back({path, mapping, sha256(text)});
    }
  }
  for (const auto& [paths, canonical] : {std::pair{&options.starts, &canonical_starts_mapping},
                                         std::pair{&options.events, &canonical_events_mapping}}) {
    for (const std::string& path : *paths) {
      const Date until = observed_until_of(options);
      const std::string text = canonical(until, coverage_of(options));
      sources.push_back({path, read_mapping(text, "(our own columns)"), ""});
    }
  }
  if (sources.empty()) {
    throw CLI::RequiredError("a file to import");
  }
  return sources;
}

// Reads every file and reports the problems of all of them together.
std::vector<ImportFile> read_sources(const std::vector<Source>& sources) {
  std::vector<ImportFile> files;
  std::vector<Problem> problems;
  for (const Source& source : sources) {
    try {
      files.push_back(read_source(source));
    } catch (const InputError& error) {
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  return files;
}

void report_as_json(const std::vector<Batch>& batches) {
  Json list = Json::array();
  for (const Batch& batch : batches) {
    list.push_back({{"batch", batch.number},
                    {"source", utf8_of(batch.source)},
                    {"sha256", batch.sha256},
                    {"rows", batch.rows},
                    {"starts", batch.starts},
                    {"events", batch.events},
                    {"withdrawn", batch.withdrawn},
                    {"observed_until", to_string(batch.observed_until)}});
  }
  print_json({{"batches", list}});
}

void report(const std::vector<Batch>& batches) {
  for (const Batch& batch : batches) {
    print("batch {}: {}, {} {}: {} {}, {} {}, {} withdrawn; observed until {}\n",
          batch.number,
          printable(batch.source),
          batch.rows,
          form_for(batch.rows, "row", "rows"),
          batch.starts,
          form_for(batch.starts, "start", "starts"),
          batch.events,
          form_for(batch.events, "event", "events"),
          batch.withdrawn,
          to_string(batch.observed_until));
  }
}

void import(const Options& options) {
  const std::vector<ImportFile> files = read_sources(sources_of(options));
  Store store(options.store, Store::Open::write_create);
  Progress progress("import");
  const std::vector<Batch> batches = store.import(
      files, [&](std::int64_t done, std::int64_t total) { progress.show(done, total); });
  if (options.json) {
    report_as_json(batches);
  } else {
    report(batches);
  }
}

}  // namespace

void add_import(CLI::App& app, Exit&) {
  auto* command = app.add_subcommand(
      "import", "Brings starts and events into a store: all rows of all files, or none");
  auto options = std::make_shared<Options>();
  command->add_option("store", options->store, "The store, made when there is none")->required();
  command->add_option("files", options->files, "CSV files that the mapping describes");
  command->add_option("--mapping", options->mapping, "How the files' columns become ours (YAML)");
  command->add_option("--starts", options->starts, "CSV of starts with our own column names");
  command->add_option("--events", options->events, "CSV of events with our own column names");
  command->add_option("--observed-until",
                      options->observed_until,
                      "With --starts and --events: the last day their source would have seen");
  command
      ->add_option("--covers",
                   options->covers,
                   "With them: of whom they show everything until then: everyone, nobody, or a "
                   "provider's code; once for each provider")
      ->allow_extra_args(false);
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn import iowa.sqlite --mapping data/iowa/mapping.yaml data/iowa/releases.csv\n"
      "  outturn import north.sqlite --starts starts.csv --events events.csv "
      "--observed-until 2018-03-31 --covers everyone");
  command->callback([options] { import(*options); });
}

}  // namespace outturn::cli
