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

constexpr std::array<Entry<ClaimClass>, kClaimClasses> kClaims = {{
    {ClaimClass::claimed, "claimed", "reached in this period"},
    {ClaimClass::claimed_before, "claimed_before", "reached in an earlier period"},
    {ClaimClass::later, "later", "decided after this period"},
    {ClaimClass::stage_not_reached,
     "stage_not_reached",
     "the stage that it comes after was not reached"},
    {ClaimClass::before_its_time, "before_its_time", "before the time in which it counts"},
    {ClaimClass::after_its_time, "after_its_time", "after the time in which it counts"},
    {ClaimClass::evidence_not_accepted,
     "evidence_not_accepted",
     "its evidence is not of a kind that the contract accepts"},
    {ClaimClass::not_proven, "not_proven", "not proven"},
    {ClaimClass::proven_too_late, "proven_too_late", "proven after the time for it"},
    {ClaimClass::claimed_already, "claimed_already", "the stage was claimed as often as it can be"},
    {ClaimClass::sum_not_reached,
     "sum_not_reached",
     "the events don't add up to what the contract asks for"},
    {ClaimClass::broken, "broken", "an event happened of which the person had to be clear"},
    {ClaimClass::not_observed,
     "not_observed",
     "the data doesn't reach the day on which it would be complete"},
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
constexpr auto kClaimValues = values_of(kClaims);

template <typename Class, std::size_t N>
constexpr bool in_enum_order(const std::array<Class, N>& values) {
  for (std::size_t i = 0; i < N; ++i) {
    if (static_cast<std::size_t>(values[i]) != i) {
      return false;
    }
  }
  return true;
}
static_assert(in_enum_order(kPersonValues) && in_enum_order(kEventValues) &&
              in_enum_order(kClaimValues));

}  // namespace

std::string_view code_of(PersonClass value) {
  return kPersons.at(static_cast<std::size_t>(value)).code;
}

std::string_view code_of(EventClass value) {
  return kEvents.at(static_cast<std::size_t>(value)).code;
}

std::string_view code_of(ClaimClass value) {
  return kClaims.at(static_cast<std::size_t>(value)).code;
}

std::string_view sentence_of(PersonClass value) {
  return kPersons.at(static_cast<std::size_t>(value)).sentence;
}

std::string_view sentence_of(EventClass value) {
  return kEvents.at(static_cast<std::size_t>(value)).sentence;
}

std::string_view sentence_of(ClaimClass value) {
  return kClaims.at(static_cast<std::size_t>(value)).sentence;
}

std::span<const PersonClass> all_person_classes() {
  return kPersonValues;
}

std::span<const EventClass> all_event_classes() {
  return kEventValues;
}

std::span<const ClaimClass> all_claim_classes() {
  return kClaimValues;
}

}  // namespace outturn
