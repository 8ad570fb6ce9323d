// What a store file holds, object by object, to the letter. Tables and views: docs/data.md.
#pragma once

#include "store/sqlite.h"

#include <filesystem>

namespace outturn::store {

// Makes the tables, triggers and views, and marks the file as ours, in the transaction that is
// open. The indexes come later: they are built faster once the rows are there.
void create_tables(const Connection& connection);
void create_indexes(const Connection& connection);

// Opens a store's file. Throws InputError(not_a_store, newer_store, corrupt_store) unless it holds
// exactly what create_tables and create_indexes make.
Connection open_store(const std::filesystem::path& path, Connection::Mode mode);

}  // namespace outturn::store
