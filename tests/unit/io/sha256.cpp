// SPDX-License-Identifier: Apache-2.0
#include "io/document/sha256.hpp"

#include <doctest/doctest.h>

#include <string>

using nytta::sha256;

// Expected digests: FIPS 180-4's examples (NIST CSRC, "SHA-256 example values") and the long-message test of NIST.
TEST_CASE("sha256: the empty text") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("sha256: one block") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("sha256: the length does not fit in the last block") {
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("sha256: a million times the letter a") {
  CHECK(sha256(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
