#include "support/people.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace outturn {
namespace {

constexpr std::uint32_t kFirstLine = 2;  // below the header

Date day(const std::string& text) {
  const auto date = parse_date(text);
  if (!date) {
    throw std::invalid_argument("a test writes the date \"" + text + "\"");
  }
  return *date;
}

template <typename Row>
std::uint32_t line_of(const Row& row, std::size_t index) {
  return row.line > 0 ? row.line : kFirstLine + static_cast<std::uint32_t>(index);
}

}  // namespace

ProfileId ListedPeople::ListedProfiles::id_of(const AttributeMap& attributes) {
  const Attributes wanted(attributes.begin(), attributes.end());
  const auto found = std::find(all_.begin(), all_.end(), wanted);
  if (found != all_.end()) {
    return static_cast<ProfileId>(found - all_.begin());
  }
  all_.push_back(wanted);
  return static_cast<ProfileId>(all_.size() - 1);
}

const Attributes& ListedPeople::ListedProfiles::attributes(ProfileId profile) const {
  return all_.at(profile);
}

ListedPeople::ListedPeople(const std::vector<ListedStart>& starts,
                           const std::vector<ListedEvent>& events) {
  for (std::size_t i = 0; i < starts.size(); ++i) {
    add(starts[i], line_of(starts[i], i));
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    add(events[i], line_of(events[i], i));
  }
  std::int64_t number = 0;
  for (auto& [pseudonym, person] : people_) {
    person.number = ++number;
    std::sort(person.starts.begin(), person.starts.end(), [](const auto& a, const auto& b) {
      return std::tie(a.second.index_date, a.second.origin) <
             std::tie(b.second.index_date, b.second.origin);
    });
    std::sort(person.events.begin(), person.events.end(), [](const Event& a, const Event& b) {
      return std::tie(a.offence_date, a.proven_date, a.origin) <
             std::tie(b.offence_date, b.proven_date, b.origin);
    });
  }
}

void ListedPeople::add(const ListedStart& start, std::uint32_t line) {
  people_[start.person].starts.emplace_back(start.provider,
                                            Start{0,
                                                  day(start.index_date),
                                                  start.score,
                                                  start_profiles_.id_of(start.attributes),
                                                  RowOrigin{1, line}});
}

void ListedPeople::add(const ListedEvent& event, std::uint32_t line) {
  people_[event.person].events.push_back(
      {day(event.offence_date),
       event.proven_date.empty() ? std::nullopt : std::optional(day(event.proven_date)),
       event_profiles_.id_of(event.attributes),
       RowOrigin{2, line}});
}

void ListedPeople::for_each_person(std::string_view provider,
                                   Date first,
                                   Date last,
                                   const Visit& visit) {
  for (const auto& [pseudonym, person] : people_) {
    std::vector<Start> starts;
    for (const auto& [code, start] : person.starts) {
      if (code == provider && first <= start.index_date && start.index_date <= last) {
        starts.push_back(start);
        starts.back().person = person.number;
      }
    }
    if (!starts.empty()) {
      visit({person.number, pseudonym, starts, person.events});
    }
  }
}

}  // namespace outturn
