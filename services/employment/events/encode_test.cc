#include "employment/events/encode.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "employment/domain/release_day_moved.h"
#include "employment/testing/builders.h"
#include "platform/testing/fixed_clock.h"
#include "ttg/employment/v1/employment_events.pb.h"

namespace ttg::employment {
namespace {

JobFacts SomeFacts() {
  return {.job = AJobId(),
          .person = APersonId(),
          .employer = *EmployerId::Parse("EMP001"),
          .vacancy = AVacancyId(),
          .start_date = Date(2026, 12, 14),
          .version = 3};
}

struct Golden {
  std::string name;
  EmploymentEvent event;
};

std::vector<Golden> AllEvents() {
  const std::vector<DayEffect> effects{
      {"CHECK_IN", "SIX_WEEKS", DayOutcome::kMoved, Date(2027, 1, 21), Date(2027, 1, 28), ""},
      {"JOB", AJobId().str(), DayOutcome::kAtRisk, Date(2026, 12, 14), Date(2026, 12, 14),
       "STARTS_BEFORE_RELEASE"}};
  return {
      {"JobStartAgreed", JobStartAgreed{SomeFacts()}},
      {"JobStarted", JobStarted{SomeFacts()}},
      {"JobStartPutAtRisk", JobStartPutAtRisk{SomeFacts(), "STARTS_BEFORE_RELEASE"}},
      {"JobStartWithdrawn", JobStartWithdrawn{SomeFacts()}},
      {"JobEnded", JobEnded{SomeFacts(), Date(2027, 2, 1), JobEndReason::kContractEnded}},
      {"JobSustained", JobSustained{SomeFacts(), 6, Date(2027, 1, 25)}},
      {"EmploymentStatusRecorded",
       EmploymentStatusRecorded{AStatusId(), APersonId(), CheckInKind::kSixMonths,
                                StatusValue::kNotAvailable, Date(2027, 6, 10), true, 2}},
      {"CheckInsScheduled", CheckInsScheduled{APersonId(), CheckInsAfter(Date(2026, 12, 10)), 1}},
      {"EmploymentReleaseDayAnswered", Answer(APersonId(), ACause(), effects, false)},
      {"EmploymentReleaseDayAcknowledged",
       EmploymentReleaseDayAcknowledged{APersonId(), ACause(), AnActor(), 2}},
  };
}

messaging::Event Encode(const EmploymentEvent& event) {
  const testing::FixedClock clock(AnInstant());
  testing::SequentialIds ids;
  CallContext call = ACall();
  call.causation_id = ACause().str();
  return EventEncoder(clock, ids)(event, call);
}

// The envelope and the message as text, as they stand in the golden file.
std::string TextOf(const messaging::Event& event) {
  const auto* type =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(event.type);
  const std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  message->ParseFromString(event.data);
  std::string body;
  google::protobuf::TextFormat::PrintToString(*message, &body);
  std::ostringstream text;
  text << "# ce_source: " << event.source << "\n# ce_type: " << event.type
       << "\n# ce_subject: " << event.subject << "\n# ce_subjectversion: " << event.subject_version
       << "\n# ce_partitionkey: " << event.partition_key
       << "\n# ce_correlationid: " << event.correlation_id
       << "\n# ce_causationid: " << event.causation_id << "\n"
       << body;
  return text.str();
}

std::filesystem::path GoldenFolder() {
  const char* source = std::getenv("TTG_SOURCE_DIR");
  return std::filesystem::path(source == nullptr ? "." : source) / "tests/contract/golden" /
         "employment";
}

class EmploymentEventGolden : public ::testing::TestWithParam<Golden> {};

TEST_P(EmploymentEventGolden, IsWhatOthersRead) {
  const auto path = GoldenFolder() / (GetParam().name + ".txtpb");
  const std::string text = TextOf(Encode(GetParam().event));
  // TTG_WRITE_GOLDENS=1 writes what a deliberate change of the contract looks like.
  if (std::getenv("TTG_WRITE_GOLDENS") != nullptr) std::ofstream(path) << text;
  std::ifstream file(path);
  std::ostringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(text, golden.str()) << path;
}

INSTANTIATE_TEST_SUITE_P(AllEvents, EmploymentEventGolden, ::testing::ValuesIn(AllEvents()),
                         [](const auto& golden) { return golden.param.name; });

TEST(EmploymentEventEncode, LeavesTheDaysOutWhereThereIsNoReleaseDay) {
  const auto event = Encode(CheckInsScheduled{.person = APersonId(), .days = {}, .version = 2});
  v1::CheckInsScheduled message;
  ASSERT_TRUE(message.ParseFromString(event.data));
  EXPECT_FALSE(message.has_six_weeks_on());
  EXPECT_FALSE(message.has_six_months_on());
}

TEST(EmploymentEventEncode, SaysNothingAboutHealth) {
  const auto event = Encode(JobEnded{SomeFacts(), Date(2027, 2, 1), JobEndReason::kHealth});
  v1::JobEnded message;
  ASSERT_TRUE(message.ParseFromString(event.data));
  EXPECT_EQ(message.reason(), "OTHER");
}

}  // namespace
}  // namespace ttg::employment
