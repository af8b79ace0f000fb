#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/caller.h"
#include "cli/output.h"
#include "kernel/clock.h"

namespace ttg::cli {

// kPerson: an id or a prison number, sent as the id.
enum class FieldKind { kText, kDate, kNumber, kFlag, kEnum, kList, kEnumList, kPerson };

// One argument or option of a command, and where it goes in the request.
struct Field {
  FieldKind kind = FieldKind::kText;
  // "--reason", or "BEDSPACE" for an argument by position.
  std::string name;
  // The field of the request, with dots for messages inside: "details.title". Empty: the command
  // looks at it itself.
  std::string path;
  std::string help;
  bool required = false;
  // Of the names of an enum: "HOLD_KIND_"; the caller types what follows it, in any case.
  std::string enum_prefix;
};

// What a command is about. Its argument comes first; a person may be given as prison number or id,
// and where a placement, job or match is meant, a person's number finds the one that is live.
// kPlan: the person's resettlement plan, which has an etag of its own.
enum class Target { kNone, kPerson, kPlan, kPlacement, kJob, kMatch };

struct Column {
  std::string title;
  std::string path;
  std::string enum_prefix;
};

// How an answer is shown: a list as a table, or one thing as a record.
struct View {
  // The field of the answer.
  std::string field;
  bool list = false;
  std::vector<Column> columns;
  // Instead of the columns' paths, where a cell is made of several fields.
  std::function<std::vector<std::string>(const Json& item)> cells;
  // Printed after it.
  std::function<void(Output&, const Json& answer)> footer;
};

using Arguments = std::map<std::string, std::vector<std::string>, std::less<>>;

// What a command has to work with.
struct Environment {
  Caller& caller;
  Output& output;
  IdSource& ids;
  const Clock& clock;
  // Where the development key lies, for `token`.
  std::string dev_keys;
};

// The value of an option; empty where it was not given.
std::string ValueOf(const Arguments& arguments, std::string_view name);
bool IsGiven(const Arguments& arguments, std::string_view name);

struct Command {
  // Words that call it: "release confirm".
  std::string words;
  std::string help;
  std::string example;
  std::vector<Field> fields;
  // For commands that make one call.
  std::string service;
  std::string method;
  Target target = Target::kNone;
  // Adds the request_id.
  bool changes = false;
  // Adds the target's etag: as it is now, or the one given by --etag.
  bool etag = false;
  // Where that goes in the request.
  std::string etag_field = "etag";
  // Adds the target's person_id.
  bool with_person = false;
  // What the request says in any case.
  Json constants = Json::object();
  // Finishes the request where fields alone do not say it.
  std::function<Result<void>(Environment&, const Arguments&, Json& request)> complete;
  View view;
  // For all other commands: what it does instead.
  std::function<int(Environment&, const Arguments&)> run;
};

// The request of a command that is about nobody in particular, for commands that call by
// themselves.
Reply MakeRequest(const Command& command, Environment& environment, const Arguments& arguments);

// Makes the call of a command and shows nothing.
Reply Perform(const Command& command, Environment& environment, const Arguments& arguments);

// Runs it; the exit code.
int RunCommand(const Command& command, Environment& environment, const Arguments& arguments);

// The id of the person given as id or prison number.
tl::expected<std::string, CallError> PersonIdOf(Environment& environment, const std::string& given);

// Prints an answer as JSON or by its view.
void Show(Output& output, const View& view, const Json& answer);

// The commands, one function a group.
std::vector<Command> PersonCommands();
std::vector<Command> ReleaseCommands();
std::vector<Command> DateCommands();
std::vector<Command> MovementCommands();
std::vector<Command> MergeCommands();
std::vector<Command> PrisonEventCommands();
std::vector<Command> PlanCommands();
std::vector<Command> ConsentCommands();
std::vector<Command> IdentityCommands();
std::vector<Command> TimetableCommands();
std::vector<Command> OwnershipCommands();
std::vector<Command> BedCommands();
std::vector<Command> JobCommands();
std::vector<Command> MentorCommands();
std::vector<Command> JourneyCommands();
std::vector<Command> ImportCommands();
std::vector<Command> OperatorCommands();
std::vector<Command> LocalCommands();
// All of them, in the order of --help.
std::vector<Command> AllCommands();

}  // namespace ttg::cli
