#!/bin/sh
# The one list of Debian packages: installs the missing ones, for a build, and for [tests] and [benchmarks] as named.
set -eu

build="ca-certificates git libcmark-dev libcurl4-openssl-dev libsqlite3-dev libxxhash-dev tzdata zlib1g-dev"
tests="" # So far they need nothing more.
benchmarks="curl nginx-light procps python3 wrk"

fail() {
  echo "docker/setup.sh: $1" >&2
  exit 1
}

wanted=$build
for part in "$@"; do
  case $part in
    tests) wanted="$wanted $tests" ;;
    benchmarks) wanted="$wanted $benchmarks" ;;
    *) fail "usage: sh docker/setup.sh [tests] [benchmarks]" ;;
  esac
done

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
  fail "no apt here; install by hand what Debian calls: $wanted"

# One query for all of them; it exits non-zero when dpkg has never heard of one, which only means that it is missing.
# shellcheck disable=SC2016,SC2086
known=$(dpkg-query -W -f '${Package}=${db:Status-Status} ' $wanted 2>/dev/null || true)
missing=
for package in $wanted; do
  case " $known" in
    *" $package=installed "*) ;;
    *) missing="$missing $package" ;;
  esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || fail "only root can install the missing packages:$missing"
  exec sudo sh "$0" "$@"
fi

echo "docker/setup.sh: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
apt="apt-get -qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0"
$apt update </dev/null >&2 || fail "apt-get update failed"
# shellcheck disable=SC2086
$apt install --yes --no-install-recommends $missing </dev/null >&2 || fail "apt-get could not install:$missing"
