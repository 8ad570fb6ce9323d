#include "yaml/builder.h"

#include "value/utf8.h"
#include "yaml/syntax.h"

#include <utility>

#include <fmt/format.h>

namespace outturn::yaml {
namespace {

constexpr std::size_t kMostDuplicates = 100;

[[noreturn]] void refuse_second(Place where, bool separated) {
  throw InputError(
      std::move(where),
      Reason::yaml_syntax,
      separated ? "a second document begins here" : "the document has ended before this text",
      separated ? "one file holds one document: remove \"---\"" : "");
}

// A tag as it is written: up to a blank, the end of the line, or what may follow a value in { }.
std::string_view tag_at(std::string_view text) {
  return text.substr(0, text.find_first_of(" \r\n,[]{}"));
}

Entry key_of(Node node) {
  if (!node.is_scalar() || node.text.empty()) {
    throw InputError(std::move(node.place), Reason::wrong_shape, "a key must be a plain word");
  }
  return {std::move(node.text), std::move(node.place), {}};
}

}  // namespace

void Builder::OnDocumentStart(const YAML::Mark& mark) {
  if (started_) {
    refuse_second(places_.of(mark), places_.text_from(mark).substr(0, 3) == "---");
  }
  started_ = true;
}

// An empty value is marked where the next token begins, so it gets the place of its key or list.
void Builder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  Node node;
  if (open_.empty()) {
    node.place = places_.of(mark);
  } else {
    const Open& parent = open_.back();
    node.place = parent.waiting ? parent.waiting->key_place : parent.node.place;
  }
  check(mark, node.place, anchor);
  place(std::move(node));
}

void Builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
  throw alias_error(places_.of(mark));
}

void Builder::OnScalar(const YAML::Mark& mark,
                       const std::string& /*tag*/,
                       YAML::anchor_t anchor,
                       const std::string& value) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.place = places_.of(mark);
  node.text = value;
  check(mark, node.place, anchor);
  place(std::move(node));
}

void Builder::OnSequenceStart(const YAML::Mark& mark,
                              const std::string& /*tag*/,
                              YAML::anchor_t anchor,
                              YAML::EmitterStyle::value /*style*/) {
  open(Node::Kind::list, mark, anchor);
}

void Builder::OnMapStart(const YAML::Mark& mark,
                         const std::string& /*tag*/,
                         YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) {
  open(Node::Kind::map, mark, anchor);
}

// yaml-cpp reports the tags "!" and "?" of values that have none: whether one is written, the text
// tells.
void Builder::check(const YAML::Mark& mark, const Place& where, YAML::anchor_t anchor) {
  if (anchor != 0) {
    throw alias_error(where);
  }
  if (const std::string_view text = places_.text_from(mark); text.starts_with('!')) {
    throw InputError(places_.of(mark),
                     Reason::yaml_syntax,
                     fmt::format("the tag {} isn't read", shown(tag_at(text))),
                     "remove it: every value is read as the text that is written");
  }
  if (++nodes_ > kMostNodes) {
    throw InputError(
        where, Reason::file_too_large, fmt::format("more than {} values in one file", kMostNodes));
  }
}

void Builder::open(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
  Place where = places_.of(mark);
  check(mark, where, anchor);
  if (open_.size() >= kDeepest) {
    throw InputError(std::move(where),
                     Reason::nested_too_deep,
                     fmt::format("nested more than {} levels deep", kDeepest));
  }
  Open opened;
  opened.node.kind = kind;
  opened.node.place = std::move(where);
  open_.push_back(std::move(opened));
}

void Builder::close() {
  Node node = std::move(open_.back().node);
  open_.pop_back();
  place(std::move(node));
}

// Puts a finished node where it belongs: the root, an item, a key or a key's value.
void Builder::place(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  Open& parent = open_.back();
  if (parent.node.is_list()) {
    parent.node.items.push_back(std::move(node));
  } else if (!parent.waiting) {
    parent.waiting = key_of(std::move(node));
  } else {
    parent.waiting->value = std::move(node);
    keep(parent);
  }
}

// Moves the finished entry into its map, unless the map has its key already.
void Builder::keep(Open& parent) {
  Entry entry = std::move(*parent.waiting);
  parent.waiting.reset();
  const auto [first, is_new] = parent.lines.emplace(entry.key, entry.key_place.line);
  if (is_new) {
    parent.node.entries.push_back(std::move(entry));
    return;
  }
  if (++duplicates_ <= kMostDuplicates) {
    problems_.add(entry.key_place,
                  Reason::duplicate_key,
                  fmt::format("the key {} is given twice", shown(entry.key)),
                  fmt::format("it was first given on line {}: keep one of them", first->second));
  }
}

}  // namespace outturn::yaml
