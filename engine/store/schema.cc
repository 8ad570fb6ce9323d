#include "store/schema.h"

#include "store/store.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace outturn::store {
namespace {

constexpr std::int64_t kApplicationId = 0x4F75746E;  // "Outn"

struct SchemaObject {
  std::string type;
  std::string name;
  std::string sql;

  friend auto operator<=>(const SchemaObject&, const SchemaObject&) = default;
};

struct Definition {
  std::string_view name;
  std::string_view body;
};

// Days are counted from 1 January 1970; scores are whole millionths; a null score or proven day is
// one the source didn't give.
constexpr Definition kTables[] = {
    {"batch",
     R"((
  number INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  mapping_sha256 TEXT NOT NULL,
  observed_until INTEGER NOT NULL,
  data_rows INTEGER NOT NULL,
  starts INTEGER NOT NULL,
  events INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT)"},
    {"coverage",
     R"((
  batch INTEGER NOT NULL,
  kind TEXT NOT NULL,      -- starts or events
  provider TEXT NOT NULL,  -- its code; empty: everyone
  PRIMARY KEY (batch, kind, provider)
) STRICT, WITHOUT ROWID)"},
    {"provider", "(id INTEGER PRIMARY KEY, code TEXT NOT NULL) STRICT"},
    {"person", "(number INTEGER PRIMARY KEY, pseudonym TEXT NOT NULL) STRICT"},
    {"start",
     R"((
  id INTEGER PRIMARY KEY,  -- provider << 43 | (index day + 25567) << 26 | sequence
  person INTEGER NOT NULL,
  score INTEGER,
  profile INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT)"},
    {"event",
     R"((
  id INTEGER PRIMARY KEY,  -- person << 24 | sequence
  offence INTEGER NOT NULL,
  proven INTEGER,
  profile INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT)"},
    {"start_attribute",
     R"((
  profile INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (profile, name)
) STRICT, WITHOUT ROWID)"},
    {"event_attribute",
     R"((
  profile INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (profile, name)
) STRICT, WITHOUT ROWID)"},
    {"start_record",
     R"((
  record TEXT NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (record, id)
) STRICT, WITHOUT ROWID)"},
    {"event_record",
     R"((
  record TEXT NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (record, id)
) STRICT, WITHOUT ROWID)"},
    {"start_withdrawal",
     "(id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, line INTEGER NOT NULL) STRICT"},
    {"event_withdrawal",
     "(id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, line INTEGER NOT NULL) STRICT"},
};

constexpr Definition kIndexes[] = {
    {"person_by_pseudonym", "ON person (pseudonym)"},
};

constexpr Definition kViews[] = {
    {"v_batches",
     R"(AS
SELECT number AS batch, source, date(observed_until * 86400, 'unixepoch') AS observed_until,
  (SELECT group_concat(iif(provider = '', 'everyone', provider), ', ') FROM coverage
   WHERE batch = number AND kind = 'starts') AS starts_of,
  (SELECT group_concat(iif(provider = '', 'everyone', provider), ', ') FROM coverage
   WHERE batch = number AND kind = 'events') AS events_of,
  data_rows, starts, events, withdrawn, sha256, mapping_sha256
FROM batch)"},
    {"v_people", "AS SELECT number, pseudonym AS person FROM person"},
    {"v_starts",
     R"(AS
SELECT person.pseudonym AS person, provider.code AS provider,
  date((((start.id >> 26) & 131071) - 25567) * 86400, 'unixepoch') AS index_date,
  start.score / 1000000.0 AS score,
  (SELECT group_concat(name || '=' || value, '; ') FROM start_attribute AS a
   WHERE a.profile = start.profile) AS attributes,
  start.batch, start.line, start_record.record,
  withdrawn.batch || '/' || withdrawn.line AS withdrawn_by
FROM start
LEFT JOIN person ON person.number = start.person
LEFT JOIN provider ON provider.id = start.id >> 43
LEFT JOIN start_record ON start_record.id = start.id
LEFT JOIN start_withdrawal AS withdrawn ON withdrawn.id = start.id)"},
    {"v_events",
     R"(AS
SELECT person.pseudonym AS person,
  date(event.offence * 86400, 'unixepoch') AS offence_date,
  date(event.proven * 86400, 'unixepoch') AS proven_date,
  (SELECT group_concat(name || '=' || value, '; ') FROM event_attribute AS a
   WHERE a.profile = event.profile) AS attributes,
  event.batch, event.line, event_record.record,
  withdrawn.batch || '/' || withdrawn.line AS withdrawn_by
FROM event
LEFT JOIN person ON person.number = event.id >> 24
LEFT JOIN event_record ON event_record.id = event.id
LEFT JOIN event_withdrawal AS withdrawn ON withdrawn.id = event.id)"},
};

// Rows are never changed or deleted, by this program or by hand.
SchemaObject guard(std::string_view table, std::string_view verb) {
  const std::string name = fmt::format("{}_no_{}", table, verb);
  return {"trigger",
          name,
          fmt::format("CREATE TRIGGER {} BEFORE {} ON {} "
                      "BEGIN SELECT RAISE(ABORT, 'the store only grows'); END",
                      name,
                      verb,
                      table)};
}

std::vector<SchemaObject> objects(std::string_view type,
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

std::vector<SchemaObject> tables_and_guards() {
  std::vector<SchemaObject> made = objects("table", "CREATE TABLE", kTables);
  for (const Definition& table : kTables) {
    made.push_back(guard(table.name, "update"));
    made.push_back(guard(table.name, "delete"));
  }
  return made;
}

void add_to(std::vector<SchemaObject>& all, const std::vector<SchemaObject>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

std::vector<SchemaObject> expected_objects() {
  std::vector<SchemaObject> all = tables_and_guards();
  add_to(all, objects("view", "CREATE VIEW", kViews));
  add_to(all, objects("index", "CREATE UNIQUE INDEX", kIndexes));
  std::sort(all.begin(), all.end());
  return all;
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
      Place{connection.path()}, Reason::not_a_store, std::move(message), std::move(advice));
}

void check_header(const Connection& connection) {
  if (one_integer(connection, "PRAGMA application_id") != kApplicationId) {
    refuse(connection, "isn't a store of people and events");
  }
  const std::int64_t version = one_integer(connection, "PRAGMA user_version");
  if (version > kStoreSchemaVersion) {
    throw InputError(
        Place{connection.path()},
        Reason::newer_store,
        fmt::format("has layout {}; this program knows {}", version, kStoreSchemaVersion),
        "use the version of the program that made it, or a later one");
  }
  if (version < 1) {
    refuse(connection, fmt::format("has layout {}, which never was", version));
  }
  if (version != kStoreSchemaVersion) {
    refuse(connection,
           fmt::format("has layout {}; this program reads layout {}", version, kStoreSchemaVersion),
           "import its files again, into a new store");
  }
}

}  // namespace

void create_tables(const Connection& connection) {
  connection.run(fmt::format(
      "PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, kStoreSchemaVersion));
  std::vector<SchemaObject> all = tables_and_guards();
  add_to(all, objects("view", "CREATE VIEW", kViews));
  for (const SchemaObject& object : all) {
    connection.run(object.sql);
  }
}

void create_indexes(const Connection& connection) {
  for (const SchemaObject& object : objects("index", "CREATE UNIQUE INDEX", kIndexes)) {
    connection.run(object.sql);
  }
}

void check_schema(Connection& connection) {
  check_header(connection);
  const std::vector<SchemaObject> expected = expected_objects();
  const std::vector<SchemaObject> stored = stored_objects(connection);
  for (const SchemaObject& object : stored) {
    if (!std::binary_search(expected.begin(), expected.end(), object)) {
      refuse(connection,
             fmt::format("holds {} {} that isn't ours: {}",
                         object.type == "index" ? "an" : "a",
                         object.type,
                         shown(object.name)),
             "take out what was added to the store, or go back to a copy of it");
    }
  }
  for (const SchemaObject& object : expected) {
    if (!std::binary_search(stored.begin(), stored.end(), object)) {
      refuse(connection,
             fmt::format("lacks the {} {}", object.type, shown(object.name)),
             "go back to a copy of the store");
    }
  }
  if (stored.size() != expected.size()) {
    connection.fail_corrupt("an object is defined twice");
  }
  connection.trust_schema();
}

}  // namespace outturn::store
