// Aliases and suspected duplicates, as the contract says them.
#include "platform/rpc/conversions.h"
#include "release/rpc/render.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

void Render(const PairedPerson& person, pb::DuplicatePerson& out) {
  out.set_person_id(person.id.str());
  out.set_prison_number(person.number.Reveal());
  if (!person.shown) return;
  out.set_family_name(person.shown->family_name.Reveal());
  out.set_given_names(person.shown->given_names.Reveal());
  out.set_prison_id(person.shown->prison.str());
}

}  // namespace

void Render(const Alias& alias, pb::Alias& out) {
  out.set_alias_id(alias.id.str());
  out.mutable_name()->set_family_name(alias.family_name.Reveal());
  out.mutable_name()->set_given_names(alias.given_names.Reveal());
  if (alias.date_of_birth) {
    *out.mutable_date_of_birth() = rpc::ToProto(alias.date_of_birth->Reveal());
  }
  out.set_identifier(alias.identifier.Reveal());
}

void Render(const SuspectedPair& pair, pb::SuspectedDuplicate& out) {
  const SuspectedDuplicate::Snapshot& data = pair.duplicate.snapshot();
  out.set_suspected_duplicate_id(data.id.str());
  out.set_etag(rpc::EtagOf(data.version));
  Render(pair.first, *out.add_people());
  Render(pair.second, *out.add_people());
  out.mutable_suspected_at()->set_seconds(absl::ToUnixSeconds(data.suspected_at));
  out.mutable_suspected_at()->set_nanos(
      static_cast<int>((absl::ToUnixMicros(data.suspected_at) % 1'000'000) * 1'000));
  out.set_ground(std::string(ToString(data.ground)));
}

}  // namespace ttg::release
