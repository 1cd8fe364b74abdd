#!/bin/sh
# Keeps a copy of public.sqlite up to date with a Litestream replica, for `newsroom serve --read-only`:
#   docker/follow.sh REPLICA DIRECTORY
# A stopped follower resumes. If it can't, or if it stalls, it restores a new copy: the read replica serves the old copy
# until the new one is complete. LITESTREAM_CONFIG names a configuration file for the replica.
set -eu

[ $# -eq 2 ] || {
  echo "usage: follow.sh REPLICA DIRECTORY" >&2
  exit 2
}
replica=$1
file=$2/public.sqlite
follower=
trap 'trap - TERM INT; [ -z "$follower" ] || { kill "$follower"; wait "$follower"; }; exit 0' TERM INT

# A signal interrupts this wait, and not a plain sleep.
pause() {
  sleep "$1" &
  wait $!
}

# The newest transaction of the replica; nothing when it cannot be reached.
newest() {
  litestream ltx ${LITESTREAM_CONFIG:+-config "$LITESTREAM_CONFIG"} -level all "$replica" |
    sed -n 's/^[0-9] *[0-9a-f]* *\([0-9a-f]*\) .*/\1/p' | sort | tail -n 1
}

# Returns when the follower has ended, or with 1 when it stalls. A follower whose next transactions are missing from the
# replica stays at its transaction without a word (litestream issue 1515). So when a minute brings no transaction, and
# the replica has a newer one, and still has ten seconds later, the follower stalls.
watch_follower() {
  seen='' since=$(date +%s) behind=''
  while pause 1; kill -0 "$follower" 2>/dev/null; do
    transaction=$(cat "$file-txid" 2>/dev/null || true)
    now=$(date +%s) state="$transaction $(stat -c %Y "$file" 2>/dev/null || true)"
    if [ "$state" != "$seen" ]; then
      seen=$state since=$now behind=''
    elif [ -n "$transaction" ] && [ $((now - since)) -ge 60 ]; then
      latest=$(newest)
      since=$now
      if [ -z "$latest" ] || [ "$latest" = "$transaction" ]; then
        behind=''
      elif [ -z "$behind" ]; then
        behind=yes since=$((now - 50))
      else
        echo "follow.sh: the follower stalls at $transaction, and the replica has $latest; restoring a new copy" >&2
        return 1
      fi
    fi
  done
}

mkdir -p "$2"
# Transactions of another replica must not be applied to this file.
if [ "$(cat "$file-replica" 2>/dev/null)" != "$replica" ]; then
  rm -f "$file-txid" "$file"
  echo "$replica" >"$file-replica"
fi
while :; do
  started=$(date +%s) stalls=''
  litestream restore -f ${LITESTREAM_CONFIG:+-config "$LITESTREAM_CONFIG"} -o "$file" "$replica" &
  follower=$!
  watch_follower || {
    stalls=yes
    # One that does not run does not hear a gentler signal.
    kill -KILL "$follower" 2>/dev/null || true
  }
  wait "$follower" || echo "follow.sh: the follower ended with status $?" >&2
  follower=
  # A follower that ends at once cannot resume from this copy, so start over.
  if [ -n "$stalls" ] || [ $(($(date +%s) - started)) -lt 3 ]; then
    rm -f "$file-txid" "$file"
    pause 1
  fi
done
