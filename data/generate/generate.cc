#include "generate/generate.h"

#include "value/problem.h"
#include "value/ratio.h"

#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace outturn {
namespace {

void append_score(std::string& out, std::int64_t score) {
  fmt::format_to(
      std::back_inserter(out), FMT_STRING(",{}.{:05}"), score / kOgrsScale, score % kOgrsScale);
}

// The texts one after another, each after a comma.
template <typename... Texts>
void append_fields(std::string& out, const Texts&... texts) {
  ((out += ',', out += texts), ...);
}

std::string date_or_nothing(const std::optional<Date>& date) {
  return date ? to_string(*date) : std::string{};
}

void make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw InputError({folder.string()},
                     Reason::write_failed,
                     fmt::format("the folder can't be made: {}", error.message()));
  }
}

void count(Totals& totals, const InventedPerson& person) {
  const InventedStart& first = person.starts.front();
  totals.people += 1;
  totals.unmatched += first.matched == "no" ? 1 : 0;
  totals.starts += static_cast<std::int64_t>(person.starts.size());
  totals.events += static_cast<std::int64_t>(person.events.size());
  totals.score_sum += first.score;
  totals.reoffenders += person.reoffences > 0 ? 1 : 0;
  totals.reoffences += person.reoffences;
}

// Text on its way into a file, handed over in large pieces.
class Buffered {
 public:
  Buffered(std::filesystem::path path, Overwrite overwrite, std::string_view header)
      : file_(std::move(path), overwrite), text_(header) {}

  std::string& text() { return text_; }

  void pass_on_if_large() {
    constexpr std::size_t kLarge = 1 << 20;
    if (text_.size() >= kLarge) {
      pass_on();
    }
  }

  void finish() {
    pass_on();
    file_.finish();
  }

  void publish() { file_.publish(); }

 private:
  void pass_on() {
    file_.write(text_);
    text_.clear();
  }

  NewFile file_;
  std::string text_;
};

}  // namespace

std::string pseudonym(std::uint64_t seed, std::uint64_t number) {
  return fmt::format("{}-{:07}", seed, number);
}

void append_starts(std::string& out, const InventedPerson& person, std::uint64_t seed) {
  const std::string name = pseudonym(seed, person.number);
  for (const InventedStart& start : person.starts) {
    out += name;
    append_fields(out, start.provider->code, to_string(start.index_date), start.disposal);
    append_score(out, start.score);
    append_fields(out, start.sex, start.age_band, start.area, start.segment);
    append_fields(out, start.offence->code, start.offence->severity_class);
    append_fields(out, start.complexity, start.matched);
    out += '\n';
  }
}

void append_events(std::string& out, const InventedPerson& person, std::uint64_t seed) {
  const std::string name = pseudonym(seed, person.number);
  for (const InventedEvent& event : person.events) {
    out += name;
    append_fields(out, to_string(event.offence_date), date_or_nothing(event.proven_date));
    append_fields(out, event.outcome, event.offence->code, event.offence->severity_class);
    append_fields(out, std::string_view(event.breach ? "yes" : "no"));
    out += '\n';
  }
}

Totals generate(const Settings& settings,
                const std::filesystem::path& folder,
                Overwrite overwrite,
                const Progress& progress) {
  constexpr std::uint64_t kPeopleBetweenReports = 10'000;
  Inventor inventor(settings);
  make_folder(folder);
  Buffered starts(folder / "starts.csv", overwrite, kStartsHeader);
  Buffered events(folder / "events.csv", overwrite, kEventsHeader);
  Totals totals;
  for (std::uint64_t number = 1; number <= settings.people; ++number) {
    const InventedPerson person = inventor.invent(number);
    count(totals, person);
    append_starts(starts.text(), person, settings.seed);
    append_events(events.text(), person, settings.seed);
    starts.pass_on_if_large();
    events.pass_on_if_large();
    if (number % kPeopleBetweenReports == 0) {
      progress(number);
    }
  }
  starts.finish();
  events.finish();
  starts.publish();
  events.publish();
  return totals;
}

std::string to_string(const Totals& totals) {
  const auto mean = [](std::int64_t sum, std::int64_t count, std::int64_t unit, int places) {
    return count == 0 ? std::string("-") : to_decimal(ratio_of(sum) / count / unit, places);
  };
  return fmt::format(
      "people            {}\n"
      "  not matched     {}\n"
      "starts            {}\n"
      "events            {}\n"
      "mean score        {}\n"
      "reoffenders       {} ({}% of matched people)\n"
      "reoffences        {} ({} a reoffender)\n",
      totals.people,
      totals.unmatched,
      totals.starts,
      totals.events,
      mean(totals.score_sum, totals.people, kOgrsScale, 4),
      totals.reoffenders,
      mean(100 * totals.reoffenders, totals.people - totals.unmatched, 1, 2),
      totals.reoffences,
      mean(totals.reoffences, totals.reoffenders, 1, 2));
}

}  // namespace outturn
