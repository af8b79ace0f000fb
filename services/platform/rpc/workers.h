#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ttg::rpc {

// A bounded pool of threads for what may block. Tasks do not throw.
class Workers {
 public:
  Workers(int threads, std::size_t queue_limit);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // False: the queue is full or the pool is stopping; the task will not run.
  bool TryPost(std::function<void()> task);

  // For what ends calls, whose number is bounded elsewhere: has a thread of its own, so that it
  // never waits for what blocks, and is never refused. Runs on the calling thread once the pool has
  // stopped.
  void Post(std::function<void()> task);

  // Runs what is queued, then joins the threads. Idempotent.
  void Stop();

  std::size_t queued() const;

 private:
  using Tasks = std::deque<std::function<void()>>;

  void Run(Tasks& tasks, std::condition_variable& wake);

  const std::size_t queue_limit_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable wake_urgent_;
  Tasks urgent_;
  Tasks queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace ttg::rpc
