#include "verify/verdict.h"

#include "value/utf8.h"

#include <fmt/format.h>

namespace outturn::verify {

std::string_view words_of(Answer answer) {
  switch (answer) {
    case Answer::yes:
      return "yes";
    case Answer::no:
      return "no";
    case Answer::not_checked:
      return "not checked";
  }
  throw Defect("unknown answer");
}

void Findings::keep(Fault fault) {
  if (!failed()) {
    verdict_.fault = std::move(fault);
  }
}

void Findings::expect(const std::string& path,
                      const std::string& said,
                      const std::string& right,
                      std::string_view source) {
  expect_in(file_, path, said, right, source);
}

void Findings::expect_in(const std::string& file,
                         const std::string& path,
                         const std::string& said,
                         const std::string& right,
                         std::string_view source) {
  if (said != right) {
    keep({file,
          path,
          said,
          right,
          fmt::format(
              "{} says {}, and by {} it should say {}", path, shown(said), source, shown(right))});
  }
}

void Findings::fail(const std::string& path, const std::string& message) {
  fail_in(file_, path, message);
}

void Findings::fail_in(const std::string& file,
                       const std::string& path,
                       const std::string& message) {
  keep({file, path, "", "", message});
}

void Findings::fail(const Problem& problem) {
  keep({problem.place.file,
        problem.place.line == 0 ? "" : fmt::format("line {}", problem.place.line),
        "",
        "",
        problem.place.line == 0 ? problem.message
                                : fmt::format("line {}: {}", problem.place.line, problem.message)});
}

void Findings::leave_out(std::string why, std::string how) {
  verdict_.unchecked.push_back({std::move(why), std::move(how)});
}

Verdict Findings::take() {
  verdict_.answer = failed()                     ? Answer::no
                    : verdict_.unchecked.empty() ? Answer::yes
                                                 : Answer::not_checked;
  return std::move(verdict_);
}

Verdict judged(const std::string& file, const std::function<void(Findings&)>& check) {
  Findings findings(file);
  try {
    check(findings);
  } catch (const InputError& error) {
    findings.fail(error.problems().front());
  }
  return findings.take();
}

}  // namespace outturn::verify
