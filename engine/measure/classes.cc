#include "measure/classes.h"

#include <array>

namespace outturn {
namespace {

template <typename Class>
struct Entry {
  Class value;
  std::string_view code;
  std::string_view sentence;
};

constexpr std::array<Entry<PersonClass>, kPersonClasses> kPersons = {{
    {PersonClass::counted, "counted", "in the cohort and measured"},
    {PersonClass::disposal_not_in_scope,
     "disposal_not_in_scope",
     "the contract doesn't take this disposal"},
    {PersonClass::attribute_not_in_scope,
     "attribute_not_in_scope",
     "an attribute is outside what the contract takes"},
    {PersonClass::attribute_missing,
     "attribute_missing",
     "an attribute that the contract asks for is missing"},
    {PersonClass::another_start_counts,
     "another_start_counts",
     "another start of the same person in this period counts"},
    {PersonClass::not_measurable, "not_measurable", "eligible, but not matched or followed up"},
    {PersonClass::no_provider, "no_provider", "under no provider"},
}};

constexpr std::array<Entry<EventClass>, kEventClasses> kEvents = {{
    {EventClass::counted, "counted", "counts as a proven reoffence"},
    {EventClass::before_index_date, "before_index_date", "committed before the index date"},
    {EventClass::after_follow_up, "after_follow_up", "committed after the follow-up"},
    {EventClass::breach, "breach", "a breach, not an offence that counts"},
    {EventClass::outcome_not_counted, "outcome_not_counted", "its outcome is not one that counts"},
    {EventClass::not_proven, "not_proven", "not proven"},
    {EventClass::proven_too_late, "proven_too_late", "proven after the waiting period"},
}};

template <typename Class, std::size_t N>
constexpr std::array<Class, N> values_of(const std::array<Entry<Class>, N>& table) {
  std::array<Class, N> values{};
  for (std::size_t i = 0; i < N; ++i) {
    values[i] = table[i].value;
  }
  return values;
}

constexpr auto kPersonValues = values_of(kPersons);
constexpr auto kEventValues = values_of(kEvents);

template <typename Class, std::size_t N>
constexpr bool in_enum_order(const std::array<Class, N>& values) {
  for (std::size_t i = 0; i < N; ++i) {
    if (static_cast<std::size_t>(values[i]) != i) {
      return false;
    }
  }
  return true;
}
static_assert(in_enum_order(kPersonValues) && in_enum_order(kEventValues));

}  // namespace

std::string_view code_of(PersonClass value) {
  return kPersons.at(static_cast<std::size_t>(value)).code;
}

std::string_view code_of(EventClass value) {
  return kEvents.at(static_cast<std::size_t>(value)).code;
}

std::string_view sentence_of(PersonClass value) {
  return kPersons.at(static_cast<std::size_t>(value)).sentence;
}

std::string_view sentence_of(EventClass value) {
  return kEvents.at(static_cast<std::size_t>(value)).sentence;
}

std::span<const PersonClass> all_person_classes() {
  return kPersonValues;
}

std::span<const EventClass> all_event_classes() {
  return kEventValues;
}

}  // namespace outturn
