#include "rules/open_values.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

using yaml::Node;

// The name in {open: NAME}, or nullptr for any other node.
const std::string* open_name(const Node& node) {
  const bool open = node.is_map() && node.entries.size() == 1 && node.entries[0].key == "open" &&
                    node.entries[0].value.is_scalar();
  return open ? &node.entries[0].value.text : nullptr;
}

struct Filling {
  const Node* values;
  std::set<std::string, std::less<>> used;
  std::set<std::string, std::less<>> missing;

  Node fill(const Node& node) {
    if (const std::string* name = open_name(node)) {
      return value_of(*name, node);
    }
    Node filled = node;
    for (yaml::Entry& entry : filled.entries) {
      entry.value = fill(entry.value);
    }
    for (Node& item : filled.items) {
      item = fill(item);
    }
    return filled;
  }

  const Node& value_of(const std::string& name, const Node& open) {
    const Node* value = values == nullptr ? nullptr : values->find(name);
    (value == nullptr ? missing : used).insert(name);
    return value == nullptr ? open : *value;
  }
};

void collect_open(const Node& node, std::vector<Place>& places) {
  if (open_name(node) != nullptr) {
    // A reader that meets the open value complains of the map or of its key.
    places.push_back(node.place);
    places.push_back(node.entries[0].key_place);
    return;
  }
  for (const yaml::Entry& entry : node.entries) {
    collect_open(entry.value, places);
  }
  for (const Node& item : node.items) {
    collect_open(item, places);
  }
}

void report_unused(const Filling& filling, Problems& problems) {
  if (filling.values == nullptr) {
    return;
  }
  std::vector<std::string_view> wanted(filling.missing.begin(), filling.missing.end());
  for (const yaml::Entry& entry : filling.values->entries) {
    if (!filling.used.contains(entry.key)) {
      problems.add(entry.key_place,
                   Reason::unused_value,
                   fmt::format("no rule reads the value \"{}\"", entry.key),
                   did_you_mean(entry.key, wanted));
    }
  }
}

}  // namespace

Node fill_open_values(const Node& rules,
                      const Node* values,
                      const Place& contract,
                      Problems& problems) {
  Filling filling{values, {}, {}};
  Node filled = filling.fill(rules);
  for (const std::string& name : filling.missing) {
    problems.add(values == nullptr ? contract : values->place,
                 Reason::missing_key,
                 fmt::format("the tariff leaves \"{}\" to the contract, and it isn't there", name),
                 fmt::format("add it under values: {}: ...", name));
  }
  report_unused(filling, problems);
  return filled;
}

std::vector<Place> open_places(const Node& rules) {
  std::vector<Place> places;
  collect_open(rules, places);
  return places;
}

}  // namespace outturn::reading
