#include "store/start_import.h"

#include "store/keys.h"
#include "store/profiles.h"
#include "value/utf8.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace outturn::store {
namespace {

// Calls `visit` with each run of neighbours that `same` holds equal to the run's first.
template <typename Row, typename Same, typename Visit>
void for_each_run(std::span<const Row> rows, const Same& same, const Visit& visit) {
  while (!rows.empty()) {
    const auto end = std::find_if_not(
        rows.begin(), rows.end(), [&](const Row& row) { return same(row, rows.front()); });
    const auto size = static_cast<std::size_t>(end - rows.begin());
    visit(rows.first(size));
    rows = rows.subspan(size);
  }
}

}  // namespace

StartImport::StartImport(const Connection& connection,
                         People& people,
                         Revisions& revisions,
                         Refusals& refusals)
    : connection_(&connection),
      people_(&people),
      revisions_(&revisions),
      refusals_(&refusals),
      providers_(connection),
      stored_starts_(connection,
                     "SELECT id, person, batch, line FROM start WHERE id >= ? AND id < ?"),
      stored_withdrawal_(connection, "SELECT 1 FROM start_withdrawal WHERE id = ?"),
      last_start_(connection,
                  "SELECT id FROM start WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1") {}

void StartImport::take(const StartRow& row, RowOrigin origin) {
  if (const auto index = revisions_->take(row.head, origin)) {
    if (!is_stored_day(row.index_date.days())) {
      throw Defect("a start on a day outside 1900..2199");
    }
    starts_.push_back({.row = &row, .index = *index, .origin = origin});
  }
}

// People are numbered in the order in which a reading of provider after provider and day after day
// meets them: then it meets their events in the order of the keys.
void StartImport::number_people() {
  std::sort(starts_.begin(), starts_.end(), [](const NewStart& a, const NewStart& b) {
    const auto order = [](const NewStart& start) {
      return std::tie(
          start.row->provider, start.row->index_date, start.row->head.person, start.origin);
    };
    return order(a) < order(b);
  });
  for (NewStart& start : starts_) {
    start.provider = providers_.find_or_add(start.row->provider);
    start.person = people_->find_or_add(start.row->head.person);
  }
}

bool StartImport::never_stood(const NewStart& start) const {
  return revisions_->revisions()[start.index].withdrawn_in == start.origin.batch;
}

void StartImport::refuse_double(const NewStart& start, RowOrigin earlier) {
  const std::string provider = start.row->provider.empty() ? "nobody" : shown(start.row->provider);
  refusals_->add(revisions_->place_of(start.origin),
                 Reason::duplicate_row,
                 fmt::format("person {} already starts under {} on {}: {}",
                             shown(start.row->head.person),
                             provider,
                             to_string(start.row->index_date),
                             revisions_->words_for(earlier)),
                 "withdraw or correct the earlier row first");
}

void StartImport::refuse_doubles_among(Group group) {
  const NewStart* earlier = nullptr;
  for (const NewStart& start : group) {
    if (never_stood(start)) {
      continue;
    }
    if (earlier != nullptr && earlier->person == start.person &&
        revisions_->revisions()[earlier->index].withdrawn_in > start.origin.batch) {
      refuse_double(start, earlier->origin);
    }
    earlier = &start;
  }
}

void StartImport::refuse_doubles_of_stored(Group group) {
  struct Stored {
    std::int64_t key;
    RowOrigin origin;
  };
  std::unordered_multimap<std::int64_t, Stored> stored;  // by person
  const std::int64_t first = start_key(group.front().provider, group.front().row->index_date);
  stored_starts_.reset();
  stored_starts_.bind(1, first);
  stored_starts_.bind(2, first + kMostStartsADay);
  while (stored_starts_.step()) {
    const RowOrigin origin{static_cast<std::uint32_t>(stored_starts_.integer(2)),
                           static_cast<std::uint32_t>(stored_starts_.integer(3))};
    stored.emplace(stored_starts_.integer(1), Stored{stored_starts_.integer(0), origin});
  }
  for (const NewStart& start : group) {
    const auto [begin, end] = stored.equal_range(start.person);
    for (auto earlier = begin; earlier != end && !never_stood(start); ++earlier) {
      stored_withdrawal_.reset();
      stored_withdrawal_.bind(1, earlier->second.key);
      if (revisions_->withdrawn_in(earlier->second.key) > start.origin.batch &&
          !stored_withdrawal_.step()) {
        refuse_double(start, earlier->second.origin);
      }
    }
  }
}

void StartImport::resolve() {
  number_people();
  std::sort(starts_.begin(), starts_.end(), [](const NewStart& a, const NewStart& b) {
    const auto order = [](const NewStart& start) {
      return std::tie(start.provider, start.row->index_date, start.person, start.origin);
    };
    return order(a) < order(b);
  });
  for_each_group([&](Group group) {
    refuse_doubles_among(group);
    if (providers_.was_stored(group.front().provider)) {
      refuse_doubles_of_stored(group);
    }
  });
}

void StartImport::for_each_group(const std::function<void(Group)>& visit) const {
  const auto same = [](const NewStart& a, const NewStart& b) {
    return a.provider == b.provider && a.row->index_date == b.row->index_date;
  };
  for_each_run(Group(starts_), same, visit);
}

// Rows of earlier imports keep their keys; new ones of the same provider and day follow them.
std::int64_t StartImport::next_key(const NewStart& first) {
  const std::int64_t key = start_key(first.provider, first.row->index_date);
  last_start_.reset();
  last_start_.bind(1, key);
  last_start_.bind(2, key + kMostStartsADay);
  return last_start_.step() ? last_start_.integer(0) + 1 : key;
}

std::vector<std::int64_t> StartImport::write(const std::function<void()>& tick) {
  std::vector<std::int64_t> keys(revisions_->revisions().size());
  ProfileBook profiles(*connection_, "start_attribute");
  Statement insert(*connection_, "INSERT INTO start VALUES (?, ?, ?, ?, ?, ?)");
  for_each_group([&](Group group) {
    std::int64_t key = next_key(group.front());
    const std::int64_t end =
        start_key(group.front().provider, group.front().row->index_date) + kMostStartsADay;
    for (const NewStart& start : group) {
      if (key == end) {
        throw Defect("more starts on one day than the store's keys can hold");
      }
      insert.bind(1, key);
      insert.bind(2, start.person);
      insert.bind(3, start.row->score);
      insert.bind(4, std::int64_t{profiles.number_of(start.row->attributes)});
      insert.bind(5, std::int64_t{start.origin.batch});
      insert.bind(6, std::int64_t{start.origin.line});
      insert.run();
      keys[start.index] = key++;
      tick();
    }
  });
  return keys;
}

}  // namespace outturn::store
