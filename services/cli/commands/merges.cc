#include <string>

#include "absl/strings/str_cat.h"
#include "cli/command.h"

// Two prison numbers that are one person (domain A8).
namespace ttg::cli {
namespace {

std::string Method(const char* name) {
  return absl::StrCat("ttg.release.v1.MovementService.", name);
}

Error NoMerge() {
  return NotFound("MERGE_NOT_FOUND", "no such merge is in your reach: see merges");
}

Result<Json> FindPerson(Environment& environment, const std::string& given) {
  auto id = PersonIdOf(environment, given);
  if (!id) return id.error().error;
  auto answer = environment.caller.Call("release", "ttg.release.v1.ReleaseService.GetPerson",
                                        {{"person_id", *id}});
  if (!answer) return answer.error().error;
  return answer->value("person", Json::object());
}

Result<void> CompleteMerge(Environment& environment, const Arguments& arguments, Json& request) {
  TTG_TRY(const Json survivor, FindPerson(environment, ValueOf(arguments, "SURVIVOR")));
  TTG_TRY(const Json absorbed, FindPerson(environment, ValueOf(arguments, "ABSORBED")));
  request["survivor_person_id"] = survivor.value("person_id", "");
  request["etag"] = survivor.value("etag", "");
  request["absorbed_person_id"] = absorbed.value("person_id", "");
  request["absorbed_etag"] = absorbed.value("etag", "");
  return {};
}

Result<void> CompleteUnmerge(Environment& environment, const Arguments& arguments, Json& request) {
  const std::string wanted = ValueOf(arguments, "MERGE");
  std::string page;
  do {
    const auto answer =
        environment.caller.Call("release", Method("ListMerges"), {{"page_token", page}});
    if (!answer) return answer.error().error;
    for (const Json& merge : answer->value("merges", Json::array())) {
      if (merge.value("merge_id", "") != wanted) continue;
      request["etag"] = merge.value("etag", "");
      return {};
    }
    page = answer->value("next_page_token", "");
  } while (!page.empty());
  return NoMerge();
}

View MergeView() {
  View view;
  view.field = "merge";
  view.columns = {{"merge", "merge_id", ""},
                  {"survivor", "survivor_person_id", ""},
                  {"absorbed", "absorbed_person_id", ""},
                  {"merged at", "merged_at", ""},
                  {"by", "merged_by", ""},
                  {"reason", "reason", ""},
                  {"undone at", "unmerged_at", ""},
                  {"undone by", "unmerged_by", ""},
                  {"why undone", "unmerge_reason", ""}};
  return view;
}

Command Make(const char* words, const char* method, const char* help, const char* example,
             std::vector<Field> fields) {
  Command command;
  command.words = words;
  command.help = help;
  command.example = example;
  command.fields = std::move(fields);
  command.service = "release";
  command.method = Method(method);
  command.view = MergeView();
  return command;
}

Field ReasonField() {
  return {FieldKind::kText, "--reason", "reason", "why; no personal data", true, ""};
}

Command Merge() {
  Command command = Make(
      "merge", "MergePeople", "Make one person of two prison numbers",
      "ttg merge A4834PO A1111AA --reason 'the same fingerprints'",
      {{FieldKind::kText, "SURVIVOR", "", "whose number stands: id or prison number", true, ""},
       {FieldKind::kText, "ABSORBED", "", "whose number leads to them: id or prison number", true,
        ""},
       ReasonField()});
  command.changes = true;
  command.complete = CompleteMerge;
  return command;
}

Command Unmerge() {
  Command command = Make(
      "unmerge", "UnmergePeople", "Undo a merge: each record goes back to its number",
      "ttg unmerge 01890000-0000-7000-8000-000000000002 --reason 'two people'",
      {{FieldKind::kText, "MERGE", "merge_id", "its id, from merges", true, ""}, ReasonField()});
  command.changes = true;
  command.complete = CompleteUnmerge;
  return command;
}

Command Merges() {
  Command command =
      Make("merges", "ListMerges", "Merged prison numbers, newest first", "ttg merges",
           {{FieldKind::kPerson, "--person", "person_id", "id or prison number; default: anybody",
             false, ""},
            {FieldKind::kNumber, "--page-size", "page_size", "merges of a page", false, ""},
            {FieldKind::kText, "--page-token", "page_token", "of the page before", false, ""}});
  command.view.field = "merges";
  command.view.list = true;
  return command;
}

}  // namespace

std::vector<Command> MergeCommands() { return {Merge(), Unmerge(), Merges()}; }

}  // namespace ttg::cli
