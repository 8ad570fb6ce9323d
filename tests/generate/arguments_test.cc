#include "generate/arguments.h"

#include "support/catch.h"
#include "value/problem.h"

#include <string>

namespace outturn {
namespace {

TEST_CASE("the defaults are the first year of cohorts at the national level") {
  const Settings settings = settings_from({});
  CHECK(settings.people == 10'000);
  CHECK(settings.providers.size() == 21);
  CHECK(settings.from == Date::of(2015, 10, 1));
  CHECK(settings.to == Date::of(2016, 9, 30));
  CHECK(settings.mean_score == 45'600);
  CHECK(settings.mean_reoffences == 470);
  CHECK(settings.effect == 0);
}

TEST_CASE("decimals are read exactly") {
  Arguments arguments;
  arguments.mean_score = "0.55171";
  arguments.mean_reoffences = "5.15";
  arguments.effect = "-12.5";
  const Settings settings = settings_from(arguments);
  CHECK(settings.mean_score == 55'171);
  CHECK(settings.mean_reoffences == 515);
  CHECK(settings.effect == -1'250);
}

struct Refused {
  std::string Arguments::*argument;
  std::string text;
  std::string message;
};

TEST_CASE("each argument that is wrong is refused by name") {
  const auto c = GENERATE(
      Refused{&Arguments::people,
              "ten",
              "--people: \"ten\" is not a whole number from 0 to 100000000 [bad_number]"},
      Refused{&Arguments::people,
              "100000001",
              "--people: \"100000001\" is not a whole number from 0 to 100000000 [bad_number]"},
      Refused{&Arguments::seed,
              "-1",
              "--seed: \"-1\" is not a whole number from 0 to 4294967295 [bad_number]"},
      Refused{&Arguments::providers,
              "C01,C22",
              "--providers: there is no community rehabilitation company \"C22\" "
              "[unknown_provider]\n"
              "    name some of C01 to C21, parted by commas, or write all"},
      Refused{&Arguments::providers,
              "",
              "--providers: there is no community rehabilitation company \"\" [unknown_provider]\n"
              "    name some of C01 to C21, parted by commas, or write all"},
      Refused{&Arguments::providers, "C01,C01", "--providers: C01 is named twice [duplicate_row]"},
      Refused{&Arguments::from,
              "2015-02-29",
              "--from: \"2015-02-29\" is not a day [bad_date]\n    write it as 2015-10-01"},
      Refused{&Arguments::to,
              "2015-09-30",
              "--to: 2015-09-30 is before 2015-10-01, the first index date [out_of_order]"},
      Refused{&Arguments::to,
              "2199-12-31",
              "--to: index dates may span a century at most [out_of_range]"},
      Refused{&Arguments::mean_score,
              "0.123456",
              "--mean-score: \"0.123456\" is not a decimal from 0 to 1 in steps of 0.00001 "
              "[bad_number]"},
      Refused{&Arguments::mean_reoffences,
              "0.99",
              "--mean-reoffences: \"0.99\" is not a decimal from 1 to 20 in steps of 0.01 "
              "[bad_number]"},
      Refused{&Arguments::effect,
              "5%",
              "--effect: \"5%\" is not a decimal from -100 to 100 in steps of 0.01 [bad_number]"});
  Arguments arguments;
  arguments.*(c.argument) = c.text;
  CHECK_THROWS_WITH(settings_from(arguments), c.message);
}

TEST_CASE("everything that is wrong is said at once") {
  Arguments arguments;
  arguments.people = "x";
  arguments.from = "y";
  CHECK_THROWS_WITH(settings_from(arguments),
                    "--from: \"y\" is not a day [bad_date]\n"
                    "    write it as 2015-10-01\n"
                    "--people: \"x\" is not a whole number from 0 to 100000000 [bad_number]");
}

}  // namespace
}  // namespace outturn
