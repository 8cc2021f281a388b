// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace nytta::cli {

/// Answers pieces of work on several threads and hands the answers over in the order of the work. A few pieces a thread
/// are in flight at most, so that memory does not grow with the work: who writes slowly is waited for.
template <class Work, class Answer>
class in_order {
 public:
  /// `next` gives the work, one piece at a time, and nothing when there is no more; `worker` makes a thread's own
  /// function from work to answer.
  in_order(std::function<std::optional<Work>()> next, std::function<std::function<Answer(Work)>()> worker, int threads)
      : next_(std::move(next)),
        worker_(std::move(worker)),
        slots_(pieces_a_thread * static_cast<std::size_t>(threads)) {
    try {
      for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { answer_all(); });
    } catch (const std::system_error&) {
      if (threads_.empty()) throw;  // the system has no more threads: those that there are do the work
    }
  }
  in_order(const in_order&) = delete;
  in_order& operator=(const in_order&) = delete;
  ~in_order() {
    stop();
    for (auto& t : threads_) t.join();
  }

  /// The next answer, or nothing when there is no more. Throws what the work threw.
  std::optional<Answer> take() {
    std::unique_lock lock(mutex_);
    answered_.wait(lock, [this] { return failed_ || slot(handed_over_).has_value() || none_left(); });
    if (failed_) std::rethrow_exception(failed_);
    if (!slot(handed_over_)) return std::nullopt;
    std::optional<Answer> out = std::exchange(slot(handed_over_), std::nullopt);
    ++handed_over_;
    lock.unlock();
    room_.notify_all();
    return out;
  }

 private:
  static constexpr std::size_t pieces_a_thread = 4;

  std::optional<Answer>& slot(std::size_t piece) { return slots_[piece % slots_.size()]; }
  [[nodiscard]] bool none_left() const { return ended_ && handed_over_ == begun_; }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    room_.notify_all();
    answered_.notify_all();
  }

  /// The next piece and its number. One thread at a time reads, so that the numbers are in the order of the work.
  std::optional<std::pair<std::size_t, Work>> begin_next() {
    const std::lock_guard reading(reading_);
    {
      std::unique_lock lock(mutex_);
      room_.wait(lock, [this] { return stopped_ || begun_ - handed_over_ < slots_.size(); });
      if (stopped_ || ended_) return std::nullopt;
    }
    auto work = next_();
    const std::lock_guard lock(mutex_);
    if (!work) {
      ended_ = true;
      return std::nullopt;
    }
    return std::pair(begun_++, std::move(*work));
  }

  void answer_all() {
    try {
      const auto answer = worker_();
      while (auto piece = begin_next()) {
        Answer done = answer(std::move(piece->second));
        {
          const std::lock_guard lock(mutex_);
          slot(piece->first) = std::move(done);
        }
        answered_.notify_one();
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failed_) failed_ = std::current_exception();
      stopped_ = true;
    }
    room_.notify_all();
    answered_.notify_one();
  }

  std::function<std::optional<Work>()> next_;
  std::function<std::function<Answer(Work)>()> worker_;
  std::mutex reading_;
  std::mutex mutex_;  ///< of all below
  std::condition_variable room_;
  std::condition_variable answered_;
  std::vector<std::optional<Answer>> slots_;
  std::size_t begun_ = 0;
  std::size_t handed_over_ = 0;
  bool ended_ = false;
  bool stopped_ = false;
  std::exception_ptr failed_;
  std::vector<std::thread> threads_;
};

}  // namespace nytta::cli
