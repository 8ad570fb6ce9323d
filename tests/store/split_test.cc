// However rows are cut into batches, the same people and events are known in the end.
#include "store/sample.h"
#include "support/catch.h"
#include "support/temp_folder.h"

#include <algorithm>
#include <random>
#include <set>

namespace outturn {

namespace {

struct Sample {
  std::vector<NewStart> starts;
  std::vector<NewEvent> events;
};

Sample random_sample(std::mt19937& random) {
  const auto up_to = [&](std::size_t most) { return random() % most; };
  const auto day = [&] { return to_string(Date::of(2014, 1, 1) + static_cast<int>(up_to(300))); };
  Sample sample;
  std::set<std::string> taken;
  for (std::size_t i = 0; i < 1 + up_to(12); ++i) {
    NewStart start{0, "P" + std::to_string(up_to(6)), up_to(4) == 0 ? "" : "C01", day()};
    start.disposal = up_to(2) == 0 ? "" : "community";
    if (taken.insert(start.person + start.provider + start.index_date).second) {
      sample.starts.push_back(start);
    }
  }
  for (std::size_t i = 0; i < up_to(25); ++i) {
    const std::string& person = sample.starts[up_to(sample.starts.size())].person;
    NewEvent event{0, person, day(), up_to(3) == 0 ? "" : day()};
    event.outcome = up_to(2) == 0 ? "" : "convicted";
    sample.events.push_back(event);
  }
  return sample;
}

// Deals the rows out over files, starts anywhere, in any order.
std::vector<ImportFile> dealt(const Sample& sample, std::size_t count, std::mt19937& random) {
  std::vector<Sample> parts(count);
  for (const NewStart& start : sample.starts) {
    parts[random() % count].starts.push_back(start);
  }
  for (const NewEvent& event : sample.events) {
    parts[random() % count].events.push_back(event);
  }
  std::vector<ImportFile> files;
  for (Sample& part : parts) {
    std::shuffle(part.events.begin(), part.events.end(), random);
    std::size_t line = 1;
    for (NewStart& start : part.starts) {
      start.line = ++line;
    }
    for (NewEvent& event : part.events) {
      event.line = ++line;
    }
    files.push_back(file_of("f" + std::to_string(files.size()), part.starts, part.events));
  }
  return files;
}

// What is known in the end of both providers, without where rows came from, as a sorted list.
std::vector<std::string> known_in_the_end(const Store& store) {
  const auto last = static_cast<std::uint32_t>(store.batches().size());
  std::vector<std::string> lines = known_at(store, last, "C01");
  const std::vector<std::string> nobodys = known_at(store, last, "");
  lines.insert(lines.end(), nobodys.begin(), nobodys.end());
  for (std::string& line : lines) {
    line.resize(line.rfind(' '));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("one batch, several in one import, and several imports know the same in the end") {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const Sample sample = random_sample(random);
    const TempFolder folder;
    Store whole(folder / "whole", Store::Open::write_create);
    whole.import(dealt(sample, 1, random));
    Store together(folder / "together", Store::Open::write_create);
    together.import(dealt(sample, 3, random));
    REQUIRE(known_in_the_end(together) == known_in_the_end(whole));

    Sample starts_only{sample.starts, {}};
    Sample events_only{{}, sample.events};
    Store apart(folder / "apart", Store::Open::write_create);
    std::size_t number = 0;
    for (const Sample* part : {&starts_only, &events_only}) {
      for (ImportFile& file : dealt(*part, 2, random)) {
        file.sha256 = std::to_string(++number);
        apart.import({file});
      }
    }
    REQUIRE(known_in_the_end(apart) == known_in_the_end(whole));
  }
}

TEST_CASE("withdrawing everything that a second import added restores the first") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    Sample sample = random_sample(random);
    std::vector<NewEvent> later;
    std::vector<NewEvent> withdrawals;
    for (std::size_t line = 2; line < 6; ++line) {
      later.push_back({line, sample.starts[0].person, "2014-05-05", ""});
      withdrawals.push_back({line,
                             sample.starts[0].person,
                             "",
                             "",
                             RowAction::withdraw,
                             "2/" + std::to_string(line)});
    }
    const TempFolder folder;
    Store store(folder / "s", Store::Open::write_create);
    store.import(dealt(sample, 1, random));
    store.import({file_of("later", {}, later)});
    REQUIRE(store.batches().size() == 2);
    store.import({file_of("withdrawals", {}, withdrawals)});
    REQUIRE(known_at(store, 3) == known_at(store, 1));
  }
}

}  // namespace outturn
