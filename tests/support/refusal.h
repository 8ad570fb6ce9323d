// What an action is refused with.
#pragma once

#include "value/problem.h"

#include <functional>
#include <string>

namespace outturn {

// The message of the InputError that `action` throws, or "accepted".
inline std::string refusal_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace outturn
