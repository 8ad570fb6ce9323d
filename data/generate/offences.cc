#include "generate/offences.h"

#include <array>

namespace outturn {
namespace {

// Weights: data/severity/severity-weights.csv, "Cambridge CHI", "2026 update".
constexpr std::array kSeverityClasses = {
    SeverityClass{"shoplifting", "Shoplifting", 100},
    SeverityClass{"other_theft", "Other theft offences", 200},
    SeverityClass{"bicycle_theft", "Bicycle theft", 200},
    SeverityClass{"theft_from_the_person", "Theft from the person", 200},
    SeverityClass{"criminal_damage", "Criminal damage", 200},
    SeverityClass{"possession_of_drugs", "Possession of drugs", 300},
    SeverityClass{"trafficking_of_drugs", "Trafficking of drugs", 500},
    SeverityClass{"vehicle_offences", "Vehicle offences", 500},
    SeverityClass{"public_order", "Public order offences", 750},
    SeverityClass{"violence_without_injury", "Violence without injury", 1'000},
    SeverityClass{"other_crimes", "Miscellaneous crimes against society", 1'000},
    SeverityClass{"non_residential_burglary", "Non-residential burglary", 18'350},
    SeverityClass{"arson", "Arson", 18'500},
    SeverityClass{"residential_burglary", "Residential burglary", 27'350},
    SeverityClass{"possession_of_weapons", "Possession of weapons offences", 27'375},
    SeverityClass{"robbery", "Robbery of personal property", 36'500},
    SeverityClass{"violence_with_injury", "Violence with injury", 36'500},
};

// Codes and groups: data/offences/ho_offence_codes.csv. The shares are invented.
constexpr std::array kOffences = {
    Offence{"04600", "Theft (non-motor)", "shoplifting", 170, 340},
    Offence{"04910", "Theft (non-motor)", "other_theft", 50, 60},
    Offence{"04400", "Theft (non-motor)", "bicycle_theft", 8, 12},
    Offence{"03900", "Theft (non-motor)", "theft_from_the_person", 10, 10},
    Offence{"14900", "Criminal damage", "criminal_damage", 45, 60},
    Offence{"09260", "Drug possession/supply", "possession_of_drugs", 60, 90},
    Offence{"09240", "Drug import/export/production", "trafficking_of_drugs", 70, 15},
    Offence{"04510", "Theft from vehicles", "vehicle_offences", 20, 25},
    Offence{"04801", "Taking & driving away and related offences", "vehicle_offences", 20, 20},
    Offence{"12509", "Public order", "public_order", 60, 90},
    Offence{"10501", "Violence", "violence_without_injury", 150, 100},
    Offence{"10401", "Violence", "violence_without_injury", 30, 40},
    Offence{"05401", "Handling stolen goods", "other_crimes", 25, 20},
    Offence{"08301", "Absconding or bail offences", "other_crimes", 25, 60},
    Offence{"03001", "Burglary (other)", "non_residential_burglary", 30, 20},
    Offence{"05600", "Criminal damage", "arson", 4, 2},
    Offence{"02801", "Burglary (domestic)", "residential_burglary", 50, 18},
    Offence{"00827", "Violence", "possession_of_weapons", 40, 25},
    Offence{"03401", "Robbery", "robbery", 18, 5},
    Offence{"00806", "Violence", "violence_with_injury", 115, 28},
};

constexpr Offence kBreachOfOrder{"99800", "Other offence", "other_crimes", 0, 0};

}  // namespace

std::span<const SeverityClass> severity_classes() {
  return kSeverityClasses;
}

std::span<const Offence> offences() {
  return kOffences;
}

const Offence& breach_of_order() {
  return kBreachOfOrder;
}

}  // namespace outturn
