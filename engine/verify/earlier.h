// Earlier statements, in which values of op `earlier` are looked up. Private to the verify room.
#pragma once

#include "verify/document.h"

#include <list>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace outturn::verify {

// What a statement says of the money of its period, by the ids of its workings. Of one that
// re-settles nothing, `owed` and `settled` are its total.
struct MoneyBefore {
  std::string total;                          // what the rules came to
  std::string owed;                           // with what was agreed in disputes
  std::string settled;                        // what of it counts as paid
  std::optional<std::string> agreed;          // when disputes were upheld
  std::map<std::string, std::string> payers;  // what counts as paid by each, by name
};

class EarlierStatements {
 public:
  // The files must outlive the object. Throws InputError(not_a_statement) for one that isn't a
  // statement.
  explicit EarlierStatements(const std::vector<File>& files);

  // Whether the statement with this digest is there.
  bool has(const std::string& digest) const { return by_digest_.contains(digest); }

  // The value of a working in it; nothing when it has no such working. A digest that isn't there is
  // a Defect.
  std::optional<std::string> value(const std::string& digest, const std::string& working) const;

  // What the statement with this digest says of its money; nothing when it isn't there. Throws
  // InputError(not_a_statement) naming the place in it.
  std::optional<MoneyBefore> money_of(const std::string& digest) const;

  // The digest of a statement of this contract and period that was given; nothing when none was.
  std::optional<std::string> digest_of(const std::string& contract,
                                       const std::string& period) const;

  // "contract" and "period" of the statement with this digest.
  std::pair<std::string, std::string> name_of(const std::string& digest) const;

 private:
  std::list<Document> documents_;
  std::map<std::string, const Document*> by_digest_;
};

}  // namespace outturn::verify
