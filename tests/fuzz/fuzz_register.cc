// The readers of what a register says: an entry, a head, and a provider's own records. Whatever the
// text, nothing worse than an InputError comes of it, and what is read is what would be written.
#include "reconcile/own_records.h"
#include "register/entry.h"
#include "register/head.h"
#include "register/ledger.h"
#include "value/problem.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

template <typename Read>
void try_reading(const Read& read) {
  try {
    read();
  } catch (const outturn::InputError& error) {
    require(!error.problems().empty());
  }
}

void try_entry(std::string_view text) {
  const outturn::Entry entry = outturn::read_entry(text, "entry");
  require(outturn::canonical(entry.json) == text);
  outturn::is_signed(entry);
  outturn::Ledger ledger;
  const bool stands = ledger.take(entry).empty();
  require(ledger.size() == 1);
  require(!stands || entry.kind == outturn::EntryKind::opened);
}

void try_head(std::string_view text) {
  require(outturn::to_text(outturn::read_head_text(text, "head.txt")) == text);
}

void try_records(std::string_view text) {
  for (const auto& [start, offences] : outturn::read_own_records(text, "records.csv")) {
    require(!start.first.empty() && start.second.size() == 10);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try_reading([&] { try_entry(text); });
  try_reading([&] { try_head(text); });
  try_reading([&] { try_records(text); });
  return 0;
}
