// Tables of bank holidays, kept in files of their own.
#include "rules/reading.h"

#include <fmt/format.h>

namespace outturn::reading {
namespace {

std::optional<Weekday> read_weekday(const Node& node, Problems& problems) {
  const auto index = yaml::read_word(node, kWeekdays, problems);
  return index ? std::optional(static_cast<Weekday>(*index)) : std::nullopt;
}

// The keys of `days` are dates: read as a value would be, at their own places.
std::optional<Date> read_key(const yaml::Entry& entry, Problems& problems) {
  Node key;
  key.kind = Node::Kind::scalar;
  key.place = entry.key_place;
  key.text = entry.key;
  return yaml::read_date(key, problems);
}

void read_day(const yaml::Entry& entry, bool covered, Holidays& holidays, Problems& problems) {
  const auto day = read_key(entry, problems);
  const auto name = yaml::read_text(entry.value, problems);
  if (!day || !name) {
    return;
  }
  if (covered && (*day < holidays.first || holidays.last < *day)) {
    problems.add(entry.key_place,
                 Reason::out_of_range,
                 fmt::format("{} is outside the days that this table covers", entry.key),
                 "mend the day, or from: and until:");
  }
  if (!holidays.days.empty() && *day < holidays.days.rbegin()->first) {
    problems.add(entry.key_place, Reason::out_of_order, "days stand in order of time");
  }
  holidays.days.emplace(*day, *name);
}

// False when it can't be told which days the table covers.
bool read_coverage(Fields& fields, Holidays& holidays) {
  const auto from = fields.required("from", yaml::read_date);
  const Node* node = fields.require("until", "say to which day the table knows all holidays");
  const auto until = node == nullptr ? std::nullopt : yaml::read_date(*node, fields.problems());
  if (!from || !until) {
    return false;
  }
  holidays.first = *from;
  holidays.last = *until;
  if (*until < *from) {
    fields.problems().add(node->place, Reason::out_of_order, "the table ends before it begins");
  }
  return *from <= *until;
}

}  // namespace

Holidays read_holidays(const Node& root, Context& context) {
  Problems& problems = context.problems;
  Fields fields(root, "bank holidays file", problems);
  Holidays holidays;
  holidays.name = read_head(fields, "bank_holidays").name;
  holidays.place = root.place;
  const bool covered = read_coverage(fields, holidays);
  if (const Node* weekend = fields.require("weekend", "write: weekend: [Saturday, Sunday]")) {
    const auto days = yaml::read_list<Weekday>(*weekend, problems, read_weekday);
    holidays.weekend = days ? std::set(days->begin(), days->end()) : std::set<Weekday>{};
  }
  if (const Node* days = fields.require("days")) {
    if (!days->is_map()) {
      yaml::report_shape(*days, "holidays by their days", problems);
    }
    for (const yaml::Entry& entry : days->entries) {
      read_day(entry, covered, holidays, problems);
    }
  }
  fields.finish();
  return holidays;
}

}  // namespace outturn::reading
