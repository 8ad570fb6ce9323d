// A progress bar for people: on a terminal only, never in a pipe or a file.
#pragma once

#include <cstdint>
#include <string>

namespace outturn::cli {

class Progress {
 public:
  // Shows on standard error when that is a terminal, and not a dumb one; otherwise every call does
  // nothing.
  explicit Progress(std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::int64_t done, std::int64_t total);

 private:
  std::string what_;
  bool visible_;
  int last_percent_ = -1;
};

}  // namespace outturn::cli
