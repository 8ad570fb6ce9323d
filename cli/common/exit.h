// What a program tells its caller.
#pragma once

namespace outturn::cli {

// Exit codes of all programs. Documented in docs/errors.md.
enum class Exit {
  done = 0,
  answer_is_no = 1,   // the command worked, and what it was asked isn't so
  wrong_usage = 2,    // the command line makes no sense
  input_refused = 3,  // a file, a row or a rule was refused: place, reason, what to do
  our_defect = 4,     // a fault in this program
  not_checked = 5,    // nothing of what was asked is no, and not everything was checked
};

}  // namespace outturn::cli
