#include "kernel/id.h"

#include <gtest/gtest.h>

#include "kernel/call_context.h"

namespace ttg {
namespace {

TEST(Id, TakesALowerCaseUuidAndGivesItBack) {
  const auto id = PersonId::Parse("0199f3a0-7c11-7abc-8def-0123456789ab");
  ASSERT_TRUE(id.has_value());
  EXPECT_EQ(id->str(), "0199f3a0-7c11-7abc-8def-0123456789ab");
}

TEST(Id, RefusesWhatIsNotALowerCaseUuid) {
  for (const char* text :
       {"", "0199f3a0-7c11-7abc-8def-0123456789a", "0199F3A0-7C11-7ABC-8DEF-0123456789AB",
        "0199f3a0x7c11-7abc-8def-0123456789ab", "A4834PO"}) {
    EXPECT_FALSE(PersonId::Parse(text).has_value()) << text;
  }
}

TEST(Reference, TakesWhatPartnersWrite) {
  EXPECT_TRUE(PrisonId::Parse("STC3").has_value());
  EXPECT_TRUE(OrganisationId::Parse("PROV4").has_value());
  EXPECT_TRUE(ActorId::Parse("a.b_c-1").has_value());
}

TEST(Reference, RefusesSpacesControlCharactersAndLength) {
  EXPECT_FALSE(PrisonId::Parse("").has_value());
  EXPECT_FALSE(PrisonId::Parse("B MI").has_value());
  EXPECT_FALSE(PrisonId::Parse("B\nMI").has_value());
  EXPECT_FALSE(PrisonId::Parse(std::string(65, 'A')).has_value());
}

TEST(Role, EveryNameReadsBack) {
  for (int i = 0; i <= static_cast<int>(Role::kSystem); ++i) {
    const Role role = static_cast<Role>(i);
    EXPECT_EQ(ParseRole(ToString(role)), role);
  }
  EXPECT_EQ(ParseRole("GOVERNOR"), std::nullopt);
}

TEST(Reach, OfAnUnknownPlaceIsOnlyEverything) {
  Reach<PrisonId> some{.all = false, .some = {*PrisonId::Parse("BMI")}};
  EXPECT_TRUE(some.Covers(*PrisonId::Parse("BMI")));
  EXPECT_FALSE(some.Covers(*PrisonId::Parse("OWI")));
  EXPECT_FALSE(some.Covers(std::optional<PrisonId>()));
  EXPECT_TRUE((Reach<PrisonId>{.all = true, .some = {}}).Covers(std::optional<PrisonId>()));
}

}  // namespace
}  // namespace ttg
