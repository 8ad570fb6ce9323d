#include "commands.h"
namespace outturn::cli {
void add_show(CLI::App&, Exit&) {}
void add_explain(CLI::App&, Exit&) {}
}  // namespace outturn::cli
