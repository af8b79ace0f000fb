#include "release/domain/ownership/worker.h"

#include <algorithm>

namespace ttg::release {
namespace {

constexpr int kMinutesOfAWeek = 7 * 24 * 60;

Error NameMissing() {
  return InvalidField("worker.name", "NAME_MISSING", "give the worker's name");
}
Error PrisonUnknown() {
  return InvalidField("worker.prison_id", "PRISON_UNKNOWN", "there is no prison with this code");
}
Error DeliveryUnitUnknown() {
  return InvalidField("worker.delivery_unit", "DELIVERY_UNIT_UNKNOWN",
                      "there is no delivery unit with this code");
}
Error PlaceOfOtherSide(std::string field) {
  return InvalidField(std::move(field), "PLACE_OF_OTHER_SIDE",
                      "a prison worker has a prison, a community worker a delivery unit");
}
Error HoursImpossible(std::string field) {
  return InvalidField(std::move(field), "HOURS_IMPOSSIBLE",
                      "a week has no such hours, or more are taken off than there are");
}
Error EndsBeforeItBegins() {
  return InvalidField("until", "ABSENCE_ENDS_BEFORE_IT_BEGINS",
                      "the last day away cannot come before the first");
}
Error AbsencesOverlap() {
  return Precondition("ABSENCES_OVERLAP", "another absence of theirs covers some of these days");
}
Error AbsenceNotFound() {
  return NotFound("ABSENCE_NOT_FOUND", "this worker has no absence with that id");
}

Result<void> CheckPlace(const Worker::Description& is, const ReferenceData& reference) {
  switch (is.side) {
    case OwnerSide::kPrison:
      if (is.delivery_unit) return PlaceOfOtherSide("worker.delivery_unit");
      if (!is.prison || !reference.prisons.contains(is.prison->str())) return PrisonUnknown();
      return {};
    case OwnerSide::kCommunity:
      if (is.prison) return PlaceOfOtherSide("worker.prison_id");
      if (!is.delivery_unit || !reference.delivery_units.contains(is.delivery_unit->str())) {
        return DeliveryUnitUnknown();
      }
      return {};
  }
  return {};
}

Result<void> Check(const Worker::Description& is, const ReferenceData& reference) {
  if (is.name.Reveal().empty()) return NameMissing();
  TTG_RETURN_IF_ERROR(CheckPlace(is, reference));
  if (is.contracted_minutes < 0 || is.contracted_minutes > kMinutesOfAWeek) {
    return HoursImpossible("worker.contracted_minutes");
  }
  if (is.reduced_minutes < 0 || is.reduced_minutes > is.contracted_minutes) {
    return HoursImpossible("worker.reduced_minutes");
  }
  return {};
}

bool Overlap(const Absence& one, const Absence& other) {
  return (!one.until || other.from <= *one.until) && (!other.until || one.from <= *other.until);
}

Result<void> Insert(std::vector<Absence>& absences, Absence added) {
  if (added.until && *added.until < added.from) return EndsBeforeItBegins();
  for (const Absence& one : absences) {
    if (Overlap(one, added)) return AbsencesOverlap();
  }
  const auto place = std::find_if(absences.begin(), absences.end(),
                                  [&added](const Absence& one) { return added.from < one.from; });
  absences.insert(place, std::move(added));
  return {};
}

}  // namespace

Result<Worker> Worker::Register(ActorId id, Description description,
                                const ReferenceData& reference) {
  TTG_RETURN_IF_ERROR(Check(description, reference));
  return Worker(Snapshot{.id = std::move(id), .is = std::move(description)});
}

Result<void> Worker::Describe(Description description, const ReferenceData& reference) {
  TTG_RETURN_IF_ERROR(Check(description, reference));
  data_.is = std::move(description);
  return {};
}

Result<void> Worker::RecordAbsence(Absence absence) {
  return Insert(data_.absences, std::move(absence));
}

Result<void> Worker::EndAbsence(const AbsenceId& id, std::optional<Date> until) {
  std::vector<Absence> others = data_.absences;
  const auto found = std::find_if(others.begin(), others.end(),
                                  [&id](const Absence& one) { return one.id == id; });
  if (found == others.end()) return AbsenceNotFound();
  Absence ended = *found;
  ended.until = until;
  others.erase(found);
  if (until) TTG_RETURN_IF_ERROR(Insert(others, std::move(ended)));
  data_.absences = std::move(others);
  return {};
}

bool Worker::IsAbsentOn(Date day) const {
  return std::any_of(data_.absences.begin(), data_.absences.end(), [day](const Absence& one) {
    return one.from <= day && (!one.until || day <= *one.until);
  });
}

}  // namespace ttg::release
