// The closed classes in which every person, event and claim ends. Totals over them tie.
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

// What becomes of a claim: of a stage that a person may have reached. Up to the last day of the
// period; where a stage is proven, its day is the day of proof.
enum class ClaimClass {
  claimed,                // reached in this period
  claimed_before,         // reached in an earlier period
  later,                  // decided after this period
  stage_not_reached,      // the stage that it comes after was not reached
  before_its_time,        // an event before the time in which it counts
  after_its_time,         // an event after that time
  evidence_not_accepted,  // an event whose evidence the contract doesn't accept
  not_proven,             // no proven date, where the contract asks for one
  proven_too_late,        // proven after the time for it
  claimed_already,        // the stage was claimed as often as it can be
  sum_not_reached,        // the events don't add up to what is asked for
  broken,                 // an event of which the person had to be clear
  not_observed,           // the data doesn't reach the day on which it would be complete
};

// The stable code of a class ("after_follow_up") and a sentence for a reader.
std::string_view code_of(PersonClass value);
std::string_view code_of(EventClass value);
std::string_view code_of(ClaimClass value);
std::string_view sentence_of(PersonClass value);
std::string_view sentence_of(EventClass value);
std::string_view sentence_of(ClaimClass value);

// Every class, in the order of the enum.
std::span<const PersonClass> all_person_classes();
std::span<const EventClass> all_event_classes();
std::span<const ClaimClass> all_claim_classes();

inline constexpr std::size_t kPersonClasses = 7;
inline constexpr std::size_t kEventClasses = 7;
inline constexpr std::size_t kClaimClasses = 13;

}  // namespace outturn
