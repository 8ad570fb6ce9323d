#include "generate/ogrs3.h"

#include "value/problem.h"

#include <algorithm>
#include <array>
#include <string>

namespace outturn {
namespace {

constexpr std::int64_t kInterceptOneYear = 140'256;
constexpr std::int64_t kInterceptTwoYears = 212'170;
constexpr std::int64_t kCopasMultiplier = 125'112;
constexpr std::int64_t kFirstSanction = 12'614;
constexpr std::int64_t kRepeatSanction = 46'306;

// The age at the start of follow-up, by the last age of each band.
struct AgeTerm {
  int last_age;
  std::string_view level;
  std::int64_t male;
  std::int64_t female;
};

constexpr std::array kAgeTerms = {
    AgeTerm{11, "10-11", 0, 78'500},
    AgeTerm{13, "12-13", 8'392, 61'385},
    AgeTerm{15, "14-15", 7'578, 66'952},
    AgeTerm{17, "16-17", -6'160, -95'920},
    AgeTerm{20, "18-20", -62'510, -89'750},
    AgeTerm{24, "21-24", -105'150, -102'850},
    AgeTerm{29, "25-29", -116'670, -105'280},
    AgeTerm{34, "30-34", -132'600, -112'910},
    AgeTerm{39, "35-39", -136'800, -142'190},
    AgeTerm{49, "40-49", -149'970, -152'470},
    AgeTerm{150, "50+", -202'530, -244'980},
};

struct OffenceTerm {
  std::string_view group;
  std::int64_t weight;
};

constexpr std::array kOffenceTerms = {
    OffenceTerm{"Absconding or bail offences", 73'340},
    OffenceTerm{"Burglary (domestic)", -12'390},
    OffenceTerm{"Burglary (other)", 24'060},
    OffenceTerm{"Criminal damage", 20'500},
    OffenceTerm{"Drink driving and related offences", -12'140},
    OffenceTerm{"Drug import/export/production", -79'560},
    OffenceTerm{"Drug possession/supply", 7'720},
    OffenceTerm{"Fraud and forgery", 15'990},
    OffenceTerm{"Handling stolen goods", 35'190},
    OffenceTerm{"Other motoring", 26'220},
    OffenceTerm{"Other offence", -6'070},
    OffenceTerm{"Public order", 18'190},
    OffenceTerm{"Robbery", -63'480},
    OffenceTerm{"Sexual (against child)", -65'340},
    OffenceTerm{"Sexual (not against child)", 3'280},
    OffenceTerm{"Soliciting or prostitution", 76'060},
    OffenceTerm{"Taking & driving away and related offences", 38'010},
    OffenceTerm{"Theft (non-motor)", 66'120},
    OffenceTerm{"Theft from vehicles", 42'720},
    OffenceTerm{"Violence", 0},
};

constexpr int kOldest = 150;
constexpr int kMostSanctions = 1000;
constexpr std::int64_t kHeaviestOffence = 10 * kOgrsScale;  // published ones are below 1

std::vector<Ogrs3Coefficient> listed_coefficients() {
  std::vector<Ogrs3Coefficient> list = {
      {"intercept_one_year", "", kInterceptOneYear},
      {"intercept_two_year", "", kInterceptTwoYears},
      {"copas_multiplier",
       "ln((1+previous sanctions)/(10+age at current conviction-age at first sanction))",
       kCopasMultiplier},
      {"status", "first sanction (total sanctions = 1)", kFirstSanction},
      {"status", "repeat (total sanctions > 1)", kRepeatSanction},
  };
  for (const AgeTerm& term : kAgeTerms) {
    list.push_back({"age_male", term.level, term.male});
  }
  for (const AgeTerm& term : kAgeTerms) {
    list.push_back({"age_female", term.level, term.female});
  }
  for (const OffenceTerm& term : kOffenceTerms) {
    list.push_back({"offence", term.group, term.weight});
  }
  return list;
}

void check(const Ogrs3Case& person) {
  const bool ages_fit = person.age_at_follow_up >= 10 && person.age_at_follow_up <= kOldest &&
                        person.age_at_first_sanction >= 0 &&
                        person.age_at_conviction >= person.age_at_first_sanction &&
                        person.age_at_conviction <= kOldest;
  const bool record_fits = person.total_sanctions >= 1 && person.total_sanctions <= kMostSanctions;
  const bool weight_fits =
      person.offence_weight >= -kHeaviestOffence && person.offence_weight <= kHeaviestOffence;
  if (!ages_fit || !record_fits || !weight_fits) {
    throw Defect("OGRS3 was asked about ages, sanctions or a weight that can't be");
  }
}

const AgeTerm& age_term(int age) {
  return *std::find_if(
      kAgeTerms.begin(), kAgeTerms.end(), [age](const AgeTerm& t) { return age <= t.last_age; });
}

// Every term but the logarithm and the intercept.
std::int64_t plain_terms(const Ogrs3Case& person) {
  const AgeTerm& age = age_term(person.age_at_follow_up);
  return (person.sex == Sex::male ? age.male : age.female) +
         (person.total_sanctions == 1 ? kFirstSanction : kRepeatSanction) + person.offence_weight;
}

// 1 / (1 + exp(-(intercept + z))), in hundred-thousandths, half up; `against` is exp(-z).
template <typename Decimal>
std::int64_t probability(const Decimal& against, const Decimal& exp_of_intercept) {
  const Decimal scaled = kOgrsScale / (1 + against / exp_of_intercept);
  return floor(Decimal(scaled + Decimal("0.5"))).template convert_to<std::int64_t>();
}

}  // namespace

const std::vector<Ogrs3Coefficient>& ogrs3_coefficients() {
  static const std::vector<Ogrs3Coefficient> kList = listed_coefficients();
  return kList;
}

std::int64_t ogrs3_offence_weight(std::string_view group) {
  for (const OffenceTerm& term : kOffenceTerms) {
    if (term.group == group) {
      return term.weight;
    }
  }
  throw Defect("OGRS3 has no offence group " + std::string(group));
}

int ogrs3_percent(std::int64_t probability) {
  const std::int64_t percent = (probability + kOgrsScale / 200) / (kOgrsScale / 100);
  return static_cast<int>(std::clamp<std::int64_t>(percent, 1, 99));
}

Ogrs3::Ogrs3()
    : one_year_(exp(Decimal(kInterceptOneYear) / kOgrsScale)),
      two_years_(exp(Decimal(kInterceptTwoYears) / kOgrsScale)) {}

const Ogrs3::Decimal& Ogrs3::copas_term(int previous_sanctions, int years_of_record) {
  const auto key = static_cast<std::uint32_t>(previous_sanctions * (kOldest + 1) + years_of_record);
  const auto [found, added] = copas_terms_.try_emplace(key);
  if (added) {
    const Decimal rate = Decimal(1 + previous_sanctions) / (10 + years_of_record);
    found->second = Decimal(kCopasMultiplier) / kOgrsScale * log(rate);
  }
  return found->second;
}

Ogrs3Score Ogrs3::score(const Ogrs3Case& person) {
  check(person);
  const int previous = person.total_sanctions - 1;
  const int years = person.age_at_conviction - person.age_at_first_sanction;
  const std::int64_t plain = plain_terms(person);
  // plain_terms is below 2^31 in size, previous and years below 2^10: no two cases share a key.
  const std::uint64_t key = static_cast<std::uint64_t>(plain + (std::int64_t{1} << 40)) << 20 |
                            static_cast<std::uint64_t>(previous) << 10 |
                            static_cast<std::uint64_t>(years);
  const auto [found, added] = scores_.try_emplace(key);
  if (added) {
    const Decimal z = Decimal(plain) / kOgrsScale + copas_term(previous, years);
    const Decimal against = exp(Decimal(-z));
    found->second = {probability(against, one_year_), probability(against, two_years_)};
  }
  return found->second;
}

}  // namespace outturn
