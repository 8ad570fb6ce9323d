// Secrets don't stay in memory.
#pragma once

#include <string>

namespace outturn {

// Overwrites the bytes of `secret`, as they are then, when it goes. A string that grows leaves its
// earlier buffer behind: give it its size, or reserve it, before a secret is put into it.
class Wipe {
 public:
  explicit Wipe(std::string& secret) : secret_(secret) {}
  ~Wipe();
  Wipe(const Wipe&) = delete;
  Wipe& operator=(const Wipe&) = delete;

 private:
  std::string& secret_;
};

}  // namespace outturn
