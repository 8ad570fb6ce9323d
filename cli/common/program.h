// What every program does around what it is for: reads its command line, says what kept it from
// being done, and ends with the exit code for that.
#pragma once

#include "exit.h"

#include <functional>

#include <CLI/CLI.hpp>

namespace outturn::cli {

// Builds the command line of a program. Its callbacks do the work and leave their exit code in
// `exit`.
using Commands = std::function<void(CLI::App& app, Exit& exit)>;

// Runs a whole program and returns its exit code. The name of `app` stands before what is a fault
// of the program. No exception leaves it: with --json each becomes a problem on standard output,
// else a sentence on standard error.
int run_program(int argc, char** argv, CLI::App& app, const Commands& commands);

}  // namespace outturn::cli
