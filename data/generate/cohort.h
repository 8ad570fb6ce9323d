// Invented people: their starts, their scores and what they did afterwards. No row is about anyone.
//
// The shape follows published figures where there are any (data/northumbria/README.md lists them);
// everything else is made up. All draws are in whole numbers, so a seed gives the same cohort on
// every machine.
#pragma once

#include "generate/offences.h"
#include "generate/ogrs3.h"
#include "generate/providers.h"
#include "generate/random.h"
#include "value/date.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace outturn {

// What cohort to invent.
struct Settings {
  std::uint64_t people = 0;  // each has one start, a few have two
  std::uint64_t seed = 0;
  std::vector<const Provider*> providers;  // at least one; people are spread evenly
  Date from;                               // the first and the last index date, both included
  Date to;
  std::int64_t mean_score = 45'600;    // expected mean, hundred-thousandths
  std::int64_t mean_reoffences = 470;  // a reoffender, hundredths; at least 100
  std::int64_t effect = 0;             // how far the chance of reoffending is below the score,
                                       // hundredths of a per cent of it; negative is above
};

// A row of starts.csv. Texts live as long as the program.
struct InventedStart {
  const Provider* provider;
  Date index_date;
  std::string_view disposal;
  std::int64_t score;  // OGRS3, one year, hundred-thousandths
  std::string_view sex;
  std::string_view age_band;
  std::string_view area;
  std::string_view segment;
  const Offence* offence;
  std::string_view complexity;
  std::string_view matched;
};

// A row of events.csv.
struct InventedEvent {
  Date offence_date;
  std::optional<Date> proven_date;  // nothing: never proven
  std::string_view outcome;
  const Offence* offence;
  bool breach;
};

struct InventedPerson {
  std::uint64_t number;               // from 1
  std::vector<InventedStart> starts;  // by index date; one or two
  std::vector<InventedEvent> events;  // by offence date
  int reoffences;  // events drawn to count from the first start; 0 unless the person reoffends
};

// The words of the columns, in the order of the tables they are drawn from.
std::vector<std::string_view> disposals();
std::vector<std::string_view> outcomes();
std::vector<std::string_view> segments();
std::vector<std::string_view> age_bands();
std::vector<std::string_view> complexities();

// Invents people one at a time.
class Inventor {
 public:
  // Finds how long people's records must be for the mean score asked for, on a pilot of its own.
  // Throws InputError(out_of_range) when no length of record gives that mean.
  explicit Inventor(Settings settings);

  // Person `number`: the same whatever people were asked for before.
  InventedPerson invent(std::uint64_t number);

 private:
  struct Record;
  static constexpr int kAsDrawn = 10'000;

  Record draw_record(Random& random) const;
  std::int64_t score(const Record& record, int further_sanctions);
  std::vector<Record> draw_pilot() const;
  std::int64_t mean_score_with(int record_length, const std::vector<Record>& pilot);
  void fit_record_length();

  Date draw_index_date(Random& random) const;
  InventedStart draw_start(Random& random, const Record& record);
  void maybe_add_second_start(Random& random, const Record& record, InventedPerson& person);
  bool draw_reoffends(Random& random, std::int64_t score) const;
  int draw_reoffence_count(Random& random) const;
  void add_reoffences(Random& random, InventedPerson& person) const;

  Settings settings_;
  Ogrs3 ogrs3_;
  int record_length_ = kAsDrawn;  // previous sanctions against those drawn
};

}  // namespace outturn
