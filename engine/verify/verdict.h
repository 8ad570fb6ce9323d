// What a check comes to: yes, no with the first thing that fails, or not checked, and why.
#pragma once

#include "value/problem.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::verify {

enum class Answer { yes, no, not_checked };

// "yes", "no", "not checked".
std::string_view words_of(Answer answer);

// The first thing that fails.
struct Fault {
  std::string file;       // as it was named to the program
  std::string path;       // in that file: "workings[3].value", "line 5, reoffences"; may be empty
  std::string says;       // what stands there; empty where it isn't one value
  std::string should_be;  // what follows from everything else; empty where it isn't one value
  std::string message;    // a sentence that says all this but for the file
};

// A part that was not checked, and how to have it checked.
struct Unchecked {
  std::string why;
  std::string how;
};

struct Verdict {
  Answer answer = Answer::yes;
  std::optional<Fault> fault;        // with no
  std::vector<Unchecked> unchecked;  // with not checked; also with no, where more was left out
  std::vector<std::string> notes;    // what was checked, and what that doesn't say; sentences
};

// Collects what one verdict rests on. Only the first fault is kept: what follows one may be no more
// than its consequence.
class Findings {
 public:
  // `file` is the one that paths are in unless another is named.
  explicit Findings(std::string file) : file_(std::move(file)) {}

  // `path` says one thing and should say another: `source` says by what ("its operands").
  void expect(const std::string& path,
              const std::string& said,
              const std::string& right,
              std::string_view source);
  void expect_in(const std::string& file,
                 const std::string& path,
                 const std::string& said,
                 const std::string& right,
                 std::string_view source);

  // Something is wrong that isn't one value: `message` is a whole sentence without its full stop.
  void fail(const std::string& path, const std::string& message);
  void fail_in(const std::string& file, const std::string& path, const std::string& message);
  void fail(const Problem& problem);

  void leave_out(std::string why, std::string how);
  void note(std::string sentence) { verdict_.notes.push_back(std::move(sentence)); }

  bool failed() const { return verdict_.fault.has_value(); }

  // A fault wins over what was left out, and that over yes.
  Verdict take();

 private:
  void keep(Fault fault);

  std::string file_;
  Verdict verdict_;
};

// What `check` comes to; an InputError that it throws, a part that can't be read, is a fault.
Verdict judged(const std::string& file, const std::function<void(Findings&)>& check);

}  // namespace outturn::verify
