#!/usr/bin/env bash
# The benchmark: newsroom, nginx and Hummingbird side by side on loopback, interleaved, as medians and ratios.
#
#   sh docker/setup.sh benchmarks && Tests/Benchmarks/run.sh
#
# ROUNDS, SECONDS_EACH, THREADS, CONNECTIONS and RELEASES change the measure; NEWSROOM names a binary built already.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=${ROUNDS:-3}
seconds=${SECONDS_EACH:-4}
threads=${THREADS:-2}
connections=${CONNECTIONS:-64}
releases=${RELEASES:-10000}

scratch=$(mktemp -d)
chmod 755 "$scratch"
started=()

# Only what was started here is stopped, each by its own number.
stop_all() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$scratch"
}
trap stop_all EXIT

fail() {
  echo "run.sh: $1" >&2
  exit 1
}

build() {
  newsroom=${NEWSROOM:-}
  if [ -z "$newsroom" ]; then
    swift build --quiet --package-path "$root" -c release --product newsroom
    newsroom=$(swift build --package-path "$root" -c release --show-bin-path)/newsroom
  fi
  swift build --quiet --package-path "$here" -c release
  peer=$(swift build --package-path "$here" -c release --show-bin-path)/hummingbird-peer
}

# --- the servers, each with its base URL in urls[] and its number in pids[] ---
declare -A urls pids

# Waits until a server answers at $1, at most 30 s; $2 is its number.
wait_for() {
  for _ in $(seq 300); do
    curl --silent --output /dev/null --max-time 2 "$1" && return
    kill -0 "$2" 2>/dev/null || fail "the server for $1 has stopped"
    sleep 0.1
  done
  fail "nothing answers at $1"
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start_newsroom() {
  "$newsroom" serve --demo --data "$scratch/data" --port 0 >"$scratch/newsroom.out" 2>"$scratch/newsroom.err" &
  pids[newsroom]=$!
  started+=($!)
  for _ in $(seq 300); do
    urls[newsroom]=$(sed -n 's/^listening on //p' "$scratch/newsroom.out")
    [ -n "${urls[newsroom]}" ] && return
    kill -0 "${pids[newsroom]}" 2>/dev/null || fail "newsroom stopped: $(cat "$scratch/newsroom.err")"
    sleep 0.1
  done
  fail "newsroom does not listen"
}

# Fills the data directory over the product's own API. A write is limited per token, so each token takes a share.
seed() {
  local tokens=()
  for number in $(seq $(((releases + 399) / 400))); do
    tokens+=("$("$newsroom" token create --data "$scratch/data" --name "seed-$number" --scope draft --scope publish |
      grep -o 'nrt_[A-Za-z0-9_-]*')")
  done
  python3 "$here/seed.py" "${urls[newsroom]}" "$releases" "${tokens[@]}"
}

start_nginx() {
  local port
  port=$(free_port)
  sed -e "s|@PORT@|$port|" -e "s|@FILES@|$scratch/files|" -e "s|@DETAIL@|$detail|" "$here/nginx.conf" \
    >"$scratch/nginx.conf"
  nginx -p "$scratch" -c "$scratch/nginx.conf" &
  pids[nginx]=$!
  started+=($!)
  urls[nginx]=http://127.0.0.1:$port
  wait_for "${urls[nginx]}/releases" "${pids[nginx]}"
}

start_hummingbird() {
  local port
  port=$(free_port)
  "$peer" "$port" "/releases=$scratch/files/list" "$detail=$scratch/files/detail" &
  pids[hummingbird]=$!
  started+=($!)
  urls[hummingbird]=http://127.0.0.1:$port
  wait_for "${urls[hummingbird]}/releases" "${pids[hummingbird]}"
}

# The answers that nginx and Hummingbird will serve, taken from newsroom; all three must then agree to the byte.
take_answers() {
  mkdir "$scratch/files"
  curl --silent --fail "${urls[newsroom]}/releases" >"$scratch/files/list"
  detail=/releases/$(python3 -c 'import json, sys; print(json.load(sys.stdin)["items"][0]["id"])' <"$scratch/files/list")
  curl --silent --fail "${urls[newsroom]}$detail" >"$scratch/files/detail"
}

compare_answers() {
  for server in newsroom nginx hummingbird; do
    curl --silent --fail "${urls[$server]}/releases" | cmp - "$scratch/files/list"
    curl --silent --fail "${urls[$server]}$detail" | cmp - "$scratch/files/detail"
  done
}

# --- the measure ---

# User and system time of a process and its children, in clock ticks.
cpu_ticks() {
  cat "/proc/$1/stat" $(pgrep -P "$1" | sed 's|.*|/proc/&/stat|') | sed 's/.*) //' |
    awk '{ ticks += $12 + $13 } END { print ticks }'
}

# One run of wrk: target, server, script, address → a line in the results.
measure() {
  local before after line
  before=$(cpu_ticks "${pids[$2]}")
  line=$(ROUND=$round wrk -t"$threads" -c"$connections" -d"${seconds}s" --timeout 5s -s "$here/$3" "$4" |
    sed -n 's/^result //p')
  after=$(cpu_ticks "${pids[$2]}")
  echo "$1 $2 $line $((after - before))" >>"$scratch/results"
}

measure_all() {
  for round in $(seq "$rounds"); do
    for server in newsroom nginx hummingbird; do measure list "$server" report.lua "${urls[$server]}/releases"; done
    for server in newsroom nginx hummingbird; do measure detail "$server" report.lua "${urls[$server]}$detail"; done
    measure query newsroom queries.lua "${urls[newsroom]}/releases"
  done
}

build
start_newsroom
echo "run.sh: making $releases releases" >&2
seed
take_answers
start_nginx
start_hummingbird
compare_answers
echo "run.sh: $rounds rounds of $seconds s each, $threads threads and $connections connections" >&2
measure_all
python3 "$here/report.py" "$scratch/results" "$(getconf CLK_TCK)" \
  "$(wc -c <"$scratch/files/list")" "$(wc -c <"$scratch/files/detail")"
