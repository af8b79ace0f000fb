#include "platform/store/lru_cache.h"

#include <gtest/gtest.h>

namespace ttg::store {
namespace {

TEST(LruCache, DropsTheLeastRecentlyUsed) {
  LruCache<int> cache(2);
  cache.Insert("a", std::make_unique<int>(1));
  cache.Insert("b", std::make_unique<int>(2));
  EXPECT_NE(cache.Find("a"), nullptr);
  cache.Insert("c", std::make_unique<int>(3));
  EXPECT_EQ(cache.Find("b"), nullptr);
  EXPECT_EQ(*cache.Find("a"), 1);
  EXPECT_EQ(*cache.Find("c"), 3);
  EXPECT_EQ(cache.size(), 2);
}

TEST(LruCache, ReplacesWhatHasTheSameKey) {
  LruCache<int> cache(2);
  cache.Insert("a", std::make_unique<int>(1));
  cache.Insert("a", std::make_unique<int>(2));
  EXPECT_EQ(*cache.Find("a"), 2);
  EXPECT_EQ(cache.size(), 1);
}

TEST(LruCache, GivesAwayWhatIsTaken) {
  LruCache<int> cache(2);
  cache.Insert("a", std::make_unique<int>(1));
  EXPECT_EQ(*cache.Take("a"), 1);
  EXPECT_EQ(cache.Take("a"), nullptr);
  EXPECT_EQ(cache.Find("a"), nullptr);
}

}  // namespace
}  // namespace ttg::store
