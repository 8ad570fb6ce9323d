// Opens any bytes as a store and reads all of it, then imports into it: whatever the bytes are,
// nothing worse than an InputError comes of it.
#include "record/file.h"
#include "store/store.h"
#include "value/problem.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <unistd.h>

namespace {

using outturn::Date;
using outturn::Store;

std::size_t read_everything(const Store& store) {
  std::size_t seen = 0;
  std::vector<std::string> providers = store.providers();
  providers.emplace_back();
  for (const outturn::Batch& batch : store.batches()) {
    const auto cases = store.cases_as_known_at(batch.number);
    for (const std::string& provider : providers) {
      cases->for_each_person(provider,
                             Date::of(1900, 1, 1),
                             Date::of(2199, 12, 31),
                             [&](const outturn::PersonCase& person) {
                               for (const outturn::Event& event : person.events) {
                                 seen += cases->event_profiles().attributes(event.profile).size();
                               }
                             });
    }
  }
  return seen;
}

outturn::ImportFile small_file() {
  outturn::StartRow start;
  start.head = {2, outturn::RowAction::add, "R", "P1"};
  start.provider = "C01";
  start.index_date = Date::of(2014, 10, 1);
  outturn::EventRow event;
  event.head = {3, outturn::RowAction::correct, "1/3", "P1"};
  event.offence_date = Date::of(2015, 1, 1);
  return {.source = "small.csv",
          .sha256 = "small",
          .mapping_sha256 = {},
          .observed_until = Date::of(2016, 1, 1),
          .starts_of = {true},
          .events_of = {true},
          .rows = {{start}, {event}, 2}};
}

std::filesystem::path scratch_file() {
  return std::filesystem::temp_directory_path() /
         ("outturn-fuzz-" + std::to_string(::getpid()) + ".sqlite");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::filesystem::path path = scratch_file();
  std::filesystem::remove(path);
  outturn::write_synced(path, std::string(data, data + size));
  try {
    Store store(path, Store::Open::write_create);
    if (read_everything(store) == SIZE_MAX) {
      std::abort();
    }
    store.import({small_file()});
    read_everything(store);
  } catch (const outturn::InputError&) {
    return 0;
  }
  return 0;
}
