#include "generate/cohort.h"

#include "generate/events.h"
#include "value/problem.h"
#include "value/ratio.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn {
namespace {

struct Word {
  std::string_view name;
  std::uint32_t weight;
};

constexpr std::array kDisposals = {
    Word{"release_from_custody", 400},
    Word{"community_order", 340},
    Word{"suspended_sentence_order", 225},
    Word{"electronic_monitoring_only", 20},
    Word{"nps", 15},
};

constexpr std::array kComplexities = {Word{"low", 45}, Word{"medium", 35}, Word{"high", 20}};

// Ages at the start, both included, in the bands of the published tables.
struct AgeBand {
  std::string_view name;
  int first;
  int last;
  std::uint32_t weight;
};

constexpr std::array kAgeBands = {
    AgeBand{"18-20", 18, 20, 8},
    AgeBand{"21-24", 21, 24, 15},
    AgeBand{"25-29", 25, 29, 21},
    AgeBand{"30-34", 30, 34, 19},
    AgeBand{"35-39", 35, 39, 14},
    AgeBand{"40-49", 40, 49, 16},
    AgeBand{"50+", 50, 69, 7},
};

// A stretch of whole numbers, both ends included.
struct Stretch {
  int first;
  int last;
  std::uint32_t weight;
};

constexpr std::array kFirstSanctionAges = {
    Stretch{10, 13, 18},
    Stretch{14, 17, 42},
    Stretch{18, 20, 17},
    Stretch{21, 29, 15},
    Stretch{30, 60, 8},
};

constexpr std::array kPreviousSanctions = {
    Stretch{0, 0, 12},
    Stretch{1, 2, 17},
    Stretch{3, 6, 21},
    Stretch{7, 14, 24},
    Stretch{15, 29, 18},
    Stretch{30, 50, 8},
};

constexpr int kMostPrevious = 150;

int draw_number(Random& random, std::span<const Stretch> table) {
  const Stretch& stretch = random.pick(table);
  return random.between(stretch.first, stretch.last);
}

constexpr std::array<std::string_view, 4> kSegments = {
    "women", "young_adult_men", "adult_men", "older_men"};

std::string_view segment_of(Sex sex, int age) {
  if (sex == Sex::female) {
    return kSegments[0];
  }
  return age <= 25 ? kSegments[1] : age <= 49 ? kSegments[2] : kSegments[3];
}

template <typename Table>
std::vector<std::string_view> names_of(const Table& table) {
  std::vector<std::string_view> names;
  names.reserve(table.size());
  for (const auto& row : table) {
    names.push_back(row.name);
  }
  return names;
}

Date last_of_month(Date day) {
  const YearMonthDay ymd = calendar_of(day);
  return add_months(Date::of(ymd.year, ymd.month, 1), 1, MonthEnd::last_day) + -1;
}

}  // namespace

// What a score is made of, before records are lengthened or shortened.
struct Inventor::Record {
  Sex sex;
  const AgeBand* age_band;
  int age;
  int age_at_conviction;
  int age_at_first_sanction;
  int previous_sanctions;
  int rounding;  // parts of a sanction added before cutting off, so that no mean is skipped
  const Offence* offence;
};

std::vector<std::string_view> disposals() {
  return names_of(kDisposals);
}

std::vector<std::string_view> outcomes() {
  return {"conviction", "caution", "acquittal", "not_proven"};
}

std::vector<std::string_view> segments() {
  return {kSegments.begin(), kSegments.end()};
}

std::vector<std::string_view> age_bands() {
  return names_of(kAgeBands);
}

std::vector<std::string_view> complexities() {
  return names_of(kComplexities);
}

Inventor::Inventor(Settings settings) : settings_(std::move(settings)) {
  fit_record_length();
}

Inventor::Record Inventor::draw_record(Random& random) const {
  Record record{};
  record.sex = random.chance(15, 100) ? Sex::female : Sex::male;
  record.age_band = &random.pick(kAgeBands);
  record.age = random.between(record.age_band->first, record.age_band->last);
  record.age_at_conviction = record.age - (random.chance(1, 4) ? 1 : 0);
  record.previous_sanctions = draw_number(random, kPreviousSanctions);
  record.rounding = random.between(0, kAsDrawn - 1);
  const int first_sanction = draw_number(random, kFirstSanctionAges);
  record.age_at_first_sanction = record.previous_sanctions == 0
                                     ? record.age_at_conviction
                                     : std::min(first_sanction, record.age_at_conviction);
  record.offence = &random.pick(offences(), [](const Offence& o) { return o.index_weight; });
  return record;
}

std::int64_t Inventor::score(const Record& record, int further_sanctions) {
  const int scaled = (record.previous_sanctions * record_length_ + record.rounding) / kAsDrawn;
  const int previous = std::clamp(scaled, std::min(record.previous_sanctions, 1), kMostPrevious);
  return ogrs3_
      .score({record.sex,
              record.age,
              record.age_at_conviction,
              record.age_at_first_sanction,
              1 + previous + further_sanctions,
              ogrs3_offence_weight(record.offence->group)})
      .one_year;
}

std::vector<Inventor::Record> Inventor::draw_pilot() const {
  constexpr std::uint64_t kPilotSeed = 12;  // of the first few, the one nearest to a large cohort
  constexpr std::uint64_t kPilotPeople = 2'500;
  std::vector<Record> pilot;
  for (std::uint64_t number = 1; number <= kPilotPeople; ++number) {
    Random random(kPilotSeed, number);
    pilot.push_back(draw_record(random));
  }
  return pilot;
}

// Sets the length of records, and gives the mean score it leads to, in hundred-thousandths.
std::int64_t Inventor::mean_score_with(int record_length, const std::vector<Record>& pilot) {
  record_length_ = record_length;
  std::int64_t sum = 0;
  for (const Record& record : pilot) {
    sum += score(record, 0);
  }
  return sum / static_cast<std::int64_t>(pilot.size());
}

// Halves the interval: the longer the records, the higher the scores.
void Inventor::fit_record_length() {
  const std::vector<Record> pilot = draw_pilot();
  int low = 1;
  int high = 10 * kAsDrawn;
  const std::int64_t lowest = mean_score_with(low, pilot);
  const std::int64_t highest = mean_score_with(high, pilot);
  if (settings_.mean_score < lowest || settings_.mean_score > highest) {
    throw InputError({"--mean-score"},
                     Reason::out_of_range,
                     fmt::format("no cohort has a mean score of {}",
                                 to_plain(ratio_of(settings_.mean_score) / kOgrsScale)),
                     fmt::format("choose one from {} to {}",
                                 to_plain(ratio_of(lowest) / kOgrsScale),
                                 to_plain(ratio_of(highest) / kOgrsScale)));
  }
  while (low < high) {
    const int middle = (low + high) / 2;
    if (mean_score_with(middle, pilot) < settings_.mean_score) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  record_length_ = low;
}

// Any day, but more often than by chance the last of a month, where adding months needs a rule.
Date Inventor::draw_index_date(Random& random) const {
  const Date day = settings_.from + random.between(0, settings_.to - settings_.from);
  constexpr std::uint32_t kMonthEndPercent = 3;
  return random.chance(kMonthEndPercent, 100) ? std::min(last_of_month(day), settings_.to) : day;
}

InventedStart Inventor::draw_start(Random& random, const Record& record) {
  const auto count = static_cast<std::uint32_t>(settings_.providers.size());
  const Provider& provider = *settings_.providers[random.below(count)];
  const auto areas = static_cast<std::uint32_t>(provider.areas.size());
  constexpr std::uint32_t kUnmatchedPerThousand = 15;
  InventedStart start{};
  start.provider = &provider;
  start.index_date = draw_index_date(random);
  start.disposal = random.pick(kDisposals).name;
  start.score = score(record, 0);
  start.sex = record.sex == Sex::male ? "male" : "female";
  start.age_band = record.age_band->name;
  start.area = provider.areas[random.below(areas)];
  start.segment = segment_of(record.sex, record.age);
  start.offence = record.offence;
  start.complexity = random.pick(kComplexities).name;
  start.matched = random.chance(kUnmatchedPerThousand, 1000) ? "no" : "yes";
  return start;
}

// A second start, within three months of the first and one sanction on; sometimes elsewhere.
void Inventor::maybe_add_second_start(Random& random,
                                      const Record& record,
                                      InventedPerson& person) {
  constexpr std::uint32_t kTwicePerThousand = 20;
  if (!random.chance(kTwicePerThousand, 1000)) {
    return;
  }
  const InventedStart& first = person.starts.front();
  InventedStart second = draw_start(random, record);
  second.index_date = first.index_date + random.between(1, 80);
  second.score = score(record, 1);
  second.matched = first.matched;
  if (random.chance(3, 4)) {
    second.provider = first.provider;
    second.area = first.area;
  }
  if (second.index_date <= settings_.to) {
    person.starts.push_back(second);
  }
}

bool Inventor::draw_reoffends(Random& random, std::int64_t score) const {
  constexpr std::int64_t kWhole = 10'000;
  const auto chance = static_cast<std::uint64_t>(score * (kWhole - settings_.effect));
  return random.below(static_cast<std::uint32_t>(kOgrsScale * kWhole)) < chance;
}

// One, and another as long as the mean asks for: a geometric distribution.
int Inventor::draw_reoffence_count(Random& random) const {
  constexpr int kMost = 100;
  const auto mean = static_cast<std::uint32_t>(settings_.mean_reoffences);
  int count = 1;
  while (count < kMost && !random.chance(100, mean)) {
    ++count;
  }
  return count;
}

// The first on the day of onset, the others on any day from there to the end of the follow-up.
void Inventor::add_reoffences(Random& random, InventedPerson& person) const {
  const InventedStart& start = person.starts.front();
  const Date onset = draw_onset(random, start.index_date);
  const int days_left = start.index_date + 363 - onset;
  person.reoffences = draw_reoffence_count(random);
  for (int i = 0; i < person.reoffences; ++i) {
    const Date day = i == 0 ? onset : onset + random.between(0, days_left);
    person.events.push_back(draw_reoffence(random, start, day));
  }
}

InventedPerson Inventor::invent(std::uint64_t number) {
  Random random(settings_.seed, number);
  const Record record = draw_record(random);
  InventedPerson person{number, {draw_start(random, record)}, {}, 0};
  maybe_add_second_start(random, record, person);
  if (person.starts.front().matched == "no") {
    return person;  // nobody can say what an unmatched person did
  }
  if (draw_reoffends(random, person.starts.front().score)) {
    add_reoffences(random, person);
  }
  add_oddities(random, person.starts.front(), person.events);
  std::stable_sort(person.events.begin(),
                   person.events.end(),
                   [](const InventedEvent& a, const InventedEvent& b) {
                     return a.offence_date < b.offence_date;
                   });
  return person;
}

}  // namespace outturn
