// Attribute combinations, each kept once: the dictionary of a store.
#pragma once

#include "cases/person.h"
#include "store/sqlite.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace outturn::store {

// The combinations of one kind of row. Number 0 is the empty combination, which no table needs to
// hold; the others count from 1 without gaps.
class StoredProfiles : public Profiles {
 public:
  // Reads `table` (start_attribute or event_attribute). Throws InputError(corrupt_store).
  StoredProfiles(const Connection& connection, const std::string& table);

  const Attributes& attributes(ProfileId profile) const override;

  std::size_t size() const { return all_.size(); }

 private:
  std::vector<Attributes> all_;
};

// The same dictionary while it grows in an import.
class ProfileBook {
 public:
  ProfileBook(const Connection& connection, const std::string& table);

  // The number of a combination, which is written to the table when it is new.
  ProfileId number_of(const Attributes& attributes);

 private:
  struct Hash {
    std::size_t operator()(const Attributes& attributes) const;
  };

  std::unordered_map<Attributes, ProfileId, Hash> numbers_;
  Statement insert_;
};

}  // namespace outturn::store
