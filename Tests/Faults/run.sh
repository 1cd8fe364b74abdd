#!/usr/bin/env bash
# Faults of the machine, applied to the built program: one row for each, with the fate of every acknowledged write.
#
#   sh docker/setup.sh tests && Tests/Faults/run.sh            all rows; as root, since disks are mounted
#   Tests/Faults/run.sh kill memory                            some of them; --help lists them
#
# NEWSROOM is the path of an existing binary. `NEWSROOM_FAULTS=all swift test --filter Fault` breaks each write, sync
# and truncation of SQLite's files; `swift test --filter ClockTests` makes clocks jump.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

if [ -z "${NEWSROOM:-}" ]; then
  swift build --quiet --package-path "$root" -c release --static-swift-stdlib --product newsroom
  NEWSROOM=$(swift build --package-path "$root" -c release --show-bin-path)/newsroom
fi
export NEWSROOM PYTHONDONTWRITEBYTECODE=1
exec "${XDG_CACHE_HOME:-$HOME/.cache}/newsroom/python/bin/python" "$here/faults.py" "$@"
