#include "progress.h"

#include "terminal.h"

#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace outturn::cli {
namespace {

constexpr int kWidth = 30;
constexpr const char* kClearLine = "\r\033[K";

}  // namespace

Progress::Progress(std::string what)
    : what_(std::move(what)), visible_(takes_codes(STDERR_FILENO)) {}

Progress::~Progress() {
  if (visible_ && last_percent_ >= 0) {
    fmt::print(stderr, "{}", kClearLine);
  }
}

void Progress::show(std::int64_t done, std::int64_t total) {
  const int percent = total == 0 ? 100 : static_cast<int>(done * 100 / total);
  if (!visible_ || percent == last_percent_) {
    return;
  }
  last_percent_ = percent;
  const int filled = percent * kWidth / 100;
  fmt::print(stderr,
             "{}{} [{:#<{}}{:.<{}}] {:3}%",
             kClearLine,
             what_,
             "",
             filled,
             "",
             kWidth - filled,
             percent);
  std::fflush(stderr);
}

}  // namespace outturn::cli
