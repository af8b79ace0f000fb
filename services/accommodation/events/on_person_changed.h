#pragma once

#include <map>
#include <string>

#include "accommodation/app/keep_person.h"
#include "accommodation/events/profile_inbox.h"
#include "accommodation/events/react.h"

namespace ttg::accommodation {

// What the release service announces of a person, apart from a moved release day: scheduled, a
// changed profile, prison, area or owner, released and release reversed. By protobuf full name.
// `inbox` outlives the handlers.
std::map<std::string, messaging::Handler> OnPersonChanged(const BindStore& bind,
                                                          const ActorId& service,
                                                          const ProfileInbox& inbox);

}  // namespace ttg::accommodation
