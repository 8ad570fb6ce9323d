// The offences that invented people commit: real Home Office codes, and how grave each is.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace outturn {

// A class of offences, named after a subgroup of police recorded crime in England and Wales.
struct SeverityClass {
  std::string_view name;       // "violence_with_injury": what the columns carry
  std::string_view published;  // "Violence with injury": the row of the published table
  int hundredths_of_days;      // median starting sentence, Cambridge Crime Harm Index 2026
};

// Every class, the least grave first; some share a weight.
std::span<const SeverityClass> severity_classes();

struct Offence {
  std::string_view code;  // Home Office code, five digits, and the group it has on OGRS3
  std::string_view group;
  std::string_view severity_class;  // our own reading of the code's published description
  std::uint32_t index_weight;       // how often it is an index offence
  std::uint32_t reoffence_weight;   // how often it is a reoffence
};

// The offences drawn from. Motoring and fraud are left out: the severity table has no row for them.
std::span<const Offence> offences();

// What a breach of an order is recorded as. It has a class all the same, as some returns do.
const Offence& breach_of_order();

}  // namespace outturn
