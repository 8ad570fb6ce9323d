// Names that nobody can foresee.
#pragma once

#include <cstddef>
#include <string>

namespace outturn {

// So many random bytes, as lower-case hex. For identities, never for anything that is settled.
std::string random_hex(std::size_t bytes);

}  // namespace outturn
