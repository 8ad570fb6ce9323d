#include "verify/state.h"

#include "value/problem.h"

#include <array>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

std::string_view meaning_of(State state) {
  switch (state) {
    case State::prepared:
      return "nobody has approved it in this proof";
    case State::approved:
      return "it isn't issued in this proof";
    case State::issued:
      return "nothing later in this proof takes it back";
    case State::rejected:
      return "nothing is payable by it";
    case State::superseded:
      return "a later statement has taken its place";
  }
  throw Defect("unknown state");
}

// The entry of a later statement that was issued in the place of this one, or 0.
std::int64_t superseding(const Proof& proof, std::int64_t sequence) {
  for (const Entry& entry : proof.entries()) {
    const auto supersedes = entry.root().find("supersedes");
    if (entry.kind() == "prepared" && supersedes && supersedes->integer() == sequence &&
        proof.about("issued", entry.sequence()) != nullptr) {
      return entry.sequence();
    }
  }
  return 0;
}

}  // namespace

Became state_of(const Proof& proof, const Entry& prepared) {
  if (const std::int64_t later = superseding(proof, prepared.sequence())) {
    return {State::superseded, later};
  }
  for (const auto& [kind, state] : {std::pair{"rejected", State::rejected},
                                    {"issued", State::issued},
                                    {"approved", State::approved}}) {
    if (const Entry* entry = proof.about(kind, prepared.sequence())) {
      return {state, entry->sequence()};
    }
  }
  return {State::prepared, prepared.sequence()};
}

std::string_view word_of(State state) {
  switch (state) {
    case State::prepared:
      return "prepared";
    case State::approved:
      return "approved";
    case State::issued:
      return "issued";
    case State::rejected:
      return "rejected";
    case State::superseded:
      return "superseded";
  }
  throw Defect("unknown state");
}

std::string sentence_of(const Became& became) {
  return fmt::format(
      "It is {} (entry {}): {}.", word_of(became.state), became.entry, meaning_of(became.state));
}

}  // namespace outturn::verify
