#!/usr/bin/env bash
# The search benchmark: a release build, generated releases of 800 words, and Datasette over the same texts.
#
#   sh docker/setup.sh benchmarks && Tests/Benchmarks/search.sh
#
# RELEASES (10000) is the number of releases; DIRECTORY keeps the data between runs; NEWSROOM is an existing binary.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
python="${XDG_CACHE_HOME:-$HOME/.cache}/newsroom/benchmarks/bin"

if [ -z "${NEWSROOM:-}" ]; then
  swift build --quiet --package-path "$root" -c release --static-swift-stdlib --product newsroom
  NEWSROOM=$(swift build --package-path "$root" -c release --show-bin-path)/newsroom
fi
scratch=
if [ -z "${DIRECTORY:-}" ]; then
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  DIRECTORY=$scratch/data
fi
"$python/python" "$here/search.py" "$NEWSROOM" "$python/datasette" "${RELEASES:-10000}" "$DIRECTORY"
