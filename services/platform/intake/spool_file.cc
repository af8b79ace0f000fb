#include "platform/intake/spool_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace ttg::intake {
namespace {

constexpr std::size_t kPiece = 65'536;

Error SpoolFault() {
  return Unavailable("SPOOL_FAULT", "the file could not be staged on disk: try again later");
}

Error TooLarge(std::int64_t limit) {
  return InvalidField("size_bytes", "IMPORT_TOO_LARGE",
                      absl::StrCat("a file has at most ", limit, " bytes: split it"));
}

Error MoreThanPromised() {
  return Invalid(
      "IMPORT_SIZE_MISMATCH",
      "more bytes came than the header's size_bytes: the file changed while it was sent");
}

Error Truncated(std::int64_t got, std::int64_t promised) {
  return Invalid("IMPORT_TRUNCATED",
                 absl::StrCat("only ", got, " of ", promised, " bytes came: send the file again"));
}

Error OtherHash() {
  return Invalid("IMPORT_HASH_MISMATCH",
                 "the bytes do not have the header's SHA-256: the file changed or was damaged on "
                 "the way; send it again");
}

bool IsSha256(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

Result<void> CheckHeader(const ImportHeader& header) {
  std::vector<FieldViolation> violations;
  if (header.size_bytes < 0) {
    violations.push_back({"size_bytes", "SIZE_NEGATIVE", "a file has no fewer than 0 bytes"});
  }
  if (!IsSha256(header.sha256)) {
    violations.push_back({"sha256", "SHA256_MALFORMED", "64 lower-case hexadecimal digits"});
  }
  if (header.file_name.size() > 255 || header.file_name.find('/') != std::string::npos) {
    violations.push_back({"file_name", "FILE_NAME_MALFORMED", "a name, not a path"});
  }
  if (violations.empty()) return {};
  Error error = Invalid("IMPORT_HEADER_INVALID", "the import's header is not usable");
  error.violations = std::move(violations);
  return error;
}

// An open file that has no name any more; -1 where none could be made.
int OpenNameless(const std::string& folder) {
  std::string directory = folder + "/ttg-import-XXXXXX";
  if (::mkdtemp(directory.data()) == nullptr) return -1;
  const std::string path = directory + "/file";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  ::unlink(path.c_str());
  ::rmdir(directory.c_str());
  return descriptor;
}

}  // namespace

Result<SpoolFile> SpoolFile::Open(const std::string& folder, const ImportHeader& header,
                                  std::int64_t limit_bytes) {
  TTG_RETURN_IF_ERROR(CheckHeader(header));
  if (header.size_bytes > limit_bytes) return TooLarge(limit_bytes);
  const int descriptor = OpenNameless(folder);
  if (descriptor < 0) return SpoolFault();
  SpoolFile file(descriptor, header);
  if (file.digest_ == nullptr ||
      EVP_DigestInit_ex(file.digest_.get(), EVP_sha256(), nullptr) != 1) {
    return SpoolFault();
  }
  return file;
}

SpoolFile::SpoolFile(int descriptor, const ImportHeader& header)
    : descriptor_(descriptor),
      promised_bytes_(header.size_bytes),
      promised_sha256_(header.sha256),
      digest_(EVP_MD_CTX_new()) {}

SpoolFile::SpoolFile(SpoolFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      promised_bytes_(other.promised_bytes_),
      bytes_(other.bytes_),
      promised_sha256_(std::move(other.promised_sha256_)),
      digest_(std::move(other.digest_)) {}

SpoolFile::~SpoolFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> SpoolFile::Append(std::string_view bytes) {
  bytes_ += static_cast<std::int64_t>(bytes.size());
  if (bytes_ > promised_bytes_) return MoreThanPromised();
  if (EVP_DigestUpdate(digest_.get(), bytes.data(), bytes.size()) != 1) return SpoolFault();
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return SpoolFault();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> SpoolFile::Verify() {
  if (bytes_ < promised_bytes_) return Truncated(bytes_, promised_bytes_);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_DigestFinal_ex(digest_.get(), digest.data(), &size) != 1) return SpoolFault();
  const absl::string_view raw(reinterpret_cast<const char*>(digest.data()), size);
  if (absl::BytesToHexString(raw) != promised_sha256_) return OtherHash();
  return {};
}

Result<void> SpoolFile::Read(const std::function<Result<void>(std::string_view)>& take) const {
  std::vector<char> piece(kPiece);
  off_t offset = 0;
  while (true) {
    const ssize_t got = ::pread(descriptor_, piece.data(), piece.size(), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SpoolFault();
    if (got == 0) return {};
    offset += got;
    TTG_RETURN_IF_ERROR(take({piece.data(), static_cast<std::size_t>(got)}));
  }
}

}  // namespace ttg::intake
