#include "verify/head_file.h"

#include "value/problem.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

constexpr std::string_view kFirstLine = "outturn register head 1";
constexpr std::size_t kMostDigits = 15;

class HeadReader {
 public:
  explicit HeadReader(const File& file) : file_(file), rest_(file.text) {}

  Head read() {
    if (take_line() != kFirstLine) {
      refuse(fmt::format("a head begins with the line \"{}\"", kFirstLine));
    }
    Head head{std::string(value_of("register: ")), count_of(value_of("entries: ")), {}};
    const auto root = parse_digest(value_of("root: "));
    if (!root) {
      refuse("root is not a SHA-256 digest");
    }
    head.root = *root;
    if (!rest_.empty()) {
      ++line_;
      refuse("nothing follows the root in a head");
    }
    return head;
  }

 private:
  std::string_view take_line() {
    ++line_;
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) {
      refuse("a head has four lines, each with a line break");
    }
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }

  std::string_view value_of(std::string_view key) {
    const std::string_view line = take_line();
    if (!line.starts_with(key)) {
      refuse(fmt::format("here a head says \"{}...\"", key));
    }
    return line.substr(key.size());
  }

  std::int64_t count_of(std::string_view text) const {
    if (text.empty() || text.size() > kMostDigits ||
        text.find_first_not_of("0123456789") != std::string_view::npos) {
      refuse("entries is not a count");
    }
    return std::stoll(std::string(text));
  }

  [[noreturn]] void refuse(const std::string& message) const {
    throw InputError(Place{file_.name, line_, 0},
                     Reason::not_a_head,
                     message,
                     "take the head as outturn register head printed it");
  }

  const File& file_;
  std::string_view rest_;
  std::size_t line_ = 0;
};

}  // namespace

Head read_head(const File& file) {
  return HeadReader(file).read();
}

}  // namespace outturn::verify
