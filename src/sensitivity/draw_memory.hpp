// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <new>
#include <span>
#include <utility>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace nytta {

/// Many doubles, not set to anything. On large pages where the system has them: the first touch of small ones takes as
/// long as making the draw. What was touched once is kept for the next run.
class draw_memory {
 public:
  draw_memory() = default;
  draw_memory(draw_memory&& other) noexcept
      : start_(std::exchange(other.start_, nullptr)),
        count_(std::exchange(other.count_, 0)),
        room_(std::exchange(other.room_, 0)) {}
  draw_memory& operator=(draw_memory&& other) noexcept {
    std::swap(start_, other.start_);
    std::swap(count_, other.count_);
    std::swap(room_, other.room_);
    return *this;
  }
  draw_memory(const draw_memory&) = delete;
  draw_memory& operator=(const draw_memory&) = delete;
  ~draw_memory() { ::operator delete(start_, alignment); }

  /// Room for so many, whatever they are.
  void make(std::size_t count) {
    count_ = count;
    if (count <= room_) return;
    ::operator delete(std::exchange(start_, nullptr), alignment);
    room_ = 0;
    start_ = static_cast<double*>(::operator new(count * sizeof(double), alignment));
    room_ = count;
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    madvise(start_, count * sizeof(double), MADV_HUGEPAGE);  // advice only: nothing rests on its being taken
#endif
  }

  [[nodiscard]] double* data() const { return start_; }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::span<const double> all() const { return {start_, count_}; }
  /// Of what was made, only the first so many count.
  void keep(std::size_t count) { count_ = count; }

 private:
  static constexpr std::align_val_t alignment{2U << 20U};
  double* start_ = nullptr;
  std::size_t count_ = 0;
  std::size_t room_ = 0;
};

}  // namespace nytta
