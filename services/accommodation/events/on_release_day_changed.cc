#include "accommodation/events/on_release_day_changed.h"

#include "ttg/release/v1/release_events.pb.h"

namespace ttg::accommodation {

messaging::Handler OnReleaseDayChanged(const BindStore& bind, const ActorId& service,
                                       const AnswerReleaseDay& answer) {
  using Message = ttg::release::v1::ReleaseDayChanged;
  return Reacting<Message>(bind, service,
                           [answer](AccommodationStore& store, const messaging::Event& event,
                                    const Message& message) -> Result<void> {
                             TTG_TRY(const auto person, PersonId::Parse(message.person_id()));
                             TTG_TRY(const auto cause, EventId::Parse(event.id));
                             TTG_TRY(const auto day,
                                     ReadDate(message.has_release_date(), message.release_date()));
                             return answer(store, {person, day, cause});
                           });
}

}  // namespace ttg::accommodation
