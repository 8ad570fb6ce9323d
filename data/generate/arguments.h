// The command line of outturn-generate as text, and the settings it asks for.
#pragma once

#include "generate/cohort.h"

#include <string>

namespace outturn {

// As typed; the defaults are what --help shows.
struct Arguments {
  std::string people = "10000";
  std::string seed = "1";
  std::string providers = "all";
  std::string from = "2015-10-01";
  std::string to = "2016-09-30";
  std::string mean_score = "0.456";
  std::string mean_reoffences = "4.70";
  std::string effect = "0";
};

// Throws InputError with every argument that is wrong; the place is the option's name.
Settings settings_from(const Arguments& arguments);

}  // namespace outturn
