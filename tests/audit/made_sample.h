// A statement small enough to reckon with in the head, over the evidence of the sample of eight
// people (tests/report/samples): A-01 with two offences that count and A-03 with one
// and A-05 with none; four starts left out. Bands: A-01 high; middle; low.
#pragma once

#include "audit/form.h"
#include "support/refusal.h"

#include <filesystem>
#include <functional>
#include <string>

namespace outturn {

// Ten pounds for each person who didn't reoffend: of five people two did, so £30.00 are due.
std::string ten_pounds_each();

std::filesystem::path samples();
std::string sample_evidence();

// A form with the answers that a function gives to a row's person and stated reoffences: what goes
// into the last three columns, "yes,0,".
using Answering = std::function<std::string(const std::string& person, const std::string& stated)>;
std::string filled(const Sample& sample, const Answering& answer);

// What the statement says is right.
std::string as_stated(const std::string& person, const std::string& stated);

}  // namespace outturn
