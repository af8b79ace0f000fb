#!/usr/bin/env bash
# Every C++ file is as clang-format writes it (.clang-format). `make format` mends it.
set -eu
cd "${1:-$(dirname "$0")/../..}"
git ls-files '*.h' '*.cc' | xargs clang-format --dry-run --Werror
