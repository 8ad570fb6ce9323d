// Whatever the engine settles, the verifier, which shares nothing with it, finds it recomputed.
#include "settle/opinion_case.h"
#include "support/catch.h"
#include "verify/verify.h"

namespace outturn {
namespace {

constexpr std::uint64_t kCases = OUTTURN_DRAWN_CASES / 20;

TEST_CASE("statements of random contracts are recomputed from themselves and earlier ones",
          "[drawn]") {
  std::uint64_t verified = 0;
  std::uint64_t with_earlier = 0;
  for (std::uint64_t seed = 9'000'001; seed <= 9'000'000 + kCases; ++seed) {
    std::vector<verify::File> earlier;
    const OpinionCase one(seed);
    for (const EnginePeriod& period : engine_results(one, true)) {
      if (!period.settlement || period.documents.statement.empty()) {
        continue;
      }
      verify::Inputs inputs{{"statement.json", period.documents.statement}};
      inputs.evidence = {"evidence.csv", period.documents.evidence};
      inputs.earlier = earlier;
      const verify::Verdict verdict = verify::verify(inputs).recomputed;
      CAPTURE(seed, one.text(), inputs.statement.text, inputs.evidence->text);
      CAPTURE(verdict.fault ? verdict.fault->message : "");
      CAPTURE(verdict.unchecked.empty() ? "" : verdict.unchecked.front().why);
      // The statement of a contract that it is paid from isn't at hand here.
      CHECK((one.prime ? verdict.answer != verify::Answer::no
                       : verdict.answer == verify::Answer::yes));
      ++verified;
      with_earlier += earlier.empty() ? 0U : 1U;
      earlier.push_back(inputs.statement);
    }
  }
  CHECK(verified > kCases);
  CHECK(with_earlier > kCases / 10);
}

}  // namespace
}  // namespace outturn
