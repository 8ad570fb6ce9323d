// Strict YAML with positions. The only room that knows yaml-cpp.
//
// A small part of YAML 1.2: one document of maps, lists and scalars. Refused: anchors and aliases
// (they can explode), tags, tabs, several documents, keys that aren't plain words, and anything
// past the limits below, so that hostile input costs bounded memory and time.
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

// Reads one document. `name` is used in places only. Duplicate keys and other faults of form that
// leave the rest readable are added to `problems`; what can't be read at all throws InputError.
// An empty document is a Node of kind empty.
Node parse(std::string_view text, std::string_view name, Problems& problems);

}  // namespace outturn::yaml
