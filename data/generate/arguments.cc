#include "generate/arguments.h"

#include "value/problem.h"
#include "value/ratio.h"

#include <charconv>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::uint64_t kMostPeople = 100'000'000;
constexpr int kLongestTerm = 36'525;  // a century of days

std::uint64_t read_count(std::string_view text,
                         std::string_view option,
                         std::uint64_t most,
                         Problems& problems) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value > most) {
    problems.add({std::string(option)},
                 Reason::bad_number,
                 fmt::format("\"{}\" is not a whole number from 0 to {}", text, most));
  }
  return value;
}

std::optional<Date> read_date(std::string_view text, std::string_view option, Problems& problems) {
  const auto date = parse_date(text);
  if (!date) {
    problems.add({std::string(option)},
                 Reason::bad_date,
                 fmt::format("\"{}\" is not a day", text),
                 "write it as 2015-10-01");
  }
  return date;
}

// A decimal number that is a whole number of steps of 1/`scale`, from `least` to `most` steps.
struct Range {
  std::int64_t scale;
  std::int64_t least;
  std::int64_t most;
};

std::int64_t read_decimal(std::string_view text,
                          std::string_view option,
                          const Range& range,
                          Problems& problems) {
  constexpr std::size_t kLongest = 20;
  const auto value = text.size() <= kLongest ? parse_decimal(text) : std::nullopt;
  const Ratio steps = value ? Ratio(*value * range.scale) : Ratio(0);
  if (!value || denominator(steps) != 1 || steps < range.least || steps > range.most) {
    problems.add({std::string(option)},
                 Reason::bad_number,
                 fmt::format("\"{}\" is not a decimal from {} to {} in steps of {}",
                             text,
                             to_plain(ratio_of(range.least) / range.scale),
                             to_plain(ratio_of(range.most) / range.scale),
                             to_plain(Ratio(1) / range.scale)));
    return range.least;
  }
  return static_cast<std::int64_t>(numerator(steps));
}

std::vector<const Provider*> read_providers(std::string_view text, Problems& problems) {
  try {
    return parse_providers(text, "--providers");
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) {
      problems.add(problem.place, problem.reason, problem.message, problem.advice);
    }
    return {};
  }
}

void read_term(const Arguments& arguments, Settings& settings, Problems& problems) {
  const auto from = read_date(arguments.from, "--from", problems);
  const auto to = read_date(arguments.to, "--to", problems);
  if (!from || !to) {
    return;
  }
  if (*to < *from) {
    problems.add(
        {"--to"},
        Reason::out_of_order,
        fmt::format("{} is before {}, the first index date", to_string(*to), to_string(*from)));
  }
  if (*to - *from > kLongestTerm) {
    problems.add({"--to"}, Reason::out_of_range, "index dates may span a century at most");
  }
  settings.from = *from;
  settings.to = *to;
}

}  // namespace

Settings settings_from(const Arguments& arguments) {
  Problems problems;
  Settings settings;
  settings.people = read_count(arguments.people, "--people", kMostPeople, problems);
  settings.seed = read_count(arguments.seed, "--seed", UINT32_MAX, problems);
  settings.providers = read_providers(arguments.providers, problems);
  read_term(arguments, settings, problems);
  settings.mean_score =
      read_decimal(arguments.mean_score, "--mean-score", {kOgrsScale, 0, kOgrsScale}, problems);
  settings.mean_reoffences =
      read_decimal(arguments.mean_reoffences, "--mean-reoffences", {100, 100, 2'000}, problems);
  settings.effect = read_decimal(arguments.effect, "--effect", {100, -10'000, 10'000}, problems);
  problems.throw_if_any();
  return settings;
}

}  // namespace outturn
