#pragma once

#include <string>
#include <string_view>

#include <google/protobuf/message.h>

#include "kernel/result.h"

namespace ttg::rpc {

// Opaque page tokens. A token carries a cursor (where the next page starts, in the store's own
// words) and fits only the query that it was made for: the request with `page_token` and
// `page_size` left out. It says nothing that the caller was not shown.
std::string MakePageToken(const google::protobuf::Message& request, std::string_view cursor);

// The cursor in the request's `page_token`; empty for the first page.
// Errors: Invalid / PAGE_TOKEN_INVALID.
Result<std::string> ReadPageToken(const google::protobuf::Message& request);

// The page size to use: `usual` for 0. Errors: Invalid / PAGE_SIZE_INVALID for less than 0 or more
// than `most`.
Result<int> ReadPageSize(int asked, int usual, int most);

}  // namespace ttg::rpc
