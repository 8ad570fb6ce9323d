// The files that a verification reads, found beside the statement or named.
#pragma once

#include "verify/verify.h"

#include <string>
#include <vector>

namespace outturn::cli {

struct Named {
  std::string statement;             // a statement.json, or the folder that it or a bundle is in
  std::string evidence;              // empty: evidence.csv beside it, or the rows of the bundle
  std::string proof;                 // empty: proof.json beside it
  std::string head;                  // empty: none
  std::string keys;                  // empty: none
  std::vector<std::string> earlier;  // folders, in which statements stand however deep
};

// Reads them. Throws InputError for what is named and can't be read, and for what stands beside the
// statement and can't; what doesn't stand there is absent.
verify::Inputs read_inputs(const Named& named);

}  // namespace outturn::cli
