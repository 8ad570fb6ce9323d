// Rows and files made by hand, and stores read back as text.
#pragma once

#include "store/store.h"
#include "support/refusal.h"
#include "value/problem.h"

#include <string>
#include <vector>

namespace outturn {

struct NewStart {
  std::size_t line;
  std::string person;
  std::string provider;
  std::string index_date;
  RowAction action = RowAction::add;
  std::string record{};
  std::string disposal{};
  std::optional<std::int64_t> score{};
};

struct NewEvent {
  std::size_t line;
  std::string person;
  std::string offence_date;
  std::string proven_date;  // may be empty
  RowAction action = RowAction::add;
  std::string record{};
  std::string outcome{};
};

StartRow row_of(const NewStart& start);
EventRow row_of(const NewEvent& event);

// A file whose digest is that of its name.
ImportFile file_of(const std::string& name,
                   const std::vector<NewStart>& starts,
                   const std::vector<NewEvent>& events);

// What a store knew at a batch of a provider, over all days: one line a start ("P1 starts
// 2014-10-01 disposal=community 1/2") or event ("P1 offends 2015-01-02 proven 2015-03-04 1/3"),
// people sorted by pseudonym.
std::vector<std::string> known_at(const Store& store,
                                  std::uint32_t batch,
                                  const std::string& provider = "C01");

}  // namespace outturn
