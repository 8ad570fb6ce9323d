// One person as measured: their starts and events, as known at a batch.
#pragma once

#include "cases/rows.h"
#include "value/date.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// Attributes that many rows share are kept once: a profile is one distinct combination of them, and
// rows refer to it by number. Whatever depends on attributes alone (a weight, whether a disposal is
// in scope) is worked out once a profile, not once a row.
using ProfileId = std::uint32_t;

// Where a row came from: the batch and line of its import.
struct RowOrigin {
  std::uint32_t batch;
  std::uint32_t line;

  friend auto operator<=>(const RowOrigin&, const RowOrigin&) = default;
};

struct Start {
  std::int64_t person;  // the store's number for the person
  Date index_date;
  std::optional<std::int64_t> score;  // millionths
  ProfileId profile;
  RowOrigin origin;
};

struct Event {
  Date offence_date;
  std::optional<Date> proven_date;
  ProfileId profile;
  RowOrigin origin;
};

// One person's starts under one provider in one period, and all the person's events.
struct PersonCase {
  std::int64_t person;
  std::string_view pseudonym;
  std::span<const Start> starts;  // by index date, then batch and line; at least one
  std::span<const Event> events;  // by offence date, then proven date, batch and line
};

// The attribute combinations of the rows read.
class Profiles {
 public:
  virtual ~Profiles() = default;

  // The attributes of a profile, sorted by name. Throws Defect for an unknown number.
  virtual const Attributes& attributes(ProfileId profile) const = 0;
};

// The value of one attribute, or an empty view when the row doesn't have it.
std::string_view attribute(const Attributes& attributes, std::string_view name);

// Where measuring gets its people from: the store, or a test's own list. People come in ascending
// order of person number, so results never depend on the order of import.
class CaseSource {
 public:
  virtual ~CaseSource() = default;

  // Every person with a start under `provider` (empty: under nobody) in [first, last].
  using Visit = std::function<void(const PersonCase&)>;
  virtual void for_each_person(std::string_view provider,
                               Date first,
                               Date last,
                               const Visit& visit) = 0;

  virtual const Profiles& start_profiles() const = 0;
  virtual const Profiles& event_profiles() const = 0;
};

}  // namespace outturn
