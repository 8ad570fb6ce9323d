// SHA-256 digests, as lower-case hex.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace outturn {

// A digest over bytes that arrive in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void add(std::string_view bytes);

  // 64 hex digits of everything added. The object is then spent: adding more is a Defect.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256(std::string_view bytes);

}  // namespace outturn
