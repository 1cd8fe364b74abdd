#!/bin/sh
# Keeps a copy of public.sqlite for `newsroom serve --read-only`, as new as Litestream's replica is:
#   docker/follow.sh REPLICA DIRECTORY
# A follower that was ended goes on where it was. Where it can't, it begins anew: the reading newsroom shows the former
# copy until the new one is whole, and then takes that. LITESTREAM_CONFIG names a configuration for the replica.
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
# What another replica has numbered must not be written into this file.
if [ "$(cat "$file-replica" 2>/dev/null)" != "$replica" ]; then
  rm -f "$file-txid" "$file"
  echo "$replica" >"$file-replica"
fi
while :; do
  started=$(date +%s)
  litestream restore -f ${LITESTREAM_CONFIG:+-config "$LITESTREAM_CONFIG"} -o "$file" "$replica" &
  follower=$!
  wait "$follower" || echo "follow.sh: the follower has ended with status $?" >&2
  follower=
  # One that can't begin ends at once: what it finds it can't go on with.
  if [ $(($(date +%s) - started)) -lt 2 ]; then
    rm -f "$file-txid" "$file"
    sleep 1 &
    wait $!
  fi
done
