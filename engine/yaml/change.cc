#include "yaml/change.h"

#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::yaml {
namespace {

[[noreturn]] void leads_nowhere(const Node& at,
                                std::string_view step,
                                std::string_view path,
                                std::string_view name) {
  std::vector<std::string_view> keys;
  for (const Entry& entry : at.entries) {
    keys.push_back(entry.key);
  }
  std::string advice = did_you_mean(step, keys);
  if (advice.empty() && at.is_list()) {
    advice = fmt::format("a number from 1 to {} leads into this list", at.items.size());
  } else if (advice.empty() && at.is_map()) {
    advice = fmt::format("one of: {}", fmt::join(keys, ", "));
  }
  throw InputError(
      Place{std::string(name)},
      Reason::unknown_reference,
      fmt::format(
          "\"{}\" leads nowhere: there is no \"{}\" in {}", path, step, to_string(at.place)),
      std::move(advice));
}

// The child of a node under one step of a path, or nullptr.
Node* child(Node& node, std::string_view step) {
  for (Entry& entry : node.entries) {
    if (entry.key == step) {
      return &entry.value;
    }
  }
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), number);
  const bool whole = error == std::errc{} && end == step.data() + step.size();
  return whole && number >= 1 && number <= node.items.size() ? &node.items[number - 1] : nullptr;
}

// Problems of the new value are said of the option that gave it, not of a line in a file.
void place_at(Node& node, const Place& place) {
  node.place = place;
  for (Entry& entry : node.entries) {
    entry.key_place = place;
    place_at(entry.value, place);
  }
  for (Node& item : node.items) {
    place_at(item, place);
  }
}

}  // namespace

void change(Node& root, std::string_view path, std::string_view text, std::string_view name) {
  Problems problems;
  Node value = parse(text, name, problems);
  problems.throw_if_any();
  place_at(value, Place{std::string(name)});
  Node* at = &root;
  std::string_view rest = path;
  while (!rest.empty()) {
    const auto dot = rest.find('.');
    const std::string_view step = rest.substr(0, dot);
    Node* next = child(*at, step);
    if (next == nullptr) {
      leads_nowhere(*at, step, path, name);
    }
    at = next;
    rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
  }
  *at = std::move(value);
}

}  // namespace outturn::yaml
