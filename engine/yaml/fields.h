// Reading the entries of a map: every key asked for, every other key a problem, nothing defaulted.
#pragma once

#include "value/date.h"
#include "value/ratio.h"
#include "yaml/document.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::yaml {

// The entries of one map while they are read. Ask for each key the map may have, then call
// finish(): keys that nobody asked for are reported with the nearest one that was.
//
//   Fields fields(node, "window", problems);
//   const auto follow_up = fields.required("follow_up", read_duration);
//   const auto note = fields.optional("note", read_text);
//   fields.finish();
//
// A reader is any callable (const Node&, Problems&) -> std::optional<T> that reports its own
// problem when it returns nothing.
class Fields {
 public:
  // Reports wrong_shape when `node` isn't a map; every key then counts as absent without a further
  // report. `what` names the block in messages: "window".
  Fields(const Node& node, std::string_view what, Problems& problems);

  // The node under a key, marking the key as known; nullptr when absent. require() reports that.
  const Node* find(std::string_view key);
  const Node* require(std::string_view key, std::string_view advice = {});

  template <typename Reader>
  auto required(std::string_view key, Reader&& read, std::string_view advice = {})
      -> decltype(read(std::declval<const Node&>(), std::declval<Problems&>())) {
    const Node* node = require(key, advice);
    return node == nullptr ? std::nullopt : read(*node, problems_);
  }

  template <typename Reader>
  auto optional(std::string_view key, Reader&& read)
      -> decltype(read(std::declval<const Node&>(), std::declval<Problems&>())) {
    const Node* node = find(key);
    return node == nullptr ? std::nullopt : read(*node, problems_);
  }

  // Reports every key that was never asked for.
  void finish();

  const Node& node() const { return node_; }
  Problems& problems() { return problems_; }

 private:
  const Node& node_;
  std::string what_;
  Problems& problems_;
  std::vector<std::string> known_;
};

// Readers of single values. Each reports one problem, with its place, and returns nothing when the
// node doesn't hold what its name says.
std::optional<std::string> read_text(const Node& node, Problems& problems);    // not empty
std::optional<std::int64_t> read_count(const Node& node, Problems& problems);  // 0 or more
std::optional<Ratio> read_decimal(const Node& node, Problems& problems);       // "1.96"
std::optional<Date> read_date(const Node& node, Problems& problems);           // "2014-10-01"
std::optional<Duration> read_duration(const Node& node, Problems& problems);   // "12 months"
std::optional<bool> read_yes_no(const Node& node, Problems& problems);         // "yes" or "no"

// A number followed by a unit word, kept apart so that percent and points can't be mixed:
// "5 points", "10%" (unit "%"), "2.5 events". Reports bad_number.
struct Quantity {
  Ratio value;
  std::string unit;
};
std::optional<Quantity> read_quantity(const Node& node, Problems& problems);

// The index of the scalar among `words`; reports unknown_word with the nearest of them.
std::optional<std::size_t> read_word(const Node& node,
                                     std::span<const std::string_view> words,
                                     Problems& problems);

// A word as the enum value it names: a closed set is one table.
template <typename Enum>
struct Word {
  std::string_view word;
  Enum value;
};

template <typename Enum>
std::optional<Enum> read_enum(const Node& node,
                              std::span<const Word<Enum>> table,
                              Problems& problems) {
  std::vector<std::string_view> words;
  for (const Word<Enum>& entry : table) {
    words.push_back(entry.word);
  }
  const auto index = read_word(node, words, problems);
  return index ? std::optional(table[*index].value) : std::nullopt;
}

// Each item of a list through `read`; reports wrong_shape when it isn't a list. Items that can't be
// read are left out (and reported).
template <typename T>
std::optional<std::vector<T>> read_list(
    const Node& node,
    Problems& problems,
    const std::function<std::optional<T>(const Node&, Problems&)>& read);

// A list of texts; a single scalar counts as a list of one.
std::optional<std::vector<std::string>> read_texts(const Node& node, Problems& problems);

// Reports wrong_shape: "expected a list of bands here, found a map of keys".
void report_shape(const Node& node, std::string_view expected, Problems& problems);

template <typename T>
std::optional<std::vector<T>> read_list(
    const Node& node,
    Problems& problems,
    const std::function<std::optional<T>(const Node&, Problems&)>& read) {
  if (!node.is_list()) {
    report_shape(node, "a list", problems);
    return std::nullopt;
  }
  std::vector<T> values;
  for (const Node& item : node.items) {
    if (auto value = read(item, problems)) {
      values.push_back(std::move(*value));
    }
  }
  return values;
}

}  // namespace outturn::yaml
