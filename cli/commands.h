// The commands of `outturn`, one small file each.
#pragma once

#include "exit.h"

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace outturn::cli {

// Each adds its command to `app`; when chosen, it runs and leaves its exit code in `exit`.
void add_import(CLI::App& app, Exit& exit);
void add_check(CLI::App& app, Exit& exit);
void add_format(CLI::App& app, Exit& exit);
void add_settle(CLI::App& app, Exit& exit);
void add_what_if(CLI::App& app, Exit& exit);
void add_show(CLI::App& app, Exit& exit);
void add_explain(CLI::App& app, Exit& exit);
void add_test(CLI::App& app, Exit& exit);
void add_cliffs(CLI::App& app, Exit& exit);
void add_bundle(CLI::App& app, Exit& exit);
void add_reconcile(CLI::App& app, Exit& exit);
void add_audit(CLI::App& app, Exit& exit);
void add_compare(CLI::App& app, Exit& exit);
void add_replay(CLI::App& app, Exit& exit);
void add_calendar(CLI::App& app, Exit& exit);
void add_register(CLI::App& app, Exit& exit);
void add_dispute(CLI::App& app, Exit& exit);
void add_key(CLI::App& app, Exit& exit);
void add_schema(CLI::App& app, Exit& exit);

}  // namespace outturn::cli
