// The workings of a statement: read, and redone one by one. For this room, and for
// those that ask what other rows would come to.
#pragma once

#include "verify/document.h"
#include "verify/earlier.h"
#include "verify/evidence.h"
#include "verify/operations.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace outturn::verify {

struct Working {
  JsonField json;
  std::string id;
  const Operation* operation;
  std::vector<std::size_t> of;  // places in the list, each before this one
  Ratio value;
};

class Workings {
 public:
  // Reads the list. Throws InputError(not_a_statement) for an operation that isn't known, has
  // other operands or details than it takes, or rests on what isn't before it; and for an id that
  // is there twice.
  explicit Workings(const JsonField& statement);

  const std::vector<Working>& list() const { return list_; }
  const Working& operator[](std::size_t at) const { return list_[at]; }
  const Working* find(const std::string& id) const;

  // The place of the working that a field names. Throws InputError when there is none.
  std::size_t named(const JsonField& id) const;

 private:
  Working read(const JsonField& json) const;

  std::vector<Working> list_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

// Redoes every working: its value from its operands, the rows or an earlier statement; what is
// shown from value and unit. `evidence` is nullptr where there is none. What can't be redone is
// left out, and told: given values always, others only without what they rest on.
void redo_workings(const Workings& workings,
                   const JsonField& statement,
                   const Evidence* evidence,
                   const EarlierStatements& earlier,
                   Findings& findings);

}  // namespace outturn::verify
