// Whatever is given to be verified is answered or refused, never all four yes: nothing that a
// fuzzer writes is signed. Input: statement, evidence, proof, head, bundle.json and
// own-evidence.csv, parted by NULs; what is missing is absent.
#include "value/problem.h"
#include "verify/verify.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::verify {
namespace {

constexpr const char* kKeys =
    "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3 Ann Smith\n";

std::vector<std::string> parts_of(std::string_view input) {
  std::vector<std::string> parts;
  for (std::size_t end = input.find('\0'); end != std::string_view::npos; end = input.find('\0')) {
    parts.emplace_back(input.substr(0, end));
    input.remove_prefix(end + 1);
  }
  parts.emplace_back(input);
  return parts;
}

std::optional<File> file_in(const std::vector<std::string>& parts, std::size_t at) {
  return at < parts.size() && !parts[at].empty() ? std::optional(File{"file", parts[at]})
                                                 : std::nullopt;
}

void try_all(const Inputs& inputs) {
  try {
    if (overall(verify(inputs)) == Answer::yes) {
      std::abort();
    }
  } catch (const InputError&) {
    return;  // refused: what the reader's own files must bear
  }
}

}  // namespace
}  // namespace outturn::verify

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outturn::verify;  // NOLINT(google-build-using-namespace)
  const auto parts = parts_of({reinterpret_cast<const char*>(data), size});
  Inputs inputs{{"statement.json", parts[0]}};
  inputs.evidence = file_in(parts, 1);
  inputs.proof = file_in(parts, 2);
  inputs.head = file_in(parts, 3);
  inputs.keys = File{"keys.txt", kKeys};
  inputs.signatures = {file_in(parts, 2), file_in(parts, 3)};
  inputs.earlier.push_back(inputs.statement);
  try_all(inputs);
  const auto manifest = file_in(parts, 4);
  const auto own = file_in(parts, 5);
  if (manifest && own) {
    inputs.bundle = BundleFiles{*manifest, *own};
    try_all(inputs);
  }
  return 0;
}
