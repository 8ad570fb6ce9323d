// The digest of everything that measuring read. Private to the measure room.
#pragma once

#include "cases/person.h"
#include "record/sha256.h"

#include <cstddef>
#include <string>
#include <unordered_map>

namespace outturn::measuring {

// Everything read, hashed: a start or event by its values, a profile by its text the first time.
class ReadDigest {
 public:
  explicit ReadDigest(const CaseSource& cases) : cases_(cases) {}

  void add(const PersonCase& person);
  std::string finish() { return sha_.finish(); }

 private:
  using Numbers = std::unordered_map<ProfileId, std::size_t>;

  void add_profile(char kind, const Profiles& profiles, ProfileId profile, Numbers& numbers);

  const CaseSource& cases_;
  Sha256 sha_;
  std::string buffer_;
  Numbers start_profiles_;
  Numbers event_profiles_;
};

}  // namespace outturn::measuring
