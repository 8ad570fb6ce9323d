#include "verify/proof.h"

#include <fmt/format.h>

namespace outturn::verify {
namespace {

constexpr std::string_view kProofForm = "outturn-proof/1";

std::vector<Digest> path_of(const JsonField& json) {
  std::vector<Digest> path;
  for (const JsonField& hash : json.list()) {
    path.push_back(digest_of(hash));
  }
  return path;
}

std::int64_t count_of(const JsonField& json) {
  const std::int64_t count = json.integer();
  if (count < 0) {
    json.refuse("a count");
  }
  return count;
}

}  // namespace

Digest digest_of(const JsonField& json) {
  const auto digest = parse_digest(json.text());
  if (!digest) {
    json.refuse("a SHA-256 digest");
  }
  return *digest;
}

Entry::Entry(const JsonField& json, const std::string& proof)
    : sequence_(json.at("sequence").integer()),
      file_{fmt::format("{}, entry {}", proof, sequence_), json.at("body").text()},
      document_(file_),
      path_(path_of(json.at("path"))) {}

Proof::Proof(const File& file) : document_(file), size_(0), root_() {
  const JsonField json = document_.root();
  if (json.at("form").text() != kProofForm) {
    json.at("form").refuse(fmt::format("\"{}\"", kProofForm));
  }
  register_ = json.at("register").text();
  size_ = count_of(json.at("size"));
  root_ = digest_of(json.at("root"));
  for (const JsonField& entry : json.at("entries").list()) {
    const std::int64_t before = entries_.empty() ? 0 : entries_.back().sequence();
    entries_.emplace_back(entry, file.name);
    if (entries_.back().sequence() <= before || entries_.back().sequence() > size_) {
      entry.at("sequence").refuse("above that of the entry before it, and at most size");
    }
  }
  if (const auto since = json.find("since")) {
    since_ = Since{
        count_of(since->at("size")), digest_of(since->at("root")), path_of(since->at("path"))};
  }
}

const Entry* Proof::prepared(const std::string& digest) const {
  const Entry* first = nullptr;
  for (const Entry& entry : entries_) {
    if (entry.kind() != "prepared") {
      continue;
    }
    if (entry.root().at("statement").text() == digest) {
      return &entry;
    }
    first = first == nullptr ? &entry : first;
  }
  return first;
}

const Entry* Proof::about(std::string_view kind, std::int64_t sequence) const {
  for (const Entry& entry : entries_) {
    if (entry.kind() == kind && entry.root().at("entry").integer() == sequence) {
      return &entry;
    }
  }
  return nullptr;
}

}  // namespace outturn::verify
