// Which row a reference means, and how long each row of an import stands.
#pragma once

#include "cases/person.h"
#include "cases/rows.h"
#include "store/refusals.h"
#include "store/sqlite.h"

#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace outturn::store {

inline constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();

// The names of the tables of one kind of row.
struct RowTables {
  std::string rows;
  std::string records;
  std::string withdrawals;
};

// A row that a reference can mean: one already stored, by key, or one of this import, by its place
// in the order taken.
struct RowRef {
  bool is_stored;
  std::int64_t key_or_index;
};

// One row leaves: which, and the row of the import that says so.
struct Withdrawal {
  RowRef row;
  RowOrigin by;
};

// A row of the import that stays in the store, and how long it is known.
struct Revision {
  RowOrigin origin;
  std::uint32_t withdrawn_in = kNever;  // batch from which it is no longer known
};

// Follows the rows of one kind through an import. Every row is announced before the first is taken;
// rows are then taken in order of batch and line.
class Revisions {
 public:
  // `sources[i]` is the name of the file that becomes batch `first_batch + i`. What is passed must
  // outlive the object.
  Revisions(const Connection& connection,
            RowTables tables,
            std::uint32_t first_batch,
            const std::vector<std::string>& sources,
            Refusals& refusals);

  // Notes what the row refers to.
  void announce(const RowHead& head);

  // Follows the row. Gives its index among those that stay in the store, or nothing when it only
  // withdraws another. `head` must outlive the object.
  std::optional<std::size_t> take(const RowHead& head, RowOrigin origin);

  const std::vector<Revision>& revisions() const { return revisions_; }
  const std::vector<Withdrawal>& withdrawals() const { return withdrawals_; }

  // The batch in which this import withdraws a stored row, or kNever.
  std::uint32_t withdrawn_in(std::int64_t stored_key) const;

  // The references that rows of this import bear, with the rows' indexes: their source's own, or
  // that of the row they correct.
  const std::vector<std::pair<std::string_view, std::size_t>>& records() const { return records_; }

  // How a message names a row: "line 7 of starts.csv" in this import, "2/7" in the store.
  std::string words_for(RowOrigin origin) const;

  // Where a row of this import stands in its file.
  Place place_of(RowOrigin origin) const;

 private:
  struct Named {
    int rows = 0;  // of this batch and line
    RowRef row{};
    std::string_view record;  // that the row bears from its source; empty: none
  };
  enum class Standing { unknown, ambiguous, withdrawn, live };
  struct Found {
    Standing standing;
    RowRef row{};
    RowOrigin withdrawn_by{};
  };

  void find_announced();
  void find_records_of_announced();
  Found find(std::string_view record);
  Found find_by_line(RowOrigin origin);
  Found find_stored(std::string_view record);
  Found standing_of(RowRef row);
  std::optional<RowOrigin> stored_withdrawal(std::int64_t key);
  RowOrigin origin_of(RowRef row);
  void withdraw(const RowHead& head, RowOrigin by);
  void check_new_record(const RowHead& head, RowOrigin origin);
  std::string_view record_borne_by(const RowHead& head) const;
  void bear(std::string_view record, RowOrigin origin, std::size_t index);

  const Connection* connection_;
  RowTables tables_;
  std::uint32_t first_batch_;
  const std::vector<std::string>* sources_;
  Refusals* refusals_;
  Statement record_lookup_;
  Statement withdrawal_lookup_;
  Statement origin_lookup_;
  bool announced_are_found_ = false;
  std::map<RowOrigin, Named> by_line_;
  std::deque<std::string> stored_records_;  // of rows named by batch and line
  std::unordered_map<std::string_view, std::size_t> by_record_;
  std::vector<Revision> revisions_;
  std::vector<Withdrawal> withdrawals_;
  std::vector<std::pair<std::string_view, std::size_t>> records_;
  std::unordered_map<std::int64_t, RowOrigin> withdrawn_stored_;
  std::unordered_map<std::size_t, RowOrigin> withdrawn_new_;
};

// Reads "BATCH/LINE"; nothing for anything else.
std::optional<RowOrigin> parse_batch_line(std::string_view text);

}  // namespace outturn::store
