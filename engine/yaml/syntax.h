// Faults of form, in words for somebody who writes contracts.
#pragma once

#include "value/problem.h"
#include "yaml/places.h"

#include <yaml-cpp/exceptions.h>

namespace outturn::yaml {

InputError alias_error(Place where);

// What yaml-cpp couldn't read, as a problem of ours.
InputError syntax_error(const YAML::ParserException& error, Places& places);

}  // namespace outturn::yaml
