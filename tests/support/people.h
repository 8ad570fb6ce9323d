// People and events written down in a test, read by the engine as if from a store.
#pragma once

#include "cases/person.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn {

using AttributeMap = std::map<std::string, std::string>;

struct ListedStart {
  std::string person;
  std::string provider;  // empty: under nobody
  std::string index_date;
  AttributeMap attributes{};
  std::optional<std::int64_t> score{};  // millionths
  std::uint32_t line = 0;
};

struct ListedEvent {
  std::string person;
  std::string offence_date;
  std::string proven_date{};  // empty: not proven
  AttributeMap attributes{};
  std::uint32_t line = 0;
};

// A list of starts and events. A row's origin is batch 1, or 2 for events, and its line; unless the
// row says its line, they are numbered from 2 on in the order written.
class ListedPeople : public CaseSource {
 public:
  ListedPeople(const std::vector<ListedStart>& starts, const std::vector<ListedEvent>& events);

  void for_each_person(std::string_view provider,
                       Date first,
                       Date last,
                       const Visit& visit) override;

  const Profiles& start_profiles() const override { return start_profiles_; }
  const Profiles& event_profiles() const override { return event_profiles_; }

 private:
  class ListedProfiles : public Profiles {
   public:
    ProfileId id_of(const AttributeMap& attributes);
    const Attributes& attributes(ProfileId profile) const override;

   private:
    std::vector<Attributes> all_;
  };
  struct Person {
    std::int64_t number = 0;
    std::vector<std::pair<std::string, Start>> starts;  // by provider
    std::vector<Event> events;
  };

  void add(const ListedStart& start, std::uint32_t line);
  void add(const ListedEvent& event, std::uint32_t line);

  std::map<std::string, Person, std::less<>> people_;  // by pseudonym, and so numbered
  ListedProfiles start_profiles_;
  ListedProfiles event_profiles_;
};

}  // namespace outturn
