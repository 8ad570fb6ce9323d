#include "store/profiles.h"

#include "value/problem.h"

#include <functional>

#include <fmt/format.h>

namespace outturn::store {

StoredProfiles::StoredProfiles(const Connection& connection, const std::string& table) : all_(1) {
  Statement statement(
      connection, fmt::format("SELECT profile, name, value FROM {} ORDER BY profile, name", table));
  while (statement.step()) {
    const std::int64_t profile = statement.integer(0);
    const auto last = static_cast<std::int64_t>(all_.size()) - 1;
    if (profile < 1 || (profile != last && profile != last + 1)) {
      connection.fail_corrupt(fmt::format("{} skips profile {}", table, last + 1));
    }
    if (profile == last + 1) {
      all_.emplace_back();
    }
    all_.back().emplace_back(statement.text(1), statement.text(2));
  }
}

const Attributes& StoredProfiles::attributes(ProfileId profile) const {
  if (profile >= all_.size()) {
    throw Defect(fmt::format("no profile {}", profile));
  }
  return all_[profile];
}

std::size_t ProfileBook::Hash::operator()(const Attributes& attributes) const {
  constexpr std::size_t kOdd = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio: spreads the bits
  const std::hash<std::string> hash;
  std::size_t mixed = attributes.size();
  for (const auto& [name, value] : attributes) {
    mixed = (mixed * kOdd + hash(name)) * kOdd + hash(value);
  }
  return mixed;
}

ProfileBook::ProfileBook(const Connection& connection, const std::string& table)
    : insert_(connection, fmt::format("INSERT INTO {} VALUES (?, ?, ?)", table)) {
  const StoredProfiles stored(connection, table);
  for (ProfileId profile = 0; profile < stored.size(); ++profile) {
    numbers_.emplace(stored.attributes(profile), profile);
  }
  if (numbers_.size() != stored.size()) {
    connection.fail_corrupt(fmt::format("{} holds a profile twice", table));
  }
}

ProfileId ProfileBook::number_of(const Attributes& attributes) {
  const auto [entry, is_new] =
      numbers_.try_emplace(attributes, static_cast<ProfileId>(numbers_.size()));
  if (is_new) {
    insert_.bind(1, std::int64_t{entry->second});
    for (const auto& [name, value] : attributes) {
      insert_.bind(2, name);
      insert_.bind(3, value);
      insert_.run();
    }
  }
  return entry->second;
}

}  // namespace outturn::store
