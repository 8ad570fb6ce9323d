#include "store/stored_cases.h"

#include "store/schema.h"
#include "value/problem.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace outturn::store {
namespace {

namespace fs = std::filesystem;

// Stepping over a row costs a tenth of seeking afresh.
constexpr int kMostStepped = 16;

KnownAt known_batches(const Connection& connection, const KnownAt& wanted) {
  const std::int64_t last = one_integer(connection, "SELECT max(number) FROM batch");
  for (const std::uint32_t batch : {wanted.starts, wanted.events, wanted.late_events}) {
    if (batch < 1 || batch > last) {
      throw InputError(Place{connection.path()},
                       Reason::unknown_batch,
                       fmt::format("has no batch {}", batch),
                       fmt::format("its batches are 1 to {}", last));
    }
  }
  return wanted;
}

auto order_of(const Start& start) {
  return std::tuple(start.person, start.index_date, start.origin);
}

auto order_of(const Event& event) {
  return std::tuple(event.offence_date, event.proven_date, event.origin);
}

// Rows mostly come in order already.
template <typename Row>
void put_in_order(std::vector<Row>& rows) {
  const auto before = [](const Row& a, const Row& b) { return order_of(a) < order_of(b); };
  if (!std::is_sorted(rows.begin(), rows.end(), before)) {
    std::sort(rows.begin(), rows.end(), before);
  }
}

}  // namespace

OrderedCursor::OrderedCursor(const Connection& connection, const std::string& sql)
    : connection_(&connection), statement_(connection, sql) {}

bool OrderedCursor::advance() {
  const std::int64_t before = key_;
  absent_from_ = before + 1;
  key_ = statement_.step() ? statement_.integer(0) : kPastAll;
  if (key_ <= before) {
    connection_->fail_corrupt("rows are out of order");
  }
  return key_ != kPastAll;
}

bool OrderedCursor::seek_afresh(std::int64_t key) {
  statement_.reset();
  statement_.bind(1, key);
  key_ = key - 1;
  return advance();
}

bool OrderedCursor::seek(std::int64_t key) {
  if (key < absent_from_) {
    return seek_afresh(key);
  }
  for (int stepped = 0; key_ < key; ++stepped) {
    if (stepped == kMostStepped) {
      return seek_afresh(key);
    }
    advance();
  }
  return key_ != kPastAll;
}

WithdrawnRows::WithdrawnRows(const Connection& connection,
                             const std::string& table,
                             std::uint32_t known_at) {
  Statement statement(connection,
                      fmt::format("SELECT id FROM {} WHERE batch <= ? ORDER BY id", table));
  statement.bind(1, std::int64_t{known_at});
  while (statement.step()) {
    keys_.push_back(statement.integer(0));
  }
}

LateRows::LateRows(const Connection& connection,
                   const std::string& withdrawals,
                   std::uint32_t known_at,
                   std::uint32_t until)
    : until_(until), withdrawn_(connection, withdrawals, until) {
  Statement statement(
      connection,
      fmt::format("SELECT batch, line FROM {} WHERE batch > ? AND batch <= ?", withdrawals));
  statement.bind(1, std::int64_t{known_at});
  statement.bind(2, std::int64_t{until});
  while (statement.step()) {
    corrections_.push_back({static_cast<std::uint32_t>(statement.integer(0)),
                            static_cast<std::uint32_t>(statement.integer(1))});
  }
  std::sort(corrections_.begin(), corrections_.end());
}

// What corrects a row is on the line that withdraws it.
bool LateRows::contains(std::int64_t key, RowOrigin origin) const {
  return origin.batch <= until_ && !withdrawn_.contains(key) &&
         !std::binary_search(corrections_.begin(), corrections_.end(), origin);
}

std::unordered_map<std::string, std::int64_t> load_providers(const Connection& connection) {
  std::unordered_map<std::string, std::int64_t> providers;
  Statement statement(connection, "SELECT code, id FROM provider");
  while (statement.step()) {
    const std::int64_t id = statement.integer(1);
    if (id < 1 || id > kMostProviders || !providers.emplace(statement.text(0), id).second) {
      connection.fail_corrupt("its list of providers contradicts itself");
    }
  }
  providers.emplace("", 0);
  return providers;
}

StoredCases::StoredCases(const fs::path& path, const KnownAt& known_at)
    : connection_(open_store(path, Connection::Mode::read)),
      transaction_(connection_, Transaction::Kind::read),
      known_at_(known_batches(connection_, known_at)),
      providers_(load_providers(connection_)),
      start_profiles_(connection_, "start_attribute"),
      event_profiles_(connection_, "event_attribute"),
      withdrawn_starts_(connection_, "start_withdrawal", known_at.starts),
      withdrawn_events_(connection_, "event_withdrawal", known_at.events),
      late_events_(connection_, "event_withdrawal", known_at.events, known_at.late_events),
      starts_cursor_(connection_,
                     "SELECT id, person, score, profile, batch, line FROM start "
                     "WHERE id >= ? ORDER BY id"),
      events_cursor_(connection_,
                     "SELECT id, offence, proven, profile, batch, line FROM event "
                     "WHERE id >= ? ORDER BY id"),
      people_cursor_(connection_,
                     "SELECT number, pseudonym FROM person WHERE number >= ? ORDER BY number") {}

RowOrigin StoredCases::origin_at(const Statement& row, int column) const {
  const std::int64_t batch = row.integer(column);
  const std::int64_t line = row.integer(column + 1);
  if (batch < 1 || line < 0 || ((batch | line) >> 32) != 0) {
    connection_.fail_corrupt(fmt::format("it holds a row of line {} of batch {}", line, batch));
  }
  return {static_cast<std::uint32_t>(batch), static_cast<std::uint32_t>(line)};
}

Date StoredCases::stored_day(std::int64_t days) const {
  if (!is_stored_day(days)) {
    connection_.fail_corrupt("it holds a day that isn't one");
  }
  return Date::of_days(static_cast<std::int32_t>(days));
}

ProfileId StoredCases::profile_at(const Statement& row,
                                  int column,
                                  const StoredProfiles& profiles) const {
  const std::int64_t profile = row.integer(column);
  if (profile < 0 || profile >= static_cast<std::int64_t>(profiles.size())) {
    connection_.fail_corrupt(fmt::format("it names profile {}, which it lacks", profile));
  }
  return static_cast<ProfileId>(profile);
}

void StoredCases::load_starts(std::int64_t provider, Date first, Date last) {
  starts_.clear();
  const std::int64_t end = start_key(provider, last) + kMostStartsADay;
  bool on_row = starts_cursor_.seek(start_key(provider, first));
  for (; on_row && starts_cursor_.key() < end; on_row = starts_cursor_.advance()) {
    const Statement& row = starts_cursor_.row();
    const RowOrigin origin = origin_at(row, 4);
    if (origin.batch > known_at_.starts || withdrawn_starts_.contains(starts_cursor_.key())) {
      continue;
    }
    const Start start{.person = row.integer(1),
                      .index_date = day_of_start(starts_cursor_.key()),
                      .score = row.integer_or_null(2),
                      .profile = profile_at(row, 3, start_profiles_),
                      .origin = origin};
    if (start.person < 1 || start.person > kMostPeople) {
      connection_.fail_corrupt("a start has no person");
    }
    starts_.push_back(start);
  }
  put_in_order(starts_);
}

bool StoredCases::sees_event(std::int64_t key, RowOrigin origin) const {
  return origin.batch <= known_at_.events ? !withdrawn_events_.contains(key)
                                          : late_events_.contains(key, origin);
}

void StoredCases::load_events(std::int64_t person) {
  events_.clear();
  const std::int64_t end = event_key(person + 1);
  bool on_row = events_cursor_.seek(event_key(person));
  for (; on_row && events_cursor_.key() < end; on_row = events_cursor_.advance()) {
    const Statement& row = events_cursor_.row();
    const RowOrigin origin = origin_at(row, 4);
    if (!sees_event(events_cursor_.key(), origin)) {
      continue;
    }
    const auto proven = row.integer_or_null(2);
    events_.push_back({.offence_date = stored_day(row.integer(1)),
                       .proven_date = proven ? std::optional(stored_day(*proven)) : std::nullopt,
                       .profile = profile_at(row, 3, event_profiles_),
                       .origin = origin});
  }
  put_in_order(events_);
}

std::string_view StoredCases::pseudonym_of(std::int64_t person) {
  if (!people_cursor_.seek(person) || people_cursor_.key() != person) {
    connection_.fail_corrupt(fmt::format("person {} has no pseudonym", person));
  }
  return people_cursor_.row().text(1);
}

void StoredCases::for_each_person(std::string_view provider,
                                  Date first,
                                  Date last,
                                  const Visit& visit) {
  const auto number = providers_.find(std::string(provider));
  first = std::max(first, kFirstDay);
  last = std::min(last, kLastDay);
  if (number == providers_.end() || last < first) {
    return;
  }
  load_starts(number->second, first, last);
  for (auto start = starts_.begin(); start != starts_.end();) {
    const auto next = std::find_if(
        start, starts_.end(), [&](const Start& other) { return other.person != start->person; });
    load_events(start->person);
    visit({.person = start->person,
           .pseudonym = pseudonym_of(start->person),
           .starts = {start, next},
           .events = events_});
    start = next;
  }
}

}  // namespace outturn::store
