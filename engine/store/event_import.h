// The events of an import: whose they are, and their keys.
#pragma once

#include "store/people.h"
#include "store/revisions.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace outturn::store {

class EventImport {
 public:
  // What is passed must outlive the object.
  EventImport(const Connection& connection,
              People& people,
              Revisions& revisions,
              Refusals& refusals);

  // Takes in a row, refusing one of a person who never started; rows come in order of batch and
  // line, after all starts are resolved.
  void take(const EventRow& row, RowOrigin origin);

  // Writes the rows in the order of their keys. Gives the key of each row by its index among the
  // revisions. `tick` is called once a row.
  std::vector<std::int64_t> write(const std::function<void()>& tick);

 private:
  struct NewEvent {
    const EventRow* row;
    std::size_t index;  // among the revisions
    RowOrigin origin;
    std::int64_t person;
  };

  void sort_events();
  std::int64_t next_key(std::int64_t person);

  const Connection* connection_;
  People* people_;
  Revisions* revisions_;
  Refusals* refusals_;
  Statement last_event_;
  std::vector<NewEvent> events_;
};

}  // namespace outturn::store
