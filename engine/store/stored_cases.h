// People as a store knew them at a batch: starts and events merged from ordered cursors.
#pragma once

#include "store/keys.h"
#include "store/profiles.h"
#include "store/sqlite.h"
#include "store/store.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace outturn::store {

// Rows of a table from a key on, in order of key. Small gaps are stepped over, large ones sought.
class OrderedCursor {
 public:
  // `sql` selects the key first, has one parameter (the lowest key wanted) and orders by the key.
  OrderedCursor(const Connection& connection, const std::string& sql);

  // Moves to the first row whose key is at least `key`; false when there is none. Cheap when keys
  // asked for ascend.
  bool seek(std::int64_t key);

  // Moves to the next row; false after the last. Only on a row.
  bool advance();

  std::int64_t key() const { return key_; }
  const Statement& row() const { return statement_; }

 private:
  static constexpr std::int64_t kPastAll = std::numeric_limits<std::int64_t>::max();

  bool seek_afresh(std::int64_t key);

  const Connection* connection_;
  Statement statement_;
  std::int64_t key_ = kPastAll;          // of the row the cursor is on, kPastAll at the end
  std::int64_t absent_from_ = kPastAll;  // from here up to key_ there is no row
};

// The keys of rows withdrawn by some batch. Normally none, and then asking costs nothing.
class WithdrawnRows {
 public:
  WithdrawnRows(const Connection& connection, const std::string& table, std::uint32_t known_at);

  bool contains(std::int64_t key) const {
    return !keys_.empty() && std::binary_search(keys_.begin(), keys_.end(), key);
  }

 private:
  std::vector<std::int64_t> keys_;
};

// Events that batches after one that is known added, up to a later one.
class LateRows {
 public:
  LateRows(const Connection& connection,
           const std::string& withdrawals,
           std::uint32_t known_at,
           std::uint32_t until);

  // Whether a row of a batch after the known one is late: neither withdrawn since nor put in the
  // place of one that was.
  bool contains(std::int64_t key, RowOrigin origin) const;

 private:
  std::uint32_t until_;
  WithdrawnRows withdrawn_;
  std::vector<RowOrigin> corrections_;  // sorted
};

// Has a connection and a read transaction of its own, so that several can be read at once, each on
// its own thread.
class StoredCases : public CaseSource {
 public:
  // Throws what Store's constructor throws, and InputError(unknown_batch).
  StoredCases(const std::filesystem::path& path, const KnownAt& known_at);

  void for_each_person(std::string_view provider,
                       Date first,
                       Date last,
                       const Visit& visit) override;

  const Profiles& start_profiles() const override { return start_profiles_; }
  const Profiles& event_profiles() const override { return event_profiles_; }

 private:
  void load_starts(std::int64_t provider, Date first, Date last);
  void load_events(std::int64_t person);
  bool sees_event(std::int64_t key, RowOrigin origin) const;
  std::string_view pseudonym_of(std::int64_t person);
  ProfileId profile_at(const Statement& row, int column, const StoredProfiles& profiles) const;
  RowOrigin origin_at(const Statement& row, int column) const;
  Date stored_day(std::int64_t days) const;

  Connection connection_;
  Transaction transaction_;
  KnownAt known_at_;
  std::unordered_map<std::string, std::int64_t> providers_;
  StoredProfiles start_profiles_;
  StoredProfiles event_profiles_;
  WithdrawnRows withdrawn_starts_;
  WithdrawnRows withdrawn_events_;
  LateRows late_events_;
  OrderedCursor starts_cursor_;
  OrderedCursor events_cursor_;
  OrderedCursor people_cursor_;
  std::vector<Start> starts_;
  std::vector<Event> events_;
};

// The provider codes and their numbers. Throws InputError(corrupt_store).
std::unordered_map<std::string, std::int64_t> load_providers(const Connection& connection);

}  // namespace outturn::store
