// A cohort as two files: starts.csv and events.csv, in the columns that the engine reads.
#pragma once

#include "generate/cohort.h"
#include "generate/new_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace outturn {

inline constexpr std::string_view kStartsHeader =
    "person,provider,index_date,disposal,score,sex,age_band,area,segment,index_offence,"
    "index_class,complexity,matched\n";
inline constexpr std::string_view kEventsHeader =
    "person,offence_date,proven_date,outcome,offence,severity_class,breach\n";

// What a cohort came to, for whoever wants to check a measurement of it.
struct Totals {
  std::int64_t people = 0;
  std::int64_t unmatched = 0;  // of those people
  std::int64_t starts = 0;
  std::int64_t events = 0;
  std::int64_t score_sum = 0;    // over people, at their first start; hundred-thousandths
  std::int64_t reoffenders = 0;  // people drawn to reoffend after their first start
  std::int64_t reoffences = 0;   // the events drawn for them that count
};

// "1-0000042": no two seeds share a person.
std::string pseudonym(std::uint64_t seed, std::uint64_t number);

// Append a person's rows. A row ends with a line feed.
void append_starts(std::string& out, const InventedPerson& person, std::uint64_t seed);
void append_events(std::string& out, const InventedPerson& person, std::uint64_t seed);

// Called now and then with the number of people invented so far.
using Progress = std::function<void(std::uint64_t)>;

// Writes starts.csv and events.csv into `folder`, making it when it isn't there; people are held
// one at a time. Neither file appears unless both are whole. Throws InputError(write_failed), and
// InputError(out_of_range) for a mean score that can't be had.
Totals generate(const Settings& settings,
                const std::filesystem::path& folder,
                Overwrite overwrite,
                const Progress& progress);

// The totals as a few lines of text.
std::string to_string(const Totals& totals);

}  // namespace outturn
