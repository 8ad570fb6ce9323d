#include "yaml/format.h"

#include "yaml/document.h"
#include "yaml/print_layout.h"
#include "yaml/read_layout.h"
#include "yaml/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::yaml {
namespace {

Node parsed(std::string_view text, std::string_view name) {
  Problems problems;
  Node tree = parse(text, name, problems);
  problems.throw_if_any();
  return tree;
}

std::string with_line_feeds(std::string_view text) {
  std::string unix;
  unix.reserve(text.size());
  std::copy_if(
      text.begin(), text.end(), std::back_inserter(unix), [](char c) { return c != '\r'; });
  return unix;
}

bool is_same(const Node& one, const Node& other);

bool is_same_entry(const Entry& one, const Entry& other) {
  return one.key == other.key && is_same(one.value, other.value);
}

bool is_same(const Node& one, const Node& other) {
  return one.kind == other.kind && one.text == other.text &&
         std::equal(
             one.items.begin(), one.items.end(), other.items.begin(), other.items.end(), is_same) &&
         std::equal(one.entries.begin(),
                    one.entries.end(),
                    other.entries.begin(),
                    other.entries.end(),
                    is_same_entry);
}

void refuse_size(const std::string& result, std::string_view name) {
  if (result.size() > kLargestText) {
    throw InputError(
        {std::string(name), 0, 0},
        Reason::file_too_large,
        fmt::format(
            "{} bytes once it is laid out; at most {} are read", result.size(), kLargestText));
  }
}

std::vector<std::string> sorted(std::vector<std::string> comments) {
  std::sort(comments.begin(), comments.end());
  return comments;
}

Node parsed_layout(std::string_view layout) {
  try {
    return parsed(layout, "the layout");
  } catch (const InputError& error) {
    throw Defect(fmt::format("the layout can't be read: {}", error.what()));
  }
}

}  // namespace

void check_layout(std::string_view layout, const Node& tree, std::vector<std::string> comments) {
  const Node read = parsed_layout(layout);
  if (!is_same(read, tree)) {
    throw Defect("the layout isn't read as the text was");
  }
  if (sorted(read_layout(layout, read).comments) != sorted(std::move(comments))) {
    throw Defect("the layout has other comments than the text");
  }
}

std::string formatted(std::string_view text, std::string_view name) {
  const Node tree = parsed(text, name);
  const std::string lines = with_line_feeds(checked_text(text, name));
  Layout layout = read_layout(lines, parsed(lines, name));
  std::vector<std::string> comments = layout.comments;
  std::string result = print_layout(std::move(layout));
  refuse_size(result, name);
  check_layout(result, tree, std::move(comments));
  return result;
}

}  // namespace outturn::yaml
