// The starts of an import: who they are, whether they stand beside what is stored, and their keys.
#pragma once

#include "store/people.h"
#include "store/revisions.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace outturn::store {

class StartImport {
 public:
  // What is passed must outlive the object.
  StartImport(const Connection& connection,
              People& people,
              Revisions& revisions,
              Refusals& refusals);

  // Takes in a row; rows come in order of batch and line.
  void take(const StartRow& row, RowOrigin origin);

  // Numbers new people and providers and refuses a person's second start under one provider on one
  // day, while the first stands.
  void resolve();

  // Writes the rows in the order of their keys. Gives the key of each row by its index among the
  // revisions. `tick` is called once a row.
  std::vector<std::int64_t> write(const std::function<void()>& tick);

 private:
  struct NewStart {
    const StartRow* row;
    std::size_t index;  // among the revisions
    RowOrigin origin;
    std::int64_t provider = 0;
    std::int64_t person = 0;
  };
  using Group = std::span<const NewStart>;  // one provider's starts on one day

  void for_each_group(const std::function<void(Group)>& visit) const;
  void number_people();
  void refuse_doubles_among(Group group);
  void refuse_doubles_of_stored(Group group);
  void refuse_double(const NewStart& start, RowOrigin earlier);
  bool never_stood(const NewStart& start) const;
  std::int64_t next_key(const NewStart& first);

  const Connection* connection_;
  People* people_;
  Revisions* revisions_;
  Refusals* refusals_;
  Providers providers_;
  Statement stored_starts_;
  Statement stored_withdrawal_;
  Statement last_start_;
  std::vector<NewStart> starts_;
};

}  // namespace outturn::store
