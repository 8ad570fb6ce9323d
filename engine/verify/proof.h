// What a register gives out to prove that a statement is in it: entries, and how they lead to its
// root. Private to the verify room.
#pragma once

#include "record/merkle.h"
#include "verify/document.h"

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::verify {

// One entry of the register.
class Entry {
 public:
  // `json` is an entry of the proof; `proof` names the file in places. Throws InputError for a body
  // that isn't JSON.
  Entry(const JsonField& json, const std::string& proof);

  std::int64_t sequence() const { return sequence_; }
  const std::string& body() const { return file_.text; }
  const std::string& name() const { return file_.name; }
  JsonField root() const { return document_.root(); }
  const Json& json() const { return document_.json(); }
  const std::string& kind() const { return root().at("kind").text(); }
  const std::string& key() const { return root().at("by").at("key").text(); }
  const std::string& person() const { return root().at("by").at("person").text(); }
  const std::vector<Digest>& path() const { return path_; }
  Digest leaf() const { return merkle::leaf_hash(body()); }

 private:
  std::int64_t sequence_;
  File file_;
  Document document_;
  std::vector<Digest> path_;
};

// How an earlier, shorter register leads to this one.
struct Since {
  std::int64_t size;
  Digest root;
  std::vector<Digest> path;
};

class Proof {
 public:
  // Throws InputError for a file that isn't a proof, or whose entries don't rise.
  explicit Proof(const File& file);

  const std::string& register_id() const { return register_; }
  std::int64_t size() const { return size_; }
  const Digest& root() const { return root_; }
  const std::list<Entry>& entries() const { return entries_; }
  const std::optional<Since>& since() const { return since_; }
  const std::string& name() const { return document_.file().name; }

  // The entry by which the statement with this digest was prepared; the first prepared one where
  // there is none, so that it can be said what it prepared instead; nullptr without any.
  const Entry* prepared(const std::string& digest) const;

  // The first entry of a kind that is about the one with this sequence; nullptr when there is none.
  const Entry* about(std::string_view kind, std::int64_t sequence) const;

 private:
  Document document_;
  std::string register_;
  std::int64_t size_;
  Digest root_;
  std::list<Entry> entries_;
  std::optional<Since> since_;
};

// A digest in a record. Throws InputError(not_a_statement) when the field is none.
Digest digest_of(const JsonField& json);

}  // namespace outturn::verify
