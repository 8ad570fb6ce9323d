// Files that hold exactly the tables we made: what one of ours looks like, object by object, to the
// letter. Whatever is added or missing may make a reader believe something else.
#pragma once

#include "store/sqlite.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::store {

// A table, index, view or trigger, and the SQL that makes it.
struct SchemaObject {
  std::string type;
  std::string name;
  std::string sql;

  friend auto operator<=>(const SchemaObject&, const SchemaObject&) = default;
};

struct Definition {
  std::string_view name;
  std::string_view body;  // what follows the name in SQL
};

struct Layout {
  std::int64_t application_id;  // SQLite's own field in the file
  std::int64_t version;
  std::string_view older_advice;      // what to do with a file of an earlier version
  std::vector<SchemaObject> objects;  // in the order in which they are made
};

// The objects of one type: "table" by "CREATE TABLE".
std::vector<SchemaObject> objects_of(std::string_view type,
                                     std::string_view create,
                                     std::span<const Definition> definitions);

// Tables whose rows are never changed or deleted, by this program or by hand: each with a trigger
// that says so. `sentence` is what it says.
std::vector<SchemaObject> guarded_tables(std::span<const Definition> tables,
                                         std::string_view sentence);

// Marks the file as one of ours, in the transaction that is open.
void mark(const Connection& connection, const Layout& layout);

// Throws InputError (the reasons of the connection's kind of file) unless the file is marked so and
// holds exactly the objects of the layout.
void check_layout(Connection& connection, const Layout& layout);

// Opens a file for reading or writing, with its layout checked; first undoes what an interrupted
// writer left, so far as that can be done.
Connection open_checked(const std::filesystem::path& path,
                        Connection::Mode mode,
                        const FileKind& kind,
                        const Layout& layout);

}  // namespace outturn::store
