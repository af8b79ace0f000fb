#!/usr/bin/env bash
# clang-tidy on the C++ sources changed since TIDY_BASE (default: the commit before this one), in
# the compilation database of build/dev or build/asan. One file with gRPC headers takes half a
# minute, so never on the whole tree unless asked: TIDY_BASE=all.
set -eu
cd "${1:-$(dirname "$0")/../..}"
base=${TIDY_BASE:-HEAD~1}
database=build/asan
[ -f $database/compile_commands.json ] || database=build/dev
if [ "$base" = all ]; then
  files=$(git ls-files 'services/*.cc' 'tests/*.cc')
else
  git rev-parse -q --verify "$base^{commit}" >/dev/null || base=$(git hash-object -t tree /dev/null)
  files=$(git diff --name-only --diff-filter=d "$base" -- 'services/*.cc' 'tests/*.cc')
fi
[ -n "$files" ] || { echo 'tidy: nothing changed'; exit 0; }
# clang cannot read g++'s precompiled headers, nor some of its flags.
plain=$(mktemp -d)
trap 'rm -rf "$plain"' EXIT
sed -E 's/ -(Winvalid-pch|fpch-preprocess)//g; s/ -include [^ ]*cmake_pch\.hxx//g' \
  $database/compile_commands.json > "$plain/compile_commands.json"
echo "$files" | xargs -P "$(nproc)" -n 1 clang-tidy -p "$plain" --quiet \
  --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-ignored-optimization-argument
