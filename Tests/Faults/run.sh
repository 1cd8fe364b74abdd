#!/usr/bin/env bash
# What can go wrong with a machine, done to the built program, and what became of every acknowledged write: a row each.
#
#   sh docker/setup.sh tests && Tests/Faults/run.sh            all rows; as root, since disks are mounted
#   Tests/Faults/run.sh kill memory                            some of them; --help lists them
#
# NEWSROOM names a binary that is built already. The n-th write, sync and cut of SQLite's files is broken off by
# `NEWSROOM_FAULTS=all swift test --filter Fault`, clocks jump in `swift test --filter ClockTests`.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

if [ -z "${NEWSROOM:-}" ]; then
  swift build --quiet --package-path "$root" -c release --static-swift-stdlib --product newsroom
  NEWSROOM=$(swift build --package-path "$root" -c release --show-bin-path)/newsroom
fi
export NEWSROOM PYTHONDONTWRITEBYTECODE=1
exec "${XDG_CACHE_HOME:-$HOME/.cache}/newsroom/python/bin/python" "$here/faults.py" "$@"
