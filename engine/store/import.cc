#include "store/import.h"

#include "store/event_import.h"
#include "store/keys.h"
#include "store/start_import.h"
#include "value/utf8.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace outturn::store {
namespace {

// The kinds of the table "coverage".
constexpr std::string_view kStarts = "starts";
constexpr std::string_view kEvents = "events";

const RowTables kStartTables = {"start", "start_record", "start_withdrawal"};
const RowTables kEventTables = {"event", "event_record", "event_withdrawal"};

void refuse_known_files(const std::vector<ImportFile>& files,
                        const std::vector<Batch>& batches,
                        Refusals& refusals) {
  std::map<std::string_view, std::string> known;  // what each digest is
  for (const Batch& batch : batches) {
    known.emplace(batch.sha256,
                  fmt::format("batch {}, from {}", batch.number, shown(batch.source)));
  }
  for (const ImportFile& file : files) {
    const auto [entry, is_new] =
        known.emplace(file.sha256, shown(file.source) + ", in this import");
    if (!is_new) {
      refusals.add(Place{file.source},
                   Reason::already_imported,
                   "the same bytes are already there as " + entry->second,
                   "leave the file out; to change rows, withdraw or correct them");
    }
  }
}

std::vector<std::string> sources_of(const std::vector<ImportFile>& files) {
  std::vector<std::string> sources;
  sources.reserve(files.size());
  for (const ImportFile& file : files) {
    sources.push_back(file.source);
  }
  return sources;
}

RowOrigin origin_of(const RowHead& head, std::uint32_t batch) {
  if (head.line > std::numeric_limits<std::uint32_t>::max()) {
    throw Defect("a file of more than four billion lines");
  }
  return {batch, static_cast<std::uint32_t>(head.line)};
}

// Tells the caller now and then how many rows are written.
class Meter {
 public:
  Meter(const ProgressFn& progress, std::int64_t total) : progress_(&progress), total_(total) {}

  void tick() {
    constexpr std::int64_t kRowsBetween = 8'192;
    ++done_;
    if (*progress_ && (done_ % kRowsBetween == 0 || done_ == total_)) {
      (*progress_)(done_, total_);
    }
  }

 private:
  const ProgressFn* progress_;
  std::int64_t total_;
  std::int64_t done_ = 0;
};

void write_records(const Connection& connection,
                   const RowTables& tables,
                   const Revisions& revisions,
                   const std::vector<std::int64_t>& keys) {
  auto records = revisions.records();
  std::sort(records.begin(), records.end());
  Statement insert(connection, fmt::format("INSERT INTO {} VALUES (?, ?)", tables.records));
  for (const auto& [record, index] : records) {
    insert.bind(1, record);
    insert.bind(2, keys.at(index));
    insert.run();
  }
}

void write_withdrawals(const Connection& connection,
                       const RowTables& tables,
                       const Revisions& revisions,
                       const std::vector<std::int64_t>& keys) {
  Statement insert(connection, fmt::format("INSERT INTO {} VALUES (?, ?, ?)", tables.withdrawals));
  for (const auto& [row, by] : revisions.withdrawals()) {
    insert.bind(
        1, row.is_stored ? row.key_or_index : keys.at(static_cast<std::size_t>(row.key_or_index)));
    insert.bind(2, std::int64_t{by.batch});
    insert.bind(3, std::int64_t{by.line});
    insert.run();
  }
}

void write_batch(Statement& insert, const Batch& batch) {
  insert.bind(1, std::int64_t{batch.number});
  insert.bind(2, batch.source);
  insert.bind(3, batch.sha256);
  insert.bind(4, batch.mapping_sha256);
  insert.bind(5, std::int64_t{batch.observed_until.days()});
  insert.bind(6, batch.rows);
  insert.bind(7, batch.starts);
  insert.bind(8, batch.events);
  insert.bind(9, batch.withdrawn);
  insert.run();
}

void write_coverage(Statement& insert,
                    std::uint32_t batch,
                    std::string_view kind,
                    const Coverage& coverage) {
  const auto write = [&](std::string_view provider) {
    insert.bind(1, std::int64_t{batch});
    insert.bind(2, kind);
    insert.bind(3, provider);
    insert.run();
  };
  if (coverage.everyone) {
    write("");
  }
  for (const std::string& provider : coverage.providers) {
    write(provider);
  }
}

void read_coverage(const Connection& connection, std::vector<Batch>& batches) {
  Statement row(connection, "SELECT batch, kind, provider FROM coverage");
  while (row.step()) {
    const std::int64_t number = row.integer(0);
    const std::string_view kind = row.text(1);
    const bool known = number >= 1 && number <= static_cast<std::int64_t>(batches.size()) &&
                       (kind == kStarts || kind == kEvents);
    if (!known) {
      connection.fail_corrupt("a coverage isn't what it should be");
    }
    Batch& batch = batches[static_cast<std::size_t>(number - 1)];
    Coverage& coverage = kind == kStarts ? batch.starts_of : batch.events_of;
    if (row.text(2).empty()) {
      coverage.everyone = true;
    } else {
      coverage.providers.emplace(row.text(2));
    }
  }
}

// One import, from the first check to the last row.
class Import {
 public:
  Import(const Connection& connection, const std::vector<ImportFile>& files)
      : connection_(&connection),
        files_(&files),
        sources_(sources_of(files)),
        earlier_(read_batches(connection)),
        first_batch_(static_cast<std::uint32_t>(earlier_.size()) + 1),
        refusals_(connection.path()),
        people_(connection),
        start_revisions_(connection, kStartTables, first_batch_, sources_, refusals_),
        event_revisions_(connection, kEventTables, first_batch_, sources_, refusals_),
        starts_(connection, people_, start_revisions_, refusals_),
        events_(connection, people_, event_revisions_, refusals_) {}

  std::vector<Batch> run(const ProgressFn& progress) {
    refuse_known_files(*files_, earlier_, refusals_);
    refusals_.throw_if_any();
    take_rows();
    refusals_.throw_if_any();
    write_rows(progress);
    return write_batches();
  }

 private:
  // Calls `visit` with each file and the number of its batch.
  template <typename Visit>
  void for_each_file(const Visit& visit) const {
    std::uint32_t batch = first_batch_;
    for (const ImportFile& file : *files_) {
      visit(file, batch++);
    }
  }

  void announce_rows() {
    for (const ImportFile& file : *files_) {
      for (const StartRow& row : file.rows.starts) {
        start_revisions_.announce(row.head);
      }
      for (const EventRow& row : file.rows.events) {
        event_revisions_.announce(row.head);
      }
    }
  }

  void take_rows() {
    announce_rows();
    for_each_file([&](const ImportFile& file, std::uint32_t batch) {
      for (const StartRow& row : file.rows.starts) {
        starts_.take(row, origin_of(row.head, batch));
      }
    });
    starts_.resolve();
    for_each_file([&](const ImportFile& file, std::uint32_t batch) {
      for (const EventRow& row : file.rows.events) {
        events_.take(row, origin_of(row.head, batch));
      }
    });
  }

  void write_rows(const ProgressFn& progress) {
    Meter meter(progress,
                static_cast<std::int64_t>(start_revisions_.revisions().size() +
                                          event_revisions_.revisions().size()));
    const auto tick = [&] { meter.tick(); };
    const std::vector<std::int64_t> start_keys = starts_.write(tick);
    const std::vector<std::int64_t> event_keys = events_.write(tick);
    write_records(*connection_, kStartTables, start_revisions_, start_keys);
    write_records(*connection_, kEventTables, event_revisions_, event_keys);
    write_withdrawals(*connection_, kStartTables, start_revisions_, start_keys);
    write_withdrawals(*connection_, kEventTables, event_revisions_, event_keys);
  }

  std::vector<Batch> write_batches() {
    std::vector<Batch> batches;
    for_each_file([&](const ImportFile& file, std::uint32_t number) {
      batches.push_back({.number = number,
                         .source = file.source,
                         .sha256 = file.sha256,
                         .mapping_sha256 = file.mapping_sha256,
                         .observed_until = file.observed_until,
                         .starts_of = file.starts_of,
                         .events_of = file.events_of,
                         .rows = static_cast<std::int64_t>(file.rows.data_rows)});
    });
    const auto batch_at = [&](RowOrigin origin) -> Batch& {
      return batches.at(origin.batch - first_batch_);
    };
    for (const Revision& revision : start_revisions_.revisions()) {
      ++batch_at(revision.origin).starts;
    }
    for (const Revision& revision : event_revisions_.revisions()) {
      ++batch_at(revision.origin).events;
    }
    for (const Revisions* revisions : {&start_revisions_, &event_revisions_}) {
      for (const Withdrawal& withdrawal : revisions->withdrawals()) {
        ++batch_at(withdrawal.by).withdrawn;
      }
    }
    Statement insert(*connection_, "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    Statement cover(*connection_, "INSERT INTO coverage VALUES (?, ?, ?)");
    for (const Batch& batch : batches) {
      write_batch(insert, batch);
      write_coverage(cover, batch.number, kStarts, batch.starts_of);
      write_coverage(cover, batch.number, kEvents, batch.events_of);
    }
    return batches;
  }

  const Connection* connection_;
  const std::vector<ImportFile>* files_;
  std::vector<std::string> sources_;
  std::vector<Batch> earlier_;
  std::uint32_t first_batch_;
  Refusals refusals_;
  People people_;
  Revisions start_revisions_;
  Revisions event_revisions_;
  StartImport starts_;
  EventImport events_;
};

}  // namespace

std::vector<Batch> read_batches(const Connection& connection) {
  std::vector<Batch> batches;
  Statement row(connection,
                "SELECT number, source, sha256, mapping_sha256, observed_until, data_rows, starts, "
                "events, withdrawn FROM batch ORDER BY number");
  while (row.step()) {
    const auto expected = static_cast<std::int64_t>(batches.size()) + 1;
    if (row.integer(0) != expected || !is_stored_day(row.integer(4))) {
      connection.fail_corrupt(fmt::format("batch {} isn't what it should be", expected));
    }
    batches.push_back({.number = static_cast<std::uint32_t>(expected),
                       .source = std::string(row.text(1)),
                       .sha256 = std::string(row.text(2)),
                       .mapping_sha256 = std::string(row.text(3)),
                       .observed_until = Date::of_days(static_cast<std::int32_t>(row.integer(4))),
                       .starts_of = {},
                       .events_of = {},
                       .rows = row.integer(5),
                       .starts = row.integer(6),
                       .events = row.integer(7),
                       .withdrawn = row.integer(8)});
  }
  read_coverage(connection, batches);
  return batches;
}

std::vector<Batch> import_files(const Connection& connection,
                                const std::vector<ImportFile>& files,
                                const ProgressFn& progress) {
  return Import(connection, files).run(progress);
}

}  // namespace outturn::store
