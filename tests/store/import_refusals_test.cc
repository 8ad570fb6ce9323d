#include "store/sample.h"
#include "support/catch.h"
#include "support/temp_folder.h"

namespace outturn {

namespace {

ImportFile known_file() {
  return file_of(
      "first.csv",
      {{2, "P1", "C01", "2014-10-01", RowAction::add, "S1"}, {3, "P2", "", "2014-10-01"}},
      {{4, "P1", "2015-01-02", "2015-03-04", RowAction::add, "E1"},
       {5, "P1", "2015-01-03", "", RowAction::add, "E2"}});
}

// A store with known_file as batch 1, whose E2 batch 2 has withdrawn.
class SampleStore {
 public:
  SampleStore() : store_(folder_ / "s.sqlite", Store::Open::write_create) {
    store_.import({known_file()});
    store_.import({file_of("w.csv", {}, {{7, "P1", "", "", RowAction::withdraw, "E2"}})});
  }

  std::string refusal_of_import(const std::vector<ImportFile>& files) {
    return refusal_of([&] { store_.import(files); });
  }

  const Store& store() const { return store_; }
  std::string path() const { return (folder_ / "s.sqlite").string(); }

 private:
  TempFolder folder_;
  Store store_;
};

}  // namespace

TEST_CASE("the same file twice is refused, naming where it is") {
  SampleStore sample;
  CHECK(sample.refusal_of_import({known_file()}) ==
        "first.csv: the same bytes are already there as batch 1, from \"first.csv\" "
        "[already_imported]\n    leave the file out; to change rows, withdraw or correct them");
  CHECK(sample.refusal_of_import({file_of("a", {}, {}), file_of("a", {}, {})}) ==
        "a: the same bytes are already there as \"a\", in this import [already_imported]\n"
        "    leave the file out; to change rows, withdraw or correct them");
}

TEST_CASE("rows that can't stand are refused with their line") {
  struct Case {
    std::vector<NewStart> starts;
    std::vector<NewEvent> events;
    std::string message;
  };
  const auto add = RowAction::add;
  const auto withdraw = RowAction::withdraw;
  const auto correct = RowAction::correct;
  const std::string twice = "\n    withdraw or correct the earlier row first";
  const std::string replace = "\n    to replace that row, give this one the action \"correct\"";
  const auto c = GENERATE_COPY(
      Case{{{9, "P1", "C01", "2014-10-01"}},
           {},
           "f:9: person \"P1\" already starts under \"C01\" on 2014-10-01: 1/2 [duplicate_row]" +
               twice},
      Case{{{9, "P2", "", "2014-10-01"}},
           {},
           "f:9: person \"P2\" already starts under nobody on 2014-10-01: 1/3 [duplicate_row]" +
               twice},
      Case{{{2, "P9", "C07", "2014-10-01"}, {3, "P9", "C07", "2014-10-01"}},
           {},
           "f:3: person \"P9\" already starts under \"C07\" on 2014-10-01: line 2 of f "
           "[duplicate_row]" +
               twice},
      Case{{{2, "P9", "C07", "2014-10-01", add, "S1"}},
           {},
           "f:2: record \"S1\" is there already: 1/2 [duplicate_row]" + replace},
      Case{{},
           {{2, "P1", "2015-05-05", "", add, "E9"}, {3, "P1", "2015-05-06", "", add, "E9"}},
           "f:3: record \"E9\" is there already: line 2 of f [duplicate_row]" + replace},
      Case{{},
           {{2, "P1", "2015-05-05", "", add, "12/2014"}},
           "f:2: record \"12/2014\" reads like BATCH/LINE [bad_identifier]\n"
           "    give the source's references another form, or leave them out"},
      Case{{},
           {{2, "P8", "2015-05-05", ""}},
           "f:2: person \"P8\" has no start [unknown_person]\n"
           "    import the person's start first, or with this file"},
      Case{{},
           {{2, "P1", "", "", withdraw, "E7"}},
           "f:2: there is no event with the record \"E7\" [unknown_record]"},
      Case{{},
           {{2, "P1", "", "", withdraw, "S1"}},
           "f:2: there is no event with the record \"S1\" [unknown_record]"},
      Case{{},
           {{2, "P1", "", "", withdraw, "1/2"}},
           "f:2: there is no event with the record \"1/2\" [unknown_record]"},
      Case{{},
           {{2, "P1", "", "", withdraw, "E2"}},
           "f:2: record \"E2\" is already withdrawn by 2/7 [unknown_record]"},
      Case{{},
           {{2, "P1", "2015-01-04", "", correct, "1/5"}},
           "f:2: record \"1/5\" is already withdrawn by 2/7 [unknown_record]"},
      Case{{},
           {{2, "P1", "", "", withdraw, "E1"}, {3, "P1", "", "", withdraw, "1/4"}},
           "f:3: record \"1/4\" is already withdrawn by line 2 of f [unknown_record]"},
      Case{{},
           {{2, "P1", "2015-01-04", ""},
            {2, "P1", "2015-01-05", ""},
            {3, "P1", "", "", withdraw, "3/2"}},
           "f:3: \"3/2\" is more than one row [unknown_record]\n"
           "    name the row by its source's own reference"});
  SampleStore sample;
  const auto before = known_at(sample.store(), 2);
  CHECK(sample.refusal_of_import({file_of("f", c.starts, c.events)}) == c.message);
  CHECK(sample.store().batches().size() == 2);
  CHECK(known_at(sample.store(), 2) == before);
}

TEST_CASE("a withdrawn row makes room for its like") {
  SampleStore sample;
  CHECK(sample.refusal_of_import({file_of("f",
                                          {{2, "P1", "", "", RowAction::withdraw, "S1"},
                                           {3, "P1", "C01", "2014-10-01", RowAction::add, "S1"}},
                                          {{4, "P1", "2015-01-03", "", RowAction::add, "E2"}})}) ==
        "accepted");
  CHECK(known_at(sample.store(), 3).size() == 3);
}

TEST_CASE("of many problems a hundred are told and the others counted") {
  SampleStore sample;
  std::vector<NewEvent> events;
  for (std::size_t line = 2; line < 252; ++line) {
    events.push_back({line, "P8", "2015-05-05", ""});
  }
  try {
    sample.refusal_of_import({});
    Store store(sample.path(), Store::Open::write_create);
    store.import({file_of("f", {}, events)});
    FAIL("accepted");
  } catch (const InputError& error) {
    REQUIRE(error.problems().size() == 101);
    CHECK(to_string(error.problems()[0]) ==
          sample.path() + ": 150 more rows were refused so [unknown_person]");
    CHECK(error.problems()[1].place == Place{"f", 2});
    CHECK(error.problems()[100].place == Place{"f", 101});
  }
}

TEST_CASE("a refused first import leaves no file") {
  const TempFolder folder;
  Store store(folder / "s.sqlite", Store::Open::write_create);
  CHECK(refusal_of([&] {
          store.import({file_of("f", {}, {{2, "P1", "2015-01-01", ""}})});
        }) ==
        "f:2: person \"P1\" has no start [unknown_person]\n"
        "    import the person's start first, or with this file");
  CHECK(std::filesystem::is_empty(folder.path()));
}

}  // namespace outturn
