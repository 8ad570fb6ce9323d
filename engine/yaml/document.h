// Strict YAML with positions. The only room that knows yaml-cpp.
//
// A small part of YAML 1.2: one document of maps, lists and scalars. Refused: anchors and aliases
// (they can explode), tags, tabs, control characters, several documents, keys that aren't plain
// words, and anything past the limits below, so that hostile input costs bounded memory and time.
#pragma once

#include "value/problem.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn::yaml {

inline constexpr std::size_t kLargestText = 4'000'000;  // bytes
inline constexpr std::size_t kDeepest = 32;             // levels of nesting
inline constexpr std::size_t kMostNodes = 250'000;      // scalars, maps, lists and empty values

struct Node;
struct Entry;

// One value of a document. A scalar's text is exactly as written (quotes and folding resolved), so
// that "1.005" and "2014-10-01" are read as decimals and dates by us, never as floating point.
struct Node {
  enum class Kind { scalar, map, list, empty } kind = Kind::empty;
  Place place;
  std::string text;            // scalar only
  std::vector<Entry> entries;  // map only, in the order written, keys unique
  std::vector<Node> items;     // list only

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_map() const { return kind == Kind::map; }
  bool is_list() const { return kind == Kind::list; }

  // The value under `key` of a map, or nullptr.
  const Node* find(std::string_view key) const;
};

struct Entry {
  std::string key;
  Place key_place;
  Node value;
};

// Reads one document. `name` is used in places only. Duplicate keys are added to `problems` and the
// first of them kept; everything else that is wrong throws InputError, with what was found before.
// An empty document is a Node of kind empty. An empty value's place is that of its key, or of the
// list it stands in.
Node parse(std::string_view text, std::string_view name, Problems& problems);

}  // namespace outturn::yaml
