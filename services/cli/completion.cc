#include "cli/completion.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace ttg::cli {
namespace {

std::set<std::string> OptionsOf(const Command& command) {
  std::set<std::string> options = {"--help", "--json"};
  for (const Field& field : command.fields) {
    if (field.name.starts_with("--")) options.insert(field.name);
  }
  if (command.etag) options.insert("--etag");
  return options;
}

// What may follow each beginning of a command.
std::map<std::string, std::set<std::string>> NextWords(const std::vector<Command>& commands) {
  std::map<std::string, std::set<std::string>> next;
  for (const Command& command : commands) {
    std::string before;
    for (const std::string& word : std::vector<std::string>(absl::StrSplit(command.words, ' '))) {
      next[before].insert(word);
      before += before.empty() ? word : " " + word;
    }
    next[before].merge(OptionsOf(command));
  }
  return next;
}

}  // namespace

std::string BashCompletion(const std::vector<Command>& commands) {
  const auto next = NextWords(commands);
  std::string script = "_ttg() {\n  local words='' word\n";
  script += "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n";
  script += "    case \"$words $word\" in\n";
  for (const auto& [before, words] : next) {
    if (!before.empty())
      absl::StrAppend(&script, "      ' ", before, "') words=' ", before, "' ;;\n");
  }
  script += "    esac\n  done\n  case \"$words\" in\n";
  for (const auto& [before, words] : next) {
    absl::StrAppend(&script, "    '", before.empty() ? "" : " ", before, "') word='",
                    absl::StrJoin(words, " "), "' ;;\n");
  }
  script += "  esac\n";
  script += "  COMPREPLY=($(compgen -W \"$word\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\n";
  script += "complete -o default -F _ttg ttg";
  return script;
}

}  // namespace ttg::cli
