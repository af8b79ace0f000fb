#include "accommodation/app/wanted_stay.h"

#include "accommodation/app/visibility.h"

namespace ttg::accommodation {

Result<Wish> ReadWish(AccommodationStore& store, const CallContext& call,
                      const WantedStay& wanted) {
  TTG_TRY(auto person, LoadPerson(store, call, wanted.person));
  if (wanted.nights < 1 || wanted.nights > 366) {
    return InvalidField("nights", "NIGHTS_INVALID", "a stay has 1 to 366 nights");
  }
  if (!person.profile) {
    return Precondition("PROFILE_UNKNOWN",
                        "what matching needs to know about the person is not here yet; try again");
  }
  const std::optional<Date> arrival = wanted.arrival ? wanted.arrival : person.release_day;
  if (!arrival) {
    return Precondition("NO_RELEASE_DAY", "there is no release day; say when the stay begins");
  }
  MatchProfile profile = person.profile->Reveal();
  return Wish{std::move(person), std::move(profile), Stay{*arrival, *arrival + wanted.nights}};
}

}  // namespace ttg::accommodation
