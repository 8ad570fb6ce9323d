#include "record/sha256.h"

#include "support/catch.h"
#include "value/problem.h"

using outturn::Sha256;
using outturn::sha256;

TEST_CASE("sha256 gives the digests that NIST published") {
  // NIST, "Examples with Intermediate Values", SHA-256 (FIPS 180-4); the empty message and the
  // million letters from the Cryptographic Algorithm Validation Program's SHA test vectors.
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a digest doesn't depend on how its bytes arrive") {
  Sha256 digest;
  digest.add("a");
  digest.add("");
  digest.add("bc");
  CHECK(digest.finish() == sha256("abc"));
}

TEST_CASE("a finished digest is spent") {
  Sha256 digest;
  digest.add("abc");
  digest.finish();
  CHECK_THROWS_AS(digest.add("d"), outturn::Defect);
  CHECK_THROWS_AS(digest.finish(), outturn::Defect);
}
