// Whatever is read as a statement can be shown and explained in full, on a page that commands no
// terminal. Input: a statement, and after a NUL the evidence.
#include "record/sha256.h"
#include "report/explain.h"
#include "report/show.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace outturn {
namespace {

void check(const std::string& page) {
  const bool harmless = std::all_of(page.begin(), page.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\n' || (byte >= 0x20 && byte != 0x7F);
  });
  if (!harmless || invalid_utf8_at(page) != std::string::npos) {
    std::abort();
  }
}

void try_figures(const StatementView& statement) {
  check(show_statement(statement, EvidenceCheck::matches, "s", Look{}));
  check(show_workings(statement, Look{}));
  check(explainable(statement, Look{}));
  payments_csv(statement);
  workings_csv(statement);
  check(explain_figure(statement, "total", "s", Look{}));
  for (const LineView& line : statement.lines) {
    check(explain_figure(statement, line.name, "s", Look{}));
  }
  for (const PayerView& payer : statement.payers) {
    check(explain_figure(statement, payer.name, "s", Look{}));
  }
}

void try_person(StatementView statement, std::string_view text) {
  statement.evidence.sha256 = sha256(text);
  const std::size_t comma = std::min(text.rfind("actual,"), text.size());
  const std::string_view row = text.substr(comma);
  const std::string_view rest = row.substr(std::min<std::size_t>(row.size(), 7));
  const std::string_view person = rest.substr(0, rest.find(','));
  try {
    const Evidence evidence = read_evidence(text, "e.csv", statement, person);
    check(explain_person(statement, evidence, person, Look{}));
  } catch (const InputError& error) {
    check(std::string(error.what()));
  }
}

void try_statement(std::string_view text, std::string_view evidence) {
  try {
    const StatementView statement = read_statement(text, "s.json");
    try_figures(statement);
    try_person(statement, evidence);
  } catch (const InputError& error) {
    if (error.problems().empty()) {
      std::abort();
    }
  }
}

}  // namespace
}  // namespace outturn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto zero = std::min(input.find('\0'), input.size());
  outturn::try_statement(input.substr(0, zero), input.substr(std::min(zero + 1, input.size())));
  return 0;
}
