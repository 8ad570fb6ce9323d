// Bringing files into a store: every check first, then all rows in the order of their keys.
#pragma once

#include "store/sqlite.h"
#include "store/store.h"

#include <vector>

namespace outturn::store {

// Adds the files within the write transaction that is open; the caller commits. See Store::import.
std::vector<Batch> import_files(const Connection& connection,
                                const std::vector<ImportFile>& files,
                                const ProgressFn& progress);

// Every batch, in order of number. Throws InputError(corrupt_store).
std::vector<Batch> read_batches(const Connection& connection);

}  // namespace outturn::store
