#include "store/store.h"

#include "store/sample.h"
#include "support/catch.h"
#include "support/temp_folder.h"

#include <algorithm>

namespace outturn {

using Lines = std::vector<std::string>;

namespace {

ImportFile first_file() {
  return file_of("first.csv",
                 {{2, "P2", "C01", "2014-10-03", RowAction::add, "S2", "community", 612'500},
                  {3, "P1", "C01", "2014-10-01"},
                  {4, "P3", "", "2014-10-01"},
                  {5, "P1", "C02", "2015-01-01"}},
                 {{6, "P1", "2015-01-02", "2015-03-04", RowAction::add, "E1", "convicted"},
                  {7, "P2", "2014-12-24", "", RowAction::add, "E2"},
                  {8, "P1", "2014-11-30", "2015-06-01", RowAction::add, "E3", "cautioned"}});
}

}  // namespace

TEST_CASE("what goes in comes out: every person with all their events, in order of day") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  const std::vector<Batch> batches = store.import({first_file()});
  REQUIRE(batches.size() == 1);
  CHECK(batches[0].number == 1);
  CHECK(known_at(store, 1) ==
        Lines{"P1 starts 2014-10-01 1/3",
              "P1 offends 2014-11-30 proven 2015-06-01 breach=no outcome=cautioned 1/8",
              "P1 offends 2015-01-02 proven 2015-03-04 breach=no outcome=convicted 1/6",
              "P2 starts 2014-10-03 scored 612500 disposal=community 1/2",
              "P2 offends 2014-12-24 1/7"});
  CHECK(known_at(store, 1, "") == Lines{"P3 starts 2014-10-01 1/4"});
  CHECK(known_at(store, 1, "C02").size() == 3);
  CHECK(known_at(store, 1, "C99").empty());
  CHECK(store.providers() == Lines{"C01", "C02"});
}

TEST_CASE("a store reopened says what its batches were") {
  const TempFolder folder;
  Store(folder / "s.sqlite", Store::Open::write_create).import({first_file()});
  const Store store(folder / "s.sqlite", Store::Open::read);
  const std::vector<Batch> batches = store.batches();
  REQUIRE(batches.size() == 1);
  CHECK(batches[0].source == "first.csv");
  CHECK(batches[0].sha256 == first_file().sha256);
  CHECK(to_string(batches[0].observed_until) == "2016-12-31");
  CHECK(batches[0].rows == 7);
  CHECK(batches[0].starts == 4);
  CHECK(batches[0].events == 3);
  CHECK(batches[0].withdrawn == 0);
  CHECK(known_at(store, 1).size() == 5);
}

TEST_CASE("a store keeps of whom each file shows everything") {
  const TempFolder folder;
  ImportFile everyone = file_of("a", {{2, "P1", "C01", "2014-10-01"}}, {});
  everyone.events_of = {};
  ImportFile two = file_of("b", {}, {{2, "P1", "2015-01-02", ""}});
  two.starts_of = {};
  two.events_of = {false, {"C01", "C02"}};
  Store(folder / "s.sqlite", Store::Open::write_create).import({everyone, two});
  const std::vector<Batch> batches = Store(folder / "s.sqlite", Store::Open::read).batches();
  REQUIRE(batches.size() == 2);
  CHECK(batches[0].starts_of == Coverage{true});
  CHECK(batches[0].events_of == Coverage{});
  CHECK(batches[1].starts_of == Coverage{});
  CHECK(batches[1].events_of == two.events_of);
}

TEST_CASE("a store says which values its rows have") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  NewStart start{2, "P1", "C01", "2014-10-01"};
  start.disposal = "custody";
  NewEvent event{3, "P1", "2015-01-02", ""};
  event.outcome = "caution";
  store.import({file_of("a", {start}, {event})});
  CHECK(store.start_values() == AttributeValues{{"disposal", {"custody"}}});
  CHECK(store.event_values() == AttributeValues{{"breach", {"no"}}, {"outcome", {"caution"}}});
}

TEST_CASE("only starts within the days asked for are read, both ends included") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({file_of("f",
                        {{2, "P1", "C01", "2014-09-30"},
                         {3, "P2", "C01", "2014-10-01"},
                         {4, "P3", "C01", "2014-12-31"},
                         {5, "P4", "C01", "2015-01-01"},
                         {6, "P5", "C02", "2014-10-01"},
                         {7, "P2", "C01", "2014-11-05"}},
                        {})});
  const auto source = store.cases_as_known_at(1);
  Lines seen;
  source->for_each_person(
      "C01", Date::of(2014, 10, 1), Date::of(2014, 12, 31), [&](const PersonCase& person) {
        seen.push_back(std::string(person.pseudonym) + " " + std::to_string(person.starts.size()));
      });
  CHECK(seen == Lines{"P2 2", "P3 1"});
}

TEST_CASE("late events, corrections and people can be let in one after the other") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({file_of("first",
                        {{2, "P1", "C01", "2014-10-01"}},
                        {{3, "P1", "2015-01-01", "", RowAction::add, "E1"},
                         {4, "P1", "2015-01-02", "", RowAction::add, "E2"}})});
  store.import({file_of("second",
                        {{2, "P2", "C01", "2014-10-02"}},
                        {{3, "P1", "2015-02-01", "", RowAction::correct, "E1"},
                         {4, "P1", "2015-02-02", "", RowAction::add, "E3"},
                         {5, "P1", "2015-02-03", "", RowAction::add, "E4"},
                         {6, "P2", "2015-02-04", "", RowAction::add, "E5"}})});
  store.import({file_of("third",
                        {},
                        {{2, "P1", "2015-01-02", "", RowAction::withdraw, "E2"},
                         {3, "P1", "2015-03-03", "", RowAction::correct, "E4"}})});
  const auto days_at = [&](const KnownAt& known_at) {
    Lines days;
    store.cases_as_known_at(known_at)->for_each_person(
        "C01", Date::of(2014, 1, 1), Date::of(2015, 12, 31), [&](const PersonCase& person) {
          std::string line(person.pseudonym);
          for (const Event& event : person.events) {
            line += " " + to_string(event.offence_date).substr(5);
          }
          days.push_back(line);
        });
    return days;
  };
  CHECK(days_at({1, 1, 1}) == Lines{"P1 01-01 01-02"});
  CHECK(days_at({1, 1, 3}) == Lines{"P1 01-01 01-02 02-02"});
  CHECK(days_at({1, 3, 3}) == Lines{"P1 02-01 02-02 03-03"});
  CHECK(days_at({3, 3, 3}) == Lines{"P1 02-01 02-02 03-03", "P2 02-04"});
}

TEST_CASE("a source can be read again, backwards and forwards") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({first_file()});
  const auto source = store.cases_as_known_at(1);
  const auto events_under = [&](const std::string& provider) {
    std::size_t events = 0;
    source->for_each_person(
        provider, Date::of(2014, 1, 1), Date::of(2015, 12, 31), [&](const PersonCase& person) {
          events += person.events.size();
        });
    return events;
  };
  for (const int round : {1, 2, 3}) {
    INFO(round);
    CHECK(events_under("C02") == 2);
    CHECK(events_under("C01") == 3);
    CHECK(events_under("") == 0);
  }
}

TEST_CASE("rows of a later batch are not known at an earlier one") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({first_file()});
  const Lines before = known_at(store, 1);
  store.import({file_of("late.csv",
                        {{2, "P9", "C01", "2014-10-01"}},
                        {{3, "P2", "2014-12-01", "2015-01-15"}, {4, "P9", "2014-12-01", ""}})});
  CHECK(known_at(store, 1) == before);
  const Lines after = known_at(store, 2);
  CHECK(after.size() == before.size() + 3);
  CHECK(std::count(after.begin(), after.end(), "P2 offends 2014-12-01 proven 2015-01-15 2/3") == 1);
}

TEST_CASE("a withdrawn row stays readable as known before") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({first_file()});
  const Lines before = known_at(store, 1);
  const auto by = GENERATE(as<std::string>{}, "E2", "1/7");
  const std::vector<Batch> batches =
      store.import({file_of("w.csv", {}, {{2, "P2", "", "", RowAction::withdraw, by}})});
  CHECK(batches[0].withdrawn == 1);
  CHECK(batches[0].events == 0);
  CHECK(known_at(store, 1) == before);
  CHECK(known_at(store, 2).size() == before.size() - 1);
  CHECK(known_at(store, 2).back() == "P2 starts 2014-10-03 scored 612500 disposal=community 1/2");
}

TEST_CASE("a corrected row replaces the earlier one from its batch on, and again") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({first_file()});
  store.import(
      {file_of("c1", {}, {{2, "P2", "2014-12-25", "2015-02-01", RowAction::correct, "E2"}})});
  store.import(
      {file_of("c2", {}, {{2, "P2", "2014-12-26", "2015-02-01", RowAction::correct, "E2"}})});
  store.import(
      {file_of("c3", {}, {{2, "P2", "2014-12-27", "2015-02-01", RowAction::correct, "3/2"}})});
  CHECK(known_at(store, 1).back() == "P2 offends 2014-12-24 1/7");
  CHECK(known_at(store, 2).back() == "P2 offends 2014-12-25 proven 2015-02-01 2/2");
  CHECK(known_at(store, 3).back() == "P2 offends 2014-12-26 proven 2015-02-01 3/2");
  CHECK(known_at(store, 4).back() == "P2 offends 2014-12-27 proven 2015-02-01 4/2");
  CHECK(known_at(store, 4).size() == 5);
}

TEST_CASE("a correction takes over the record of the row that it names by batch and line") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({first_file()});
  store.import({file_of("c1",
                        {{2, "P2", "C01", "2014-10-04", RowAction::correct, "1/2"}},
                        {{3, "P2", "2014-12-25", "", RowAction::correct, "1/7"},
                         {4, "P2", "2014-12-26", "", RowAction::correct, "2/3"}})});
  CHECK(refusal_of([&] {
          store.import({file_of("a", {}, {{2, "P2", "2014-12-27", "", RowAction::add, "E2"}})});
        }) ==
        "a:2: record \"E2\" is there already: 2/4 [duplicate_row]\n"
        "    to replace that row, give this one the action \"correct\"");
  store.import({file_of("c2",
                        {{2, "P2", "C01", "2014-10-05", RowAction::correct, "S2"}},
                        {{3, "P2", "2014-12-28", "", RowAction::correct, "E2"}})});
  const Lines known = known_at(store, 3);
  CHECK(Lines(known.end() - 2, known.end()) ==
        Lines{"P2 starts 2014-10-05 3/2", "P2 offends 2014-12-28 3/3"});
  CHECK(known.size() == 5);
}

TEST_CASE("a correction of a row without a record has none") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({first_file()});
  store.import({file_of("c", {{2, "P1", "C01", "2014-10-02", RowAction::correct, "1/3"}}, {})});
  CHECK(known_at(store, 2).front() == "P1 starts 2014-10-02 2/2");
  CHECK(refusal_of([&] {
          store.import({file_of("w", {{2, "", "", "", RowAction::withdraw, ""}}, {})});
        }) == "w:2: there is no start with the record \"\" [unknown_record]");
}

TEST_CASE("a start can be corrected to the same person, provider and day") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({first_file()});
  store.import(
      {file_of("c", {{9, "P1", "C01", "2014-10-01", RowAction::correct, "1/3", "custody"}}, {})});
  CHECK(known_at(store, 1).front() == "P1 starts 2014-10-01 1/3");
  CHECK(known_at(store, 2).front() == "P1 starts 2014-10-01 disposal=custody 2/9");
}

TEST_CASE("one line can make a start and an event, and each is named by its own kind of row") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({file_of("f",
                        {{2, "P1", "C01", "2014-10-01"}, {3, "P2", "C01", "2014-10-01"}},
                        {{2, "P1", "2014-11-01", ""}, {3, "P2", "2014-11-01", ""}})});
  store.import({file_of("w1", {{2, "P1", "", "", RowAction::withdraw, "1/2"}}, {})});
  store.import({file_of("w2", {}, {{2, "P2", "", "", RowAction::withdraw, "1/3"}})});
  CHECK(known_at(store, 3) == Lines{"P2 starts 2014-10-01 1/3"});
}

TEST_CASE("files of one import may refer to each other, starts before events") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({file_of("events.csv", {}, {{2, "P1", "2014-11-01", "", RowAction::add, "E1"}}),
                file_of("starts.csv", {{2, "P1", "C01", "2014-10-01"}}, {}),
                file_of("fix.csv", {}, {{2, "P1", "2014-11-02", "", RowAction::correct, "E1"}})});
  CHECK(known_at(store, 2) == Lines{"P1 starts 2014-10-01 2/2", "P1 offends 2014-11-01 1/2"});
  CHECK(known_at(store, 3) == Lines{"P1 starts 2014-10-01 2/2", "P1 offends 2014-11-02 3/2"});
}

TEST_CASE("people are numbered in the order in which a provider's days are read") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  store.import({file_of("f",
                        {{2, "Z", "C02", "2014-10-01"},
                         {3, "Y", "C01", "2014-10-02"},
                         {4, "B", "C01", "2014-10-01"},
                         {5, "A", "C01", "2014-10-02"}},
                        {})});
  const auto source = store.cases_as_known_at(1);
  Lines order;
  for (const std::string provider : {"C01", "C02"}) {
    source->for_each_person(
        provider, Date::of(2014, 1, 1), Date::of(2014, 12, 31), [&](const PersonCase& person) {
          order.push_back(std::string(person.pseudonym) + std::to_string(person.person));
        });
  }
  CHECK(order == Lines{"B1", "A2", "Y3", "Z4"});
}

TEST_CASE("progress ends at the number of rows written") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  std::int64_t last = 0;
  store.import({first_file()}, [&](std::int64_t done, std::int64_t total) {
    CHECK(total == 7);
    last = done;
  });
  CHECK(last == 7);
}

TEST_CASE("a batch that isn't there can't be known") {
  const TempFolder folder;
  const std::string path = (folder / "s.sqlite").string();
  Store store(path, Store::Open::write_create);
  CHECK(store.batches().empty());
  CHECK(store.providers().empty());
  CHECK(refusal_of([&] { store.cases_as_known_at(1); }) ==
        path + ": has no batch yet [unknown_batch]\n    import a file");
  store.import({first_file()});
  for (const std::uint32_t wanted : {0U, 2U}) {
    CHECK(refusal_of([&] { store.cases_as_known_at(wanted); }) ==
          path + ": has no batch " + std::to_string(wanted) +
              " [unknown_batch]\n    its batches are 1 to 1");
  }
}

TEST_CASE("a store opened for reading takes no import") {
  const TempFolder folder;
  Store(folder / "s.sqlite", Store::Open::write_create).import({first_file()});
  Store store(folder / "s.sqlite", Store::Open::read);
  CHECK_THROWS_AS(store.import({first_file()}), Defect);
}

}  // namespace outturn
