#include "platform/rpc/page_token.h"

#include <memory>

#include <fmt/format.h>

#include "platform/auth/base64url.h"

namespace ttg::rpc {
namespace {

constexpr std::size_t kMark = 12;

// What a token must agree with: the query and the cursor that it was made of.
std::string MarkOf(const google::protobuf::Message& request, std::string_view cursor) {
  const std::unique_ptr<google::protobuf::Message> query(request.New());
  query->CopyFrom(request);
  for (const char* name : {"page_token", "page_size"}) {
    if (const auto* field = query->GetDescriptor()->FindFieldByName(name)) {
      query->GetReflection()->ClearField(query.get(), field);
    }
  }
  std::string text = query->GetDescriptor()->full_name();
  const std::string body = query->SerializeAsString();
  for (const std::string_view part : {std::string_view(body), cursor}) {
    text += fmt::format("\n{}\n", part.size());
    text += part;
  }
  return auth::Sha256(text).substr(0, kMark);
}

}  // namespace

std::string MakePageToken(const google::protobuf::Message& request, std::string_view cursor) {
  return auth::EncodeBase64Url(MarkOf(request, cursor) + std::string(cursor));
}

Result<std::string> ReadPageToken(const google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("page_token");
  if (field == nullptr) return std::string();
  const std::string token = request.GetReflection()->GetString(request, field);
  if (token.empty()) return std::string();
  const auto bytes = auth::DecodeBase64Url(token);
  if (bytes && bytes->size() > kMark) {
    std::string cursor = bytes->substr(kMark);
    if (bytes->substr(0, kMark) == MarkOf(request, cursor)) return cursor;
  }
  return InvalidField("page_token", "PAGE_TOKEN_INVALID",
                      "the page token was not made for this query; start again without one");
}

Result<int> ReadPageSize(int asked, int usual, int most) {
  if (asked == 0) return usual;
  if (asked > 0 && asked <= most) return asked;
  return InvalidField("page_size", "PAGE_SIZE_INVALID",
                      fmt::format("a page has 1 to {} entries; 0 means {}", most, usual));
}

}  // namespace ttg::rpc
