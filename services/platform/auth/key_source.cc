#include "platform/auth/key_source.h"

#include <fstream>
#include <sstream>

#include <curl/curl.h>

namespace ttg::auth {
namespace {

constexpr std::size_t kMostBytes = 256UL * 1024;

Error JwksUnavailable() {
  return Unavailable("JWKS_UNAVAILABLE", "the key set cannot be read from its file or URL");
}

bool IsUrl(const std::string& text) {
  return text.rfind("http://", 0) == 0 || text.rfind("https://", 0) == 0;
}

std::size_t Take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& text = *static_cast<std::string*>(into);
  if (text.size() + size * count > kMostBytes) return 0;
  text.append(bytes, size * count);
  return size * count;
}

Result<std::string> FetchUrl(const std::string& url, std::chrono::milliseconds timeout) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> request(curl_easy_init(),
                                                                    &curl_easy_cleanup);
  if (started != CURLE_OK || !request) return JwksUnavailable();
  std::string text;
  CURL* handle = request.get();
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Take);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &text);
  if (curl_easy_perform(handle) != CURLE_OK) return JwksUnavailable();
  return text;
}

Result<std::string> FetchFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return JwksUnavailable();
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

KeySource::KeySource(std::string file_or_url, Times times)
    : file_or_url_(std::move(file_or_url)), times_(times) {}

Result<std::unique_ptr<KeySource>> KeySource::Open(const std::string& file_or_url, Times times) {
  std::unique_ptr<KeySource> source(new KeySource(file_or_url, times));
  TTG_RETURN_IF_ERROR(source->Refresh());
  source->thread_ = std::thread([raw = source.get()] { raw->Run(); });
  return source;
}

KeySource::~KeySource() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::pair<std::shared_ptr<const KeySet>, std::uint64_t> KeySource::Keys() const {
  const std::lock_guard lock(mutex_);
  return {keys_, generation_};
}

void KeySource::Missed() {
  {
    const std::lock_guard lock(mutex_);
    missed_ = true;
  }
  wake_.notify_all();
}

Result<std::string> KeySource::Fetch() const {
  return IsUrl(file_or_url_) ? FetchUrl(file_or_url_, times_.fetch_timeout)
                             : FetchFile(file_or_url_);
}

Result<void> KeySource::Refresh() {
  TTG_TRY(std::string text, Fetch());
  {
    const std::lock_guard lock(mutex_);
    if (keys_ && text == text_) return {};
  }
  TTG_TRY(KeySet keys, KeySet::Parse(text));
  const std::lock_guard lock(mutex_);
  keys_ = std::make_shared<const KeySet>(std::move(keys));
  text_ = std::move(text);
  ++generation_;
  return {};
}

void KeySource::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    wake_.wait_for(lock, times_.quickest, [this] { return stopping_; });
    wake_.wait_for(lock, times_.refresh - times_.quickest, [this] { return stopping_ || missed_; });
    if (stopping_) return;
    missed_ = false;
    lock.unlock();
    // A failure leaves the last good keys in force, which is what we want of an issuer that is
    // down.
    static_cast<void>(Refresh());
    lock.lock();
  }
}

}  // namespace ttg::auth
