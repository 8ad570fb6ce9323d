// The closed classes in which every person and every event ends. Totals over them tie.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace outturn {

// What becomes of a start: counted, or excluded for exactly one of these reasons.
enum class PersonClass {
  counted,
  disposal_not_in_scope,   // the contract's cohort doesn't take this disposal
  attribute_not_in_scope,  // another attribute is outside what the cohort takes
  attribute_missing,       // the cohort asks for an attribute that the record doesn't have
  another_start_counts,    // one start a person, and the tie-break chose another one
  not_measurable,          // eligible, but not matched or not followed up
  no_provider,             // nobody supervises this person
};

// What becomes of an event of a counted person: counted, or ignored for exactly one reason.
enum class EventClass {
  counted,
  before_index_date,    // committed before the follow-up begins
  after_follow_up,      // committed after the follow-up ends
  breach,               // a mere breach of an order or licence
  outcome_not_counted,  // an outcome that the contract doesn't count
  not_proven,           // no proven date
  proven_too_late,      // proven after the waiting period
};

// The stable code of a class ("after_follow_up") and a sentence for a reader.
std::string_view code_of(PersonClass value);
std::string_view code_of(EventClass value);
std::string_view sentence_of(PersonClass value);
std::string_view sentence_of(EventClass value);

// Every class, in the order of the enum.
std::span<const PersonClass> all_person_classes();
std::span<const EventClass> all_event_classes();

inline constexpr std::size_t kPersonClasses = 7;
inline constexpr std::size_t kEventClasses = 7;

}  // namespace outturn
