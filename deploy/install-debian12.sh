#!/usr/bin/env bash
# Installs what building, testing and running need on Debian 12: packages by name from Debian, and
# the contract tool from npm. Does nothing where all of it is there already.
#
#   NO_INSTALL=1   only say what is missing, and fail if anything is
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
  # toolchain
  g++ cmake ninja-build ccache mold pkg-config git ca-certificates clang-format clang-tidy nodejs npm
  # contracts and calls
  libgrpc++-dev protobuf-compiler protobuf-compiler-grpc libprotobuf-dev libabsl-dev
  # stores and streams
  libsoci-dev libboost-dev libsqlite3-dev sqlite3 libpq-dev postgresql libhiredis-dev redis-server
  redis-tools
  # the platform
  libexpected-dev libcli11-dev libspdlog-dev libfmt-dev nlohmann-json3-dev prometheus-cpp-dev
  libcjose-dev libjansson-dev libssl-dev libcurl4-openssl-dev libcsv-dev libical-dev
  libxlsxwriter-dev tzdata
  # tests and figures
  libgtest-dev libgmock-dev libbenchmark-dev librapidcheck-dev unzip
)

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
# A node that came without Debian's package serves as well.
if command -v node >/dev/null && command -v npm >/dev/null; then
  missing=($(printf '%s\n' "${missing[@]}" | grep -vxE 'nodejs|npm' || true))
fi
buf=proto/node_modules/.bin/buf

if [ "${NO_INSTALL:-}" = 1 ]; then
  [ ${#missing[@]} -eq 0 ] || echo "missing Debian packages: ${missing[*]}"
  [ -x $buf ] || echo "missing npm packages: those of proto/package.json (npm install in proto/)"
  [ ${#missing[@]} -eq 0 ] && [ -x $buf ]
  exit
fi

if [ ${#missing[@]} -gt 0 ]; then
  echo "installing from Debian: ${missing[*]}"
  as_root=()
  if [ "$(id -u)" != 0 ]; then
    read -r -p "This needs sudo. Go on? [y/N] " answer
    [ "$answer" = y ] || { echo "nothing installed; NO_INSTALL=1 lists what is missing" >&2; exit 1; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
# One tool at an exact version; a lock file would have to name it for every platform, and not every
# mirror carries them all.
[ -x $buf ] || (cd proto && npm install --no-package-lock --ignore-scripts --no-audit --no-fund)
