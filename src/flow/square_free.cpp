// SPDX-License-Identifier: Apache-2.0
#include "square_free.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>

namespace nytta {

namespace {

using boost::multiprecision::cpp_int;
using residues = std::vector<std::uint64_t>;  // modulo a prime below 2^31, so that products fit

integer_polynomial derivative(const integer_polynomial& p) {
  integer_polynomial out;
  for (std::size_t t = 1; t < p.size(); ++t) out.push_back(p[t] * t);
  return out;
}

residues modulo(const integer_polynomial& p, std::uint64_t prime) {
  residues out;
  out.reserve(p.size());
  for (const cpp_int& a : p) {
    cpp_int rest = a % prime;
    if (rest < 0) rest += prime;
    out.push_back(static_cast<std::uint64_t>(rest));
  }
  while (!out.empty() && out.back() == 0) out.pop_back();
  return out;
}

std::uint64_t inverse(std::uint64_t a, std::uint64_t prime) {
  std::uint64_t result = 1;  // a^(prime − 2), by Fermat
  for (std::uint64_t n = prime - 2; n > 0; n /= 2) {
    if (n % 2 == 1) result = result * a % prime;
    a = a * a % prime;
  }
  return result;
}

/// Euclid's algorithm; the result has leading coefficient 1.
residues common_divisor(residues a, residues b, std::uint64_t prime) {
  while (!b.empty()) {
    const std::uint64_t lead = inverse(b.back(), prime);
    while (a.size() >= b.size()) {
      const std::uint64_t quotient = a.back() * lead % prime;
      const std::size_t shift = a.size() - b.size();
      for (std::size_t t = 0; t < b.size(); ++t) {
        a[t + shift] = (a[t + shift] + (prime - quotient) * b[t]) % prime;
      }
      while (!a.empty() && a.back() == 0) a.pop_back();
    }
    std::swap(a, b);
  }
  const std::uint64_t lead = inverse(a.back(), prime);
  for (std::uint64_t& term : a) term = term * lead % prime;
  return a;
}

bool is_prime(std::uint64_t n) {
  for (std::uint64_t factor = 3; factor * factor <= n; factor += 2) {
    if (n % factor == 0) return false;
  }
  return n % 2 == 1;
}

/// Primes downwards from 2^31 − 1, itself the first.
class primes {
 public:
  std::uint64_t next() {
    while (!is_prime(candidate_)) candidate_ -= 2;
    return std::exchange(candidate_, candidate_ - 2);
  }

 private:
  std::uint64_t candidate_ = 2147483647;
};

/// The quotient p / q when q divides p exactly.
std::optional<integer_polynomial> exact_quotient(integer_polynomial p, const integer_polynomial& q) {
  if (p.size() < q.size()) return std::nullopt;
  integer_polynomial out(p.size() - q.size() + 1);
  for (std::size_t shift = out.size(); shift-- > 0;) {
    cpp_int rest;
    boost::multiprecision::divide_qr(p[shift + q.size() - 1], q.back(), out[shift], rest);
    if (!rest.is_zero()) return std::nullopt;
    for (std::size_t t = 0; t < q.size(); ++t) p[t + shift] -= out[shift] * q[t];
  }
  for (const cpp_int& rest : p) {
    if (!rest.is_zero()) return std::nullopt;
  }
  return out;
}

integer_polynomial primitive_part(integer_polynomial p) {
  cpp_int content;
  for (const cpp_int& a : p) content = gcd(content, a);
  for (cpp_int& a : p) a /= content;
  return p;
}

/// Joins what is known of each coefficient modulo `modulus` with its residue modulo one more prime.
void join(integer_polynomial& known, const cpp_int& modulus, const residues& next, std::uint64_t prime) {
  const std::uint64_t unit = inverse(static_cast<std::uint64_t>(modulus % prime), prime);
  for (std::size_t t = 0; t < known.size(); ++t) {
    const auto have = static_cast<std::uint64_t>(known[t] % prime);
    known[t] += modulus * (((next[t] + prime - have) % prime) * unit % prime);
  }
}

}  // namespace

integer_polynomial square_free_part(const integer_polynomial& p) {
  if (p.size() < 3) return p;
  const integer_polynomial primitive = primitive_part(p);
  const integer_polynomial slope = primitive_part(derivative(primitive));
  const cpp_int lead = gcd(primitive.back(), slope.back());

  // The divisor is gathered modulo one prime after another until the lifted one divides exactly. A prime at which its
  // degree is too high is an unlucky one.
  integer_polynomial known;
  integer_polynomial lifted;
  cpp_int modulus = 1;
  primes list;
  for (;;) {
    const std::uint64_t prime = list.next();
    if (primitive.back() % prime == 0 || slope.back() % prime == 0) continue;
    residues divisor = common_divisor(modulo(primitive, prime), modulo(slope, prime), prime);
    if (divisor.size() == 1) return primitive;
    const auto scale = static_cast<std::uint64_t>(cpp_int(abs(lead)) % prime);
    for (std::uint64_t& term : divisor) term = term * scale % prime;
    if (!known.empty() && divisor.size() > known.size()) continue;
    if (known.empty() || divisor.size() < known.size()) {
      known.assign(divisor.begin(), divisor.end());
      modulus = prime;
    } else {
      join(known, modulus, divisor, prime);
      modulus *= prime;
    }
    const integer_polynomial before = std::exchange(lifted, known);
    for (cpp_int& a : lifted) {
      if (2 * a > modulus) a -= modulus;
    }
    if (lifted != before) continue;  // still growing: no use in dividing yet
    const integer_polynomial candidate = primitive_part(lifted);
    if (!exact_quotient(slope, candidate)) continue;
    if (auto quotient = exact_quotient(primitive, candidate)) return *std::move(quotient);
  }
}

integer_polynomial divided(const integer_polynomial& p, const integer_polynomial& q) {
  auto quotient = exact_quotient(primitive_part(p), primitive_part(q));
  if (!quotient) throw std::invalid_argument("a polynomial is not divisible by the other");
  return *std::move(quotient);
}

}  // namespace nytta
