#!/usr/bin/env bash
# The contracts: buf's lint and format, and no breaking change since proto/released.binpb (the
# contracts as last released; `make release-contracts` replaces it, on purpose).
set -eu
cd "${1:-$(dirname "$0")/../..}/proto"
buf=node_modules/.bin/buf
$buf lint
$buf format --diff --exit-code
$buf breaking --against released.binpb
echo 'contracts: clean'
