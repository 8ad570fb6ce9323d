// The Offender Group Reconviction Scale, version 3: how likely a person is to reoffend, from age,
// sex, record and offence alone.
//
// Source: the Ministry of Justice's own implementation; data/ogrs/README.md names it.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/multiprecision/cpp_dec_float.hpp>

namespace outturn {

enum class Sex { male, female };

// Scores, offence weights and terms as whole hundred-thousandths: 0.46306 is 46306.
inline constexpr std::int64_t kOgrsScale = 100'000;

// What the scale asks about a person. Ages are whole years.
struct Ogrs3Case {
  Sex sex;
  int age_at_follow_up;   // at release, or at the start of the order; from 10
  int age_at_conviction;  // for the index offence; not below age_at_first_sanction
  int age_at_first_sanction;
  int total_sanctions;          // the index one included, so at least 1
  std::int64_t offence_weight;  // of the group of the index offence, in hundred-thousandths
};

// The probability of a proven reoffence, in hundred-thousandths, rounded half up.
struct Ogrs3Score {
  std::int64_t one_year;
  std::int64_t two_years;

  friend bool operator==(const Ogrs3Score&, const Ogrs3Score&) = default;
};

// One line of the published table, in hundred-thousandths.
struct Ogrs3Coefficient {
  std::string_view term;   // "age_male", "offence", ...
  std::string_view level;  // "18-20", "Robbery"; empty for an intercept
  std::int64_t value;
};

// The table this scale is computed from. A test compares it with the published one.
const std::vector<Ogrs3Coefficient>& ogrs3_coefficients();

// The weight of an offence group by its published name ("Robbery"). Throws Defect for another.
std::int64_t ogrs3_offence_weight(std::string_view group);

// A probability as the scale reports it: whole per cent, half up, held to 1..99.
int ogrs3_percent(std::int64_t probability);

// Computes scores, remembering each logarithm and each score: people share few combinations.
// Decimal arithmetic to thirty digits, so the same score on every machine.
class Ogrs3 {
 public:
  Ogrs3();

  // Throws Defect for a case that can't be: ages or sanctions below what Ogrs3Case allows, or more
  // than 1000 sanctions, 150 years or an offence weight of 10.
  Ogrs3Score score(const Ogrs3Case& person);

 private:
  using Decimal = boost::multiprecision::number<boost::multiprecision::cpp_dec_float<30>,
                                                boost::multiprecision::et_off>;

  const Decimal& copas_term(int previous_sanctions, int years_of_record);

  Decimal one_year_;  // e to the power of the intercept
  Decimal two_years_;
  std::unordered_map<std::uint32_t, Decimal> copas_terms_;
  std::unordered_map<std::uint64_t, Ogrs3Score> scores_;
};

}  // namespace outturn
