#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>

#include "kernel/result.h"
#include "platform/intake/import.h"

namespace ttg::intake {

// A file being received. It lies in a folder of its own under `folder`, readable by this process
// alone (0700, 0600), and has no name any more once it is open, so that nothing stays behind
// however the process ends.
class SpoolFile {
 public:
  // Refuses a header that promises nonsense: Invalid / IMPORT_HEADER_INVALID with a violation for
  // each field, IMPORT_TOO_LARGE beyond `limit_bytes`. Unavailable / SPOOL_FAULT: no file could be
  // made.
  static Result<SpoolFile> Open(const std::string& folder, const ImportHeader& header,
                                std::int64_t limit_bytes);

  SpoolFile(SpoolFile&& other) noexcept;
  SpoolFile& operator=(SpoolFile&&) = delete;
  ~SpoolFile();

  // Errors: Invalid / IMPORT_SIZE_MISMATCH once there is more than was promised,
  // Unavailable / SPOOL_FAULT.
  Result<void> Append(std::string_view bytes);

  // At the end: all of it is here and it is what was promised.
  // Errors: Invalid / IMPORT_TRUNCATED, IMPORT_HASH_MISMATCH.
  Result<void> Verify();

  // Reads it from the start, in pieces.
  Result<void> Read(const std::function<Result<void>(std::string_view)>& take) const;

 private:
  struct DigestFree {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };

  SpoolFile(int descriptor, const ImportHeader& header);

  int descriptor_ = -1;
  std::int64_t promised_bytes_;
  std::int64_t bytes_ = 0;
  std::string promised_sha256_;
  std::unique_ptr<EVP_MD_CTX, DigestFree> digest_;
};

}  // namespace ttg::intake
