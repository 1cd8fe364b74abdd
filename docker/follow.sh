#!/bin/sh
# Keeps a copy of public.sqlite up to date with a Litestream replica, for `newsroom serve --read-only`:
#   docker/follow.sh REPLICA DIRECTORY
# A stopped follower resumes. If it can't, it restores a new copy: the read replica serves the old copy until the new
# one is complete. LITESTREAM_CONFIG names a configuration file for the replica.
set -eu

[ $# -eq 2 ] || {
  echo "usage: follow.sh REPLICA DIRECTORY" >&2
  exit 2
}
replica=$1
file=$2/public.sqlite
follower=
trap 'trap - TERM INT; [ -z "$follower" ] || { kill "$follower"; wait "$follower"; }; exit 0' TERM INT

mkdir -p "$2"
# Transactions of another replica must not be applied to this file.
if [ "$(cat "$file-replica" 2>/dev/null)" != "$replica" ]; then
  rm -f "$file-txid" "$file"
  echo "$replica" >"$file-replica"
fi
while :; do
  started=$(date +%s)
  litestream restore -f ${LITESTREAM_CONFIG:+-config "$LITESTREAM_CONFIG"} -o "$file" "$replica" &
  follower=$!
  wait "$follower" || echo "follow.sh: the follower ended with status $?" >&2
  follower=
  # A follower that ends at once cannot resume from this copy, so start over.
  if [ $(($(date +%s) - started)) -lt 2 ]; then
    rm -f "$file-txid" "$file"
    sleep 1 &
    wait $!
  fi
done
