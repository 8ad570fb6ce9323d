// What a store file holds, object by object, to the letter. Tables and views: docs/data.md.
#pragma once

#include "store/sqlite.h"

#include <string_view>

namespace outturn::store {

// Makes the tables, triggers and views, and marks the file as ours, in the transaction that is
// open. The indexes come later: they are built faster once the rows are there.
void create_tables(const Connection& connection);
void create_indexes(const Connection& connection);

// Throws InputError(not_a_store, newer_store, corrupt_store) unless the file holds exactly what
// create_tables and create_indexes make.
void check_schema(Connection& connection);

}  // namespace outturn::store
