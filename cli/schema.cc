// outturn schema: prints the JSON Schema of rule files, for editors.
#include "commands.h"
#include "output.h"
#include "schema_text.h"

namespace outturn::cli {
namespace {

void print_schema() {
  for (const std::string_view line : kSchemaLines) {
    print("{}\n", line);
  }
}

}  // namespace

void add_schema(CLI::App& app, Exit&) {
  auto* command = app.add_subcommand(
      "schema", "Prints the JSON Schema of rule files, by which an editor understands them");
  command->footer(
      "Examples:\n"
      "  outturn schema > outturn.schema.json\n"
      "\n"
      "A rule file names it in a comment, best in its first line:\n"
      "  # yaml-language-server: $schema=outturn.schema.json");
  command->callback(print_schema);
}

}  // namespace outturn::cli
