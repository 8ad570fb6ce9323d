#include "store/event_import.h"

#include "store/keys.h"
#include "store/profiles.h"
#include "value/utf8.h"

#include <algorithm>
#include <tuple>

namespace outturn::store {
namespace {

std::optional<std::int64_t> days_of(std::optional<Date> date) {
  return date ? std::optional<std::int64_t>(date->days()) : std::nullopt;
}

void check_days(const EventRow& row) {
  if (!is_stored_day(row.offence_date.days()) ||
      (row.proven_date && !is_stored_day(row.proven_date->days()))) {
    throw Defect("an event on a day outside 1900..2199");
  }
}

}  // namespace

EventImport::EventImport(const Connection& connection,
                         People& people,
                         Revisions& revisions,
                         Refusals& refusals)
    : connection_(&connection),
      people_(&people),
      revisions_(&revisions),
      refusals_(&refusals),
      last_event_(connection,
                  "SELECT id FROM event WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1") {}

void EventImport::take(const EventRow& row, RowOrigin origin) {
  const auto index = revisions_->take(row.head, origin);
  if (!index) {
    return;
  }
  check_days(row);
  const std::int64_t person = people_->find(row.head.person);
  if (person == 0) {
    refusals_->add(revisions_->place_of(origin),
                   Reason::unknown_person,
                   "person " + shown(row.head.person) + " has no start",
                   "import the person's start first, or with this file");
  }
  events_.push_back({.row = &row, .index = *index, .origin = origin, .person = person});
}

void EventImport::sort_events() {
  std::sort(events_.begin(), events_.end(), [](const NewEvent& a, const NewEvent& b) {
    const auto order = [](const NewEvent& event) {
      return std::tie(event.person, event.row->offence_date, event.row->proven_date, event.origin);
    };
    return order(a) < order(b);
  });
}

// Rows of earlier imports keep their keys; new ones of the same person follow them.
std::int64_t EventImport::next_key(std::int64_t person) {
  if (!people_->was_stored(person)) {
    return event_key(person);
  }
  last_event_.reset();
  last_event_.bind(1, event_key(person));
  last_event_.bind(2, event_key(person + 1));
  return last_event_.step() ? last_event_.integer(0) + 1 : event_key(person);
}

std::vector<std::int64_t> EventImport::write(const std::function<void()>& tick) {
  sort_events();
  std::vector<std::int64_t> keys(revisions_->revisions().size());
  ProfileBook profiles(*connection_, "event_attribute");
  Statement insert(*connection_, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)");
  std::int64_t person = 0;
  std::int64_t key = 0;
  for (const NewEvent& event : events_) {
    key = event.person == person ? key + 1 : next_key(event.person);
    person = event.person;
    if (person_of_event(key) != person) {
      throw Defect("more events of one person than the store's keys can hold");
    }
    insert.bind(1, key);
    insert.bind(2, std::int64_t{event.row->offence_date.days()});
    insert.bind(3, days_of(event.row->proven_date));
    insert.bind(4, std::int64_t{profiles.number_of(event.row->attributes)});
    insert.bind(5, std::int64_t{event.origin.batch});
    insert.bind(6, std::int64_t{event.origin.line});
    insert.run();
    keys[event.index] = key;
    tick();
  }
  return keys;
}

}  // namespace outturn::store
