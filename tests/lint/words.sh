#!/usr/bin/env bash
# People first: the words that our texts and names do not use.
set -u
cd "${1:-$(dirname "$0")/../..}"
found=$(git grep -nIwiE 'offenders?|inmates?|ex-offenders?|felons?' -- . ':!tests/lint/words.sh' \
  ':!CONTRIBUTING.md' | grep -vE 'prison-offender-events|OffenderBooking')
[ -z "$found" ] || { echo "$found"; exit 1; }
echo 'words: clean'
