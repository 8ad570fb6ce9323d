#include "trial/case_people.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace outturn::trying {
namespace {

constexpr std::uint32_t kStartsBatch = 1;
constexpr std::uint32_t kEventsBatch = 2;

}  // namespace

ProfileId CasePeople::ListedProfiles::id_of(const Attributes& attributes) {
  const auto [found, is_new] = ids_.emplace(attributes, static_cast<ProfileId>(all_.size()));
  if (is_new) {
    all_.push_back(attributes);
  }
  return found->second;
}

// A name written again is the same person's next start. A '#' can't be written in a name.
CasePeople::CasePeople(const std::vector<CasePerson>& people) {
  std::int64_t unnamed = 0;
  for (const CasePerson& one : people) {
    const std::string& name = one.start.head.person;
    for (std::int64_t i = 0; i < one.times; ++i) {
      Person& person = people_[name.empty() ? fmt::format("#{}", ++unnamed) : name];
      add(one.start, person);
      for (const EventRow& event : one.events) {
        add(event, person);
      }
    }
  }
  put_in_order();
}

void CasePeople::add(const StartRow& row, Person& person) {
  const RowOrigin origin{kStartsBatch, static_cast<std::uint32_t>(row.head.line)};
  const ProfileId profile = start_profiles_.id_of(row.attributes);
  person.starts.emplace_back(row.provider, Start{0, row.index_date, row.score, profile, origin});
}

void CasePeople::add(const EventRow& row, Person& person) {
  const RowOrigin origin{kEventsBatch, static_cast<std::uint32_t>(row.head.line)};
  const ProfileId profile = event_profiles_.id_of(row.attributes);
  person.events.push_back({row.offence_date, row.proven_date, profile, origin});
}

// As measuring takes them. Rows on one line of the file stay as they were written.
void CasePeople::put_in_order() {
  std::int64_t number = 0;
  for (auto& [pseudonym, person] : people_) {
    person.number = ++number;
    std::stable_sort(person.starts.begin(), person.starts.end(), [](const auto& a, const auto& b) {
      return std::tie(a.second.index_date, a.second.origin) <
             std::tie(b.second.index_date, b.second.origin);
    });
    std::stable_sort(
        person.events.begin(), person.events.end(), [](const Event& a, const Event& b) {
          return std::tie(a.offence_date, a.proven_date, a.origin) <
                 std::tie(b.offence_date, b.proven_date, b.origin);
        });
  }
}

void CasePeople::for_each_person(std::string_view provider,
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

}  // namespace outturn::trying
