#include "store/people.h"

#include "store/keys.h"
#include "store/stored_cases.h"
#include "value/problem.h"

namespace outturn::store {

People::People(const Connection& connection)
    : lookup_(connection, "SELECT number FROM person WHERE pseudonym = ?"),
      insert_(connection, "INSERT INTO person VALUES (?, ?)"),
      last_stored_(one_integer(connection, "SELECT max(number) FROM person")),
      last_(last_stored_) {}

std::int64_t People::find(std::string_view pseudonym) {
  const auto [entry, is_new] = numbers_.try_emplace(pseudonym, 0);
  if (is_new && last_stored_ > 0) {
    lookup_.reset();
    lookup_.bind(1, pseudonym);
    entry->second = lookup_.step() ? lookup_.integer(0) : 0;
  }
  return entry->second;
}

std::int64_t People::find_or_add(std::string_view pseudonym) {
  if (const std::int64_t number = find(pseudonym); number != 0) {
    return number;
  }
  if (last_ >= kMostPeople) {
    throw Defect("more people than the store's keys can hold");
  }
  insert_.bind(1, ++last_);
  insert_.bind(2, pseudonym);
  insert_.run();
  return numbers_[pseudonym] = last_;
}

Providers::Providers(const Connection& connection)
    : numbers_(load_providers(connection)),
      last_stored_(one_integer(connection, "SELECT max(id) FROM provider")),
      insert_(connection, "INSERT INTO provider VALUES (?, ?)") {}

std::int64_t Providers::find_or_add(const std::string& code) {
  const auto next = static_cast<std::int64_t>(numbers_.size());  // nobody is among them
  const auto [entry, is_new] = numbers_.try_emplace(code, next);
  if (is_new) {
    if (next > kMostProviders) {
      throw Defect("more providers than the store's keys can hold");
    }
    insert_.bind(1, next);
    insert_.bind(2, code);
    insert_.run();
  }
  return entry->second;
}

}  // namespace outturn::store
