// The people of a case, measured as if they stood in a store. Private to the trial room.
#pragma once

#include "cases/person.h"
#include "trial/cases.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn::trying {

// Their rows' origin is batch 1, or 2 for events, and the line in the file.
class CasePeople : public CaseSource {
 public:
  explicit CasePeople(const std::vector<CasePerson>& people);

  void for_each_person(std::string_view provider,
                       Date first,
                       Date last,
                       const Visit& visit) override;

  const Profiles& start_profiles() const override { return start_profiles_; }
  const Profiles& event_profiles() const override { return event_profiles_; }

 private:
  class ListedProfiles : public Profiles {
   public:
    ProfileId id_of(const Attributes& attributes);
    const Attributes& attributes(ProfileId profile) const override { return all_.at(profile); }

   private:
    std::map<Attributes, ProfileId> ids_;
    std::vector<Attributes> all_;
  };
  struct Person {
    std::int64_t number = 0;
    std::vector<std::pair<std::string, Start>> starts;  // by provider
    std::vector<Event> events;
  };

  void add(const StartRow& row, Person& person);
  void add(const EventRow& row, Person& person);
  void put_in_order();

  std::map<std::string, Person, std::less<>> people_;  // by pseudonym, and so numbered
  ListedProfiles start_profiles_;
  ListedProfiles event_profiles_;
};

}  // namespace outturn::trying
