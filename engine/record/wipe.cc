#include "record/wipe.h"

#include <openssl/crypto.h>

namespace outturn {

Wipe::~Wipe() {
  OPENSSL_cleanse(secret_.data(), secret_.capacity());
}

}  // namespace outturn
