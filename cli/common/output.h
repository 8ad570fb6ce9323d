// What the program says: results on standard output, what is wrong on standard error, and with
// --json both as one JSON object on standard output (docs/json.md).
#pragma once

#include "record/json.h"
#include "value/problem.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace outturn::cli {

// Writes to standard output. A failure is remembered for finish_output, so that a command ends what
// it does whoever listens.
void write_out(std::string_view text);

template <typename... Values>
void print(fmt::format_string<Values...> form, Values&&... values) {
  write_out(fmt::format(form, std::forward<Values>(values)...));
}

// Sees to it that everything written has arrived. Throws InputError(write_failed) when it has not,
// unless because the reader of a pipe had enough: `| head` is no error.
void finish_output();

// Before anything else: a pipe whose reader has gone ends no run, and no file that the program
// opens can take the place of a standard stream that was closed.
void guard_standard_streams();

// A text on standard error, line by line. It may carry names of files and of columns, which come
// from anybody: none of them commands the terminal. Nobody is told when that can't be written.
void complain(std::string_view text);

// The option --json, for commands that have a form for programs.
CLI::Option* add_json_flag(CLI::App& command, bool& json);

// Whether --json is among the words of a command line that may make no other sense.
bool asks_for_json(int argc, char** argv);

// {"problems": [], ...}: what a command found, a JSON object, as one line on standard output.
void print_json(Json results, const std::vector<Problem>& problems = {});

// What kept a command from doing its work, as the only thing on standard output. `reason` is one of
// the closed list, or what the list doesn't hold: wrong_usage, out_of_memory, defect.
void print_json_failure(std::string_view reason, std::string_view message, std::string_view hint);

}  // namespace outturn::cli
