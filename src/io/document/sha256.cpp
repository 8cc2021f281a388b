// SPDX-License-Identifier: Apache-2.0
#include "io/document/sha256.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace nytta {

namespace {

using word = std::uint32_t;
constexpr std::size_t block_bytes = 64;

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
constexpr std::array<word, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// The same of the square roots of the first eight primes (5.3.3).
using state = std::array<word, 8>;
constexpr state initial{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

std::array<word, 64> schedule_of(std::string_view block) {
  std::array<word, 64> w{};
  for (std::size_t t = 0; t < 16; ++t) {
    for (std::size_t byte = 0; byte < 4; ++byte) {
      w[t] = (w[t] << 8U) | static_cast<unsigned char>(block[4 * t + byte]);
    }
  }
  for (std::size_t t = 16; t < 64; ++t) {
    const word a = w[t - 15];
    const word b = w[t - 2];
    const word sigma0 = std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3U);
    const word sigma1 = std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10U);
    w[t] = sigma1 + w[t - 7] + sigma0 + w[t - 16];
  }
  return w;
}

void take_in(state& h, std::string_view block) {
  const auto w = schedule_of(block);
  auto [a, b, c, d, e, f, g, last] = h;
  for (std::size_t t = 0; t < 64; ++t) {
    const word sum1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const word choice = (e & f) ^ (~e & g);
    const word first = last + sum1 + choice + round_constants[t] + w[t];
    const word sum0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const word majority = (a & b) ^ (a & c) ^ (b & c);
    last = g;
    g = f;
    f = e;
    e = d + first;
    d = c;
    c = b;
    b = a;
    a = first + sum0 + majority;
  }
  const state worked{a, b, c, d, e, f, g, last};
  for (std::size_t i = 0; i < h.size(); ++i) h[i] += worked[i];
}

// The last bytes, a 1 bit, zeros, and the length in bits (5.1.1): one block or two.
std::string padded(std::string_view rest, std::uint64_t bits) {
  std::string out(rest);
  out += '\x80';
  while (out.size() % block_bytes != block_bytes - 8) out += '\0';
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>((bits >> static_cast<unsigned>(shift)) & 0xffU);
  return out;
}

}  // namespace

std::string sha256(std::string_view text) {
  state h = initial;
  const std::size_t whole = text.size() / block_bytes * block_bytes;
  for (std::size_t at = 0; at < whole; at += block_bytes) take_in(h, text.substr(at, block_bytes));
  const std::string tail = padded(text.substr(whole), static_cast<std::uint64_t>(text.size()) * 8);
  for (std::size_t at = 0; at < tail.size(); at += block_bytes) {
    take_in(h, std::string_view(tail).substr(at, block_bytes));
  }

  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const word part : h) {
    for (int shift = 28; shift >= 0; shift -= 4) out += digits[(part >> static_cast<unsigned>(shift)) & 0xfU];
  }
  return out;
}

}  // namespace nytta
