#include "release/domain/search_text.h"

#include <string>

#include <gtest/gtest.h>

namespace ttg::release {
namespace {

struct FoldRow {
  const char* text;
  const char* folded;
};

class SearchText : public ::testing::TestWithParam<FoldRow> {};

TEST_P(SearchText, IsFolded) { EXPECT_EQ(FoldForSearch(GetParam().text), GetParam().folded); }

INSTANTIATE_TEST_SUITE_P(
    Names, SearchText,
    ::testing::Values(FoldRow{"", ""}, FoldRow{"SMITH", "smith"}, FoldRow{"é", "e"},
                      FoldRow{"O'Brien", "obrien"}, FoldRow{"O\u2019BRIEN", "obrien"},
                      FoldRow{"Smith-Jones", "smithjones"}, FoldRow{"van der Berg", "vanderberg"},
                      FoldRow{"Groß", "gross"}, FoldRow{"GROẞ", "gross"},
                      FoldRow{"Łukasz", "lukasz"}, FoldRow{"Sørensen", "sorensen"},
                      FoldRow{"Æthelred Œ", "aethelredoe"}, FoldRow{"Þórr", "thorr"},
                      FoldRow{"Đặng", "dang"}, FoldRow{"Nguyễn", "nguyen"}, FoldRow{"Ŵyn", "wyn"},
                      FoldRow{"Ștefan", "stefan"}, FoldRow{"Çelik", "celik"},
                      FoldRow{"Žižek", "zizek"}, FoldRow{"ÿ×÷", "y"}, FoldRow{"ơư", "ou"},
                      // Letters with combining marks instead of accented ones.
                      FoldRow{"Rene\u0301e", "renee"}, FoldRow{"A\u030Angstro\u0308m", "angstrom"},
                      FoldRow{"2018/0123456P", "20180123456p"},
                      // Another script leaves nothing.
                      FoldRow{"Иванов", ""}));

TEST(SearchText, PassesOverBytesThatAreNoText) {
  EXPECT_EQ(FoldForSearch(std::string("a\xC3") + "b\xFF\x80" + "c\xE2\x80"), "abc");
}

}  // namespace
}  // namespace ttg::release
