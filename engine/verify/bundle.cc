#include "verify/bundle.h"

#include "record/evidence_tree.h"
#include "record/merkle.h"
#include "record/sha256.h"
#include "value/counted.h"
#include "value/problem.h"
#include "verify/proof.h"

#include <fmt/format.h>

namespace outturn::verify {
namespace {

constexpr std::string_view kBundleForm = "outturn-bundle/1";

// The lines of a text whose last one ends as all others do.
std::vector<std::string_view> lines_of(const File& file) {
  std::vector<std::string_view> lines;
  std::string_view rest = file.text;
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    lines.push_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  if (!rest.empty()) {
    throw InputError(Place{file.name, lines.size() + 1, 0},
                     Reason::csv_columns,
                     "the last line doesn't end with a line break",
                     "take the file as it was sent");
  }
  return lines;
}

class BundleCheck {
 public:
  BundleCheck(const BundleFiles& bundle, const Document& statement, Findings& findings)
      : manifest_(bundle.manifest),
        file_(bundle.evidence),
        lines_(lines_of(bundle.evidence)),
        statement_(statement),
        findings_(findings) {}

  void check() {
    expect("form", kBundleForm, "its kind");
    manifest_.root().at("for").text();
    expect("statement", sha256(statement_.file().text), "the statement beside it");
    const std::vector<Digest> leaves = read_leaves();
    if (own_ != lines_.size()) {
      findings_.fail_in(
          file_.name,
          "",
          fmt::format("{} stand there, and the bundle says {}",
                      counted(static_cast<std::int64_t>(lines_.size()), "line", "lines"),
                      own_));
      return;
    }
    check_root(leaves);
  }

 private:
  void expect(std::string_view key, std::string_view right, std::string_view source) {
    const JsonField said = manifest_.root().at(key);
    findings_.expect_in(
        manifest_.file().name, said.path(), said.text(), std::string(right), source);
  }

  // The leaf of every line: of an own one from its salt and text, of another as it stands there.
  std::vector<Digest> read_leaves() {
    std::vector<Digest> leaves;
    for (const JsonField& leaf : manifest_.root().at("leaves").list()) {
      const auto salt = leaf.find("salt");
      if (!salt) {
        leaves.push_back(digest_of(leaf.at("hash")));
        continue;
      }
      const std::string_view line = own_ < lines_.size() ? lines_[own_] : std::string_view();
      leaves.push_back(evidence_leaf(digest_of(*salt), line));
      ++own_;
    }
    return leaves;
  }

  void check_root(const std::vector<Digest>& leaves) {
    const JsonField pin = statement_.root().at("pins").at("evidence");
    const auto lines = static_cast<std::int64_t>(leaves.size());
    findings_.expect(pin.at("rows").path(),
                     fmt::format("{}", pin.at("rows").integer()),
                     fmt::format("{}", lines - 1),
                     "the leaves of the bundle");
    const auto root = pin.find("root");
    if (!root) {
      findings_.leave_out("the rows: the statement has no pins.evidence.root to compare with",
                          "ask for the whole evidence");
      return;
    }
    findings_.expect(root->path(),
                     root->text(),
                     to_hex(merkle::root_of(leaves)),
                     "the rows and hashes of the bundle");
    findings_.note(fmt::format("{} of your own {} among the {} that the statement rests on.",
                               counted(static_cast<std::int64_t>(own_) - 1, "row", "rows"),
                               form_for(static_cast<std::int64_t>(own_) - 1, "is", "are"),
                               lines - 1));
  }

  Document manifest_;
  const File& file_;
  std::vector<std::string_view> lines_;
  const Document& statement_;
  Findings& findings_;
  std::size_t own_ = 0;  // lines that the bundle says are in it, the header too
};

}  // namespace

void check_bundle(const BundleFiles& bundle, const Document& statement, Findings& findings) {
  BundleCheck(bundle, statement, findings).check();
}

}  // namespace outturn::verify
