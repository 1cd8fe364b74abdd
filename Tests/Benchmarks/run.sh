#!/usr/bin/env bash
# The benchmark: newsroom and its peers on loopback, in interleaved rounds; results are medians and ratios.
#
#   sh docker/setup.sh benchmarks && Tests/Benchmarks/run.sh            all rows
#   Tests/Benchmarks/run.sh cached instructions                         some of them; --help lists them
#
# NEWSROOM is the path of an existing binary; PEERS is the folder for the peers that are built here.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

if [ -z "${NEWSROOM:-}" ]; then
  swift build --quiet --package-path "$root" -c release --static-swift-stdlib --product newsroom
  NEWSROOM=$(swift build --package-path "$root" -c release --show-bin-path)/newsroom
fi
if [ -z "${PEERS:-}" ]; then
  swift build --quiet --package-path "$here" -c release
  PEERS=$(swift build --package-path "$here" -c release --show-bin-path)
fi
export NEWSROOM HUMMINGBIRD="$PEERS/hummingbird-peer" PARK="$PEERS/libpark.so"
export PYTHONDONTWRITEBYTECODE=1
cd "$here"
exec "${XDG_CACHE_HOME:-$HOME/.cache}/newsroom/benchmarks/bin/python" -m benchmark "$@"
