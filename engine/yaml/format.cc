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

std::vector<std::string> sorted(std::vector<std::string> comments) {
  std::sort(comments.begin(), comments.end());
  return comments;
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

// Whatever was overlooked above, nobody gets a file that says something else.
void check_result(const std::string& result, const Node& tree, std::vector<std::string> comments) {
  Problems problems;
  const Node result_tree = parse(result, "the layout", problems);
  if (!problems.empty() || !is_same(result_tree, tree)) {
    throw Defect("the layout isn't read as the text is");
  }
  if (sorted(read_layout(result, result_tree).comments) != sorted(std::move(comments))) {
    throw Defect("the layout lacks a comment");
  }
}

}  // namespace

std::string formatted(std::string_view text, std::string_view name) {
  const Node tree = parsed(text, name);
  const std::string lines = with_line_feeds(checked_text(text, name));
  Layout layout = read_layout(lines, parsed(lines, name));
  std::vector<std::string> comments = layout.comments;
  std::string result = print_layout(std::move(layout));
  refuse_size(result, name);
  try {
    check_result(result, tree, std::move(comments));
  } catch (const InputError& error) {
    throw Defect(fmt::format("the layout isn't read: {}", error.what()));
  }
  return result;
}

}  // namespace outturn::yaml
