#include "store/layout.h"

#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

namespace outturn::store {
namespace {

namespace fs = std::filesystem;

SchemaObject guard(std::string_view table, std::string_view verb, std::string_view sentence) {
  const std::string name = fmt::format("{}_no_{}", table, verb);
  return {"trigger",
          name,
          fmt::format("CREATE TRIGGER {} BEFORE {} ON {} BEGIN SELECT RAISE(ABORT, '{}'); END",
                      name,
                      verb,
                      table,
                      sentence)};
}

std::vector<SchemaObject> stored_objects(const Connection& connection) {
  Statement statement(connection, "SELECT type, name, sql FROM sqlite_schema");
  std::vector<SchemaObject> all;
  while (statement.step()) {
    all.push_back({std::string(statement.text(0)),
                   std::string(statement.text(1)),
                   std::string(statement.text(2))});
  }
  std::sort(all.begin(), all.end());
  return all;
}

[[noreturn]] void refuse(const Connection& connection,
                         std::string message,
                         std::string advice = {}) {
  throw InputError(
      Place{connection.path()}, connection.kind().not_ours, std::move(message), std::move(advice));
}

void check_header(const Connection& connection, const Layout& layout) {
  if (one_integer(connection, "PRAGMA application_id") != layout.application_id) {
    refuse(connection, fmt::format("isn't {}", connection.kind().full_name));
  }
  const std::int64_t version = one_integer(connection, "PRAGMA user_version");
  if (version > layout.version) {
    throw InputError(Place{connection.path()},
                     connection.kind().newer,
                     fmt::format("has layout {}; this program knows {}", version, layout.version),
                     "use the version of the program that made it, or a later one");
  }
  if (version < 1) {
    refuse(connection, fmt::format("has layout {}, which never was", version));
  }
  if (version != layout.version) {
    refuse(connection,
           fmt::format("has layout {}; this program reads layout {}", version, layout.version),
           std::string(layout.older_advice));
  }
}

// A journal beside the file is either a living writer's, and stays, or a killed one's: then the
// first to open the file for writing undoes it. A connection that only reads can't.
void undo_interrupted_writing(const fs::path& path, const FileKind& kind) {
  fs::path journal = path;
  journal += "-journal";
  std::error_code error;
  if (!fs::exists(journal, error)) {
    return;
  }
  try {
    one_integer(Connection(path, Connection::Mode::write, path.string(), kind),
                "PRAGMA schema_version");
  } catch (const InputError&) {
    return;  // reading says what is wrong, if anything is
  }
}

}  // namespace

std::vector<SchemaObject> objects_of(std::string_view type,
                                     std::string_view create,
                                     std::span<const Definition> definitions) {
  std::vector<SchemaObject> made;
  for (const Definition& definition : definitions) {
    made.push_back({std::string(type),
                    std::string(definition.name),
                    fmt::format("{} {} {}", create, definition.name, definition.body)});
  }
  return made;
}

std::vector<SchemaObject> guarded_tables(std::span<const Definition> tables,
                                         std::string_view sentence) {
  std::vector<SchemaObject> made = objects_of("table", "CREATE TABLE", tables);
  for (const Definition& table : tables) {
    made.push_back(guard(table.name, "update", sentence));
    made.push_back(guard(table.name, "delete", sentence));
  }
  return made;
}

void mark(const Connection& connection, const Layout& layout) {
  connection.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                             layout.application_id,
                             layout.version));
}

void check_layout(Connection& connection, const Layout& layout) {
  check_header(connection, layout);
  std::vector<SchemaObject> expected = layout.objects;
  std::sort(expected.begin(), expected.end());
  const std::vector<SchemaObject> stored = stored_objects(connection);
  const std::string_view noun = connection.kind().noun;
  for (const SchemaObject& object : stored) {
    if (!std::binary_search(expected.begin(), expected.end(), object)) {
      refuse(connection,
             fmt::format("holds {} {} that isn't ours: {}",
                         object.type == "index" ? "an" : "a",
                         object.type,
                         shown(object.name)),
             fmt::format("take out what was added to the {}, or go back to a copy of it", noun));
    }
  }
  for (const SchemaObject& object : expected) {
    if (!std::binary_search(stored.begin(), stored.end(), object)) {
      refuse(connection,
             fmt::format("lacks the {} {}", object.type, shown(object.name)),
             fmt::format("go back to a copy of the {}", noun));
    }
  }
  if (stored.size() != expected.size()) {
    connection.fail_corrupt("an object is defined twice");
  }
  connection.trust_schema();
}

Connection open_checked(const fs::path& path,
                        Connection::Mode mode,
                        const FileKind& kind,
                        const Layout& layout) {
  if (mode == Connection::Mode::read) {
    undo_interrupted_writing(path, kind);
  }
  Connection connection(path, mode, path.string(), kind);
  check_layout(connection, layout);
  return connection;
}

}  // namespace outturn::store
