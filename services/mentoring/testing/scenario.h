#pragma once

#include <gtest/gtest.h>

#include "mentoring/testing/builders.h"
#include "mentoring/testing/fake_mentoring_store.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"

namespace ttg::mentoring {

// One person whom one mentor fits, in a fake store.
class Scenario : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(store_.SavePerson(APerson()));
    ASSERT_TRUE(store_.SaveMentor(AMentor()));
  }

  // Stores a match of theirs in a state.
  MatchId Given(MatchState state) {
    const Match match = AMatch(state);
    state_.matches.insert_or_assign(match.snapshot().facts.match, match);
    return match.snapshot().facts.match;
  }

  const Match::Snapshot& TheMatch() const { return state_.matches.begin()->second.snapshot(); }

  template <typename Happened>
  int Count() const {
    int count = 0;
    for (const MentoringEvent& event : state_.events) {
      count += std::holds_alternative<Happened>(event.happening) ? 1 : 0;
    }
    return count;
  }

  FakeMentoring state_;
  FakeMentoringStore store_{state_};
  testing::FixedClock clock_{kToday};
  testing::SequentialIds ids_{5};
};

}  // namespace ttg::mentoring
