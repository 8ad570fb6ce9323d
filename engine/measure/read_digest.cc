#include "measure/read_digest.h"

#include <fmt/format.h>

namespace outturn::measuring {

void ReadDigest::add(const PersonCase& person) {
  buffer_ += fmt::format("P{}\n", person.pseudonym);
  for (const Start& start : person.starts) {
    add_profile('s', cases_.start_profiles(), start.profile, start_profiles_);
    buffer_ += fmt::format("S{} {} {} {}/{}\n",
                           start.index_date.days(),
                           start.score ? fmt::format("{}", *start.score) : "-",
                           start_profiles_.at(start.profile),
                           start.origin.batch,
                           start.origin.line);
  }
  for (const Event& event : person.events) {
    add_profile('e', cases_.event_profiles(), event.profile, event_profiles_);
    buffer_ += fmt::format("E{} {} {} {}/{}\n",
                           event.offence_date.days(),
                           event.proven_date ? fmt::format("{}", event.proven_date->days()) : "-",
                           event_profiles_.at(event.profile),
                           event.origin.batch,
                           event.origin.line);
  }
  sha_.add(buffer_);
  buffer_.clear();
}

void ReadDigest::add_profile(char kind,
                             const Profiles& profiles,
                             ProfileId profile,
                             Numbers& numbers) {
  if (!numbers.emplace(profile, numbers.size()).second) {
    return;
  }
  buffer_ += kind;
  for (const auto& [name, value] : profiles.attributes(profile)) {
    buffer_ += fmt::format("{}={}\x1f", name, value);
  }
  buffer_ += '\n';
}

}  // namespace outturn::measuring
