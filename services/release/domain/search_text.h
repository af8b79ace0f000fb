#pragma once

#include <string>
#include <string_view>

namespace ttg::release {

// `text` as it is searched for: lower case ASCII letters and digits, accents taken off, everything
// else (spaces, hyphens, apostrophes, combining marks) left out, so that O'Brien, O’BRIEN and
// o brien are one. Letters without an ASCII base are spelled (ß ss, æ ae, þ th); other scripts
// leave nothing, so whoever searches must not take an empty result for "anybody". `text` is UTF-8;
// bytes that are not are passed over.
std::string FoldForSearch(std::string_view text);

}  // namespace ttg::release
