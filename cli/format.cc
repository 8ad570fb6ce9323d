// outturn format: rule files in one layout, printed, written back or only asked about.
#include "yaml/format.h"

#include "commands.h"
#include "output.h"
#include "record/file.h"
#include "text/json_parts.h"
#include "value/counted.h"
#include "yaml/document.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <system_error>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStandardInput = "-";

struct Options {
  std::vector<std::string> files;
  bool write = false;
  bool check = false;
  bool json = false;
};

struct Formatted {
  std::string name;  // for people
  std::string path;
  std::string layout;
  bool is_canonical = false;
};

// Up to one byte more than is allowed: that there are more is for whoever parses it to say.
std::string read_standard_input() {
  std::string text(yaml::kLargestText + 1, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::cin.gcount()));
  return text;
}

Formatted format_file(const std::string& path) {
  const bool is_input = path == kStandardInput;
  Formatted file{is_input ? "standard input" : path, path, {}};
  const std::string text = is_input ? read_standard_input() : read_file(path, yaml::kLargestText);
  file.layout = yaml::formatted(text, file.name);
  file.is_canonical = file.layout == text;
  return file;
}

// Every file, or the problems of all of them together.
std::vector<Formatted> format_files(const Options& options) {
  std::vector<Formatted> files;
  std::vector<Problem> problems;
  for (const std::string& path : options.files) {
    try {
      files.push_back(format_file(path));
    } catch (const InputError& error) {
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  return files;
}

// The answer of --check: yes where no file is laid out otherwise.
Exit answer(const std::vector<Formatted>& files) {
  const bool all = std::all_of(
      files.begin(), files.end(), [](const Formatted& file) { return file.is_canonical; });
  return all ? Exit::done : Exit::answer_is_no;
}

// A link stays one: the file it leads to is written.
fs::path target_of(const Formatted& file) {
  std::error_code unknown;
  const fs::path target = fs::canonical(file.path, unknown);
  return unknown ? fs::path(file.path) : target;
}

void write_back(const std::vector<Formatted>& files) {
  for (const Formatted& file : files) {
    if (!file.is_canonical) {
      write_atomically(target_of(file), file.layout);
    }
  }
}

void report_as_json(const std::vector<Formatted>& files, const Options& options) {
  Json list = Json::array();
  for (const Formatted& file : files) {
    Json entry = {{"file", utf8_of(file.name)}, {"canonical", file.is_canonical}};
    if (!options.check && !options.write) {
      entry["layout"] = file.layout;
    }
    list.push_back(std::move(entry));
  }
  print_json({{"files", list}});
}

void report_written(const std::vector<Formatted>& files) {
  const auto unchanged = std::count_if(
      files.begin(), files.end(), [](const Formatted& file) { return file.is_canonical; });
  const auto all = static_cast<std::int64_t>(files.size());
  print("{}: {} rewritten, {} unchanged\n",
        counted(all, "file", "files"),
        all - unchanged,
        unchanged);
}

void report(const std::vector<Formatted>& files, const Options& options) {
  if (options.json) {
    report_as_json(files, options);
    return;
  }
  if (options.write) {
    report_written(files);
    return;
  }
  for (const Formatted& file : files) {
    if (!options.check) {
      write_out(file.layout);
    } else if (!file.is_canonical) {
      print("{}\n", file.name);
    }
  }
}

Exit format(const Options& options) {
  if (options.write && std::count(options.files.begin(), options.files.end(), kStandardInput) > 0) {
    throw CLI::ValidationError("--write", "standard input is no file that could be rewritten");
  }
  const std::vector<Formatted> files = format_files(options);
  if (options.write) {
    write_back(files);
  }
  report(files, options);
  return options.check ? answer(files) : Exit::done;
}

}  // namespace

void add_format(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "format", "Lays rule files out in one way, with every comment; what they say stays");
  auto options = std::make_shared<Options>();
  command->add_option("files", options->files, "Rule files (YAML); - for standard input")
      ->required();
  auto* write = command->add_flag(
      "--write", options->write, "Rewrite the files that need it, instead of printing");
  command->add_flag("--check", options->check, "Only name the files that are laid out otherwise")
      ->excludes(write);
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn format contract.yaml | diff contract.yaml -\n"
      "  outturn format --write contracts/*.yaml tariffs/*.yaml\n"
      "  outturn format --check contracts/*.yaml\n"
      "\n"
      "With --check the exit code is 1 if any file is named. A file that can't be read as YAML is\n"
      "refused with every mistake, and then no file is written.");
  command->callback([options, &exit] { exit = format(*options); });
}

}  // namespace outturn::cli
