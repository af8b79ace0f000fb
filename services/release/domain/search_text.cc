#include "release/domain/search_text.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace ttg::release {
namespace {

// The base letters of consecutive code points; '.' where there is none, or more than one.
struct Block {
  std::uint32_t first;
  std::string_view bases;
};

constexpr std::array<Block, 3> kBlocks = {
    {// Latin-1 Supplement and Latin Extended-A.
     {0xC0,
      "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
      "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"
      "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"},
     // Latin Extended-B, from the horned o to the y with macron.
     {0x1A0,
      "oo.............uu............................aaiioouuuuuuuuuu.aa"
      "aa....ggkkoooo..j...gg..nnaa..ooaaaaeeeeiiiioooorrrruuuusstt..hh"
      "......aaeeooooooooyy"},
     // Latin Extended Additional: Welsh and Vietnamese among others.
     {0x1E00,
      "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
      "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
      "wwwwwwwwwwxxxxyyzzzzzzhtwyas....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
      "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......"}}};

struct Spelled {
  std::uint32_t letter;
  std::string_view letters;
};

constexpr std::array<Spelled, 12> kSpelled = {{{0xC6, "ae"},
                                               {0xDE, "th"},
                                               {0xDF, "ss"},
                                               {0xE6, "ae"},
                                               {0xFE, "th"},
                                               {0x132, "ij"},
                                               {0x133, "ij"},
                                               {0x152, "oe"},
                                               {0x153, "oe"},
                                               {0x1FC, "ae"},
                                               {0x1FD, "ae"},
                                               {0x1E9E, "ss"}}};

void AppendAscii(char c, std::string& out) {
  if (c >= 'A' && c <= 'Z') {
    out += static_cast<char>(c - 'A' + 'a');
  } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
    out += c;
  }
}

void AppendLetter(std::uint32_t letter, std::string& out) {
  for (const Spelled& one : kSpelled) {
    if (one.letter == letter) out += one.letters;
  }
  for (const Block& block : kBlocks) {
    if (letter < block.first || letter - block.first >= block.bases.size()) continue;
    const char base = block.bases[letter - block.first];
    if (base != '.') out += base;
  }
}

// How many bytes follow one that leads a sequence; 0: it leads none.
std::size_t Continuations(unsigned char lead) {
  if (lead >= 0xF0) return 3;
  if (lead >= 0xE0) return 2;
  return lead >= 0xC0 ? 1 : 0;
}

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Takes one code point off the front of `text`; 0 for bytes that are none.
std::uint32_t TakeLetter(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t more = Continuations(lead);
  text.remove_prefix(1);
  std::uint32_t letter = lead & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if (text.empty() || !IsContinuation(text.front())) return 0;
    letter = (letter << 6U) | (static_cast<unsigned char>(text.front()) & 0x3FU);
    text.remove_prefix(1);
  }
  return more == 0 ? 0 : letter;
}

}  // namespace

std::string FoldForSearch(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  while (!text.empty()) {
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      AppendAscii(text.front(), folded);
      text.remove_prefix(1);
    } else {
      AppendLetter(TakeLetter(text), folded);
    }
  }
  return folded;
}

}  // namespace ttg::release
