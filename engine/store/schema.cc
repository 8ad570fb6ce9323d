#include "store/schema.h"

#include "store/layout.h"
#include "store/store.h"

#include <vector>

namespace outturn::store {
namespace {

constexpr std::int64_t kApplicationId = 0x4F75746E;  // "Outn"

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

void add_to(std::vector<SchemaObject>& all, const std::vector<SchemaObject>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

const Layout& layout_of_store() {
  static const Layout kLayout = [] {
    Layout made{
        kApplicationId, kStoreSchemaVersion, "import its files again, into a new store", {}};
    made.objects = guarded_tables(kTables, "the store only grows");
    add_to(made.objects, objects_of("view", "CREATE VIEW", kViews));
    add_to(made.objects, objects_of("index", "CREATE UNIQUE INDEX", kIndexes));
    return made;
  }();
  return kLayout;
}

bool is_index(const SchemaObject& object) {
  return object.type == "index";
}

void create(const Connection& connection, bool indexes) {
  for (const SchemaObject& object : layout_of_store().objects) {
    if (is_index(object) == indexes) {
      connection.run(object.sql);
    }
  }
}

}  // namespace

void create_tables(const Connection& connection) {
  mark(connection, layout_of_store());
  create(connection, false);
}

void create_indexes(const Connection& connection) {
  create(connection, true);
}

Connection open_store(const std::filesystem::path& path, Connection::Mode mode) {
  return open_checked(path, mode, kStoreFile, layout_of_store());
}

}  // namespace outturn::store
