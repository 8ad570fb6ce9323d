// Rule files as somebody in a hurry might write them, drawn at random.
#pragma once

#include "support/random.h"

#include <string>
#include <vector>

namespace outturn::yaml {

struct Scribble {
  std::string text;
  std::string tree;                   // as tree_of() below says it
  std::vector<std::string> comments;  // each of them another
};

// A text that is read, of a map with a few levels below it: indents, blanks, blank lines, quotes,
// brackets, line ends and comments as they come.
Scribble scribbled(Random& random);

}  // namespace outturn::yaml
