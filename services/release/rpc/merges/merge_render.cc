#include "release/rpc/merges/merge_render.h"

#include "platform/rpc/conversions.h"
#include "release/rpc/movements/timestamps.h"

namespace ttg::release {

void Render(const PersonMerge& merge, v1::PersonMerge& out) {
  out.set_merge_id(merge.id.str());
  out.set_etag(rpc::EtagOf(merge.version));
  out.set_survivor_person_id(merge.survivor.str());
  out.set_absorbed_person_id(merge.absorbed.str());
  FillTimestamp(merge.merged_at, *out.mutable_merged_at());
  out.set_merged_by(merge.merged_by.str());
  out.set_reason(merge.reason);
  if (merge.unmerged_at) FillTimestamp(*merge.unmerged_at, *out.mutable_unmerged_at());
  if (merge.unmerged_by) out.set_unmerged_by(merge.unmerged_by->str());
  out.set_unmerge_reason(merge.unmerge_reason);
}

}  // namespace ttg::release
