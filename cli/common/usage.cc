#include "usage.h"

#include "value/problem.h"

#include <algorithm>
#include <string_view>

namespace outturn::cli {
namespace {

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

// The command that was given, down to its innermost, or the program where none was.
const CLI::App& chosen(const CLI::App& app) {
  const std::vector<CLI::App*> commands = app.get_subcommands();
  return commands.empty() ? app : chosen(*commands.front());
}

std::string hint_for(const CLI::App& app, const std::string& word) {
  const CLI::App& command = chosen(app);
  const std::vector<std::string> names =
      word.starts_with('-') ? option_names(command) : command_names(command);
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return did_you_mean(std::string_view(word).substr(0, word.find('=')), candidates);
}

}  // namespace

UsageFault fault_in_usage(const CLI::App& app, const CLI::ParseError& error) {
  std::vector<std::string> unknown = app.remaining(true);
  if (unknown.empty()) {
    return {error.what(), ""};
  }
  const std::string hint = hint_for(app, unknown.front());
  std::reverse(unknown.begin(), unknown.end());  // CLI11 names the last first
  return {CLI::ExtrasError(unknown).what(), hint};
}

}  // namespace outturn::cli
