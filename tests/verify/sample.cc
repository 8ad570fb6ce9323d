#include "verify/sample.h"

#include "record/evidence_tree.h"
#include "record/sha256.h"
#include "support/catch.h"
#include "value/problem.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace outturn::testing {

using verify::Answer;
using verify::Inputs;
using verify::Verdict;

std::string sample(const std::string& name) {
  const std::string path = std::string(OUTTURN_SOURCE_DIR "/tests/report/samples/") + name;
  std::ifstream file(path, std::ios::binary);
  INFO(path);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

Inputs sample_inputs(const std::string& folder) {
  Inputs inputs{{"statement.json", sample(folder + "statement.json")}};
  inputs.evidence = {"evidence.csv", sample(folder + "evidence.csv")};
  if (folder == kAgain) {
    inputs.changes = {"changes.csv", sample(folder + "changes.csv")};
    inputs.earlier = {{"before.json", sample(folder + "before.json")}};
  }
  return inputs;
}

Inputs changed(const std::function<void(Json&)>& change, const std::string& folder) {
  Inputs inputs = sample_inputs(folder);
  Json json = parse_json(inputs.statement.text, "statement.json");
  change(json);
  inputs.statement.text = canonical(json) + "\n";
  return inputs;
}

Inputs with_evidence(const std::string& old_text,
                     const std::string& new_text,
                     const std::string& folder) {
  std::string text = sample(folder + "evidence.csv");
  const std::size_t at = text.find(old_text);
  INFO(old_text);
  REQUIRE(at != std::string::npos);
  text.replace(at, old_text.size(), new_text);
  Inputs inputs = changed(
      [&](Json& json) {
        Json& pin = json["pins"]["evidence"];
        pin["sha256"] = sha256(text);
        pin["rows"] = std::count(text.begin(), text.end(), '\n') - 1;
        pin["root"] = to_hex(evidence_root(text));
      },
      folder);
  inputs.evidence->text = text;
  return inputs;
}

std::string told(const Verdict& verdict) {
  std::string text(words_of(verdict.answer));
  if (verdict.fault) {
    return text + ": " + verdict.fault->file + ": " + verdict.fault->message;
  }
  for (const verify::Unchecked& part : verdict.unchecked) {
    text += (text == "not checked" ? ": " : "; ") + part.why;
  }
  return text;
}

std::string refusal(const Inputs& inputs) {
  try {
    verify::verify(inputs);
  } catch (const InputError& error) {
    return error.what();
  }
  FAIL("nothing was refused");
  return {};
}

}  // namespace outturn::testing
