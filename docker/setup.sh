#!/bin/sh
# The one list of what is needed from outside: installs the missing Debian packages, for a build, and for [tests] and
# [benchmarks] as named; for tests also what reads our formats, from PyPI.
set -eu

build="ca-certificates git libcmark-dev libcurl4-openssl-dev libsqlite3-dev libstemmer-dev libxxhash-dev tzdata zlib1g-dev"
tests="faketime gcc gdal-bin libc6-dev python3-venv"
benchmarks="curl nginx-light procps python3 wrk"
pypi="openapi-spec-validator==0.9.0 feedparser==6.0.14 vobject==0.9.9"

fail() {
  echo "docker/setup.sh: $1" >&2
  exit 1
}

wanted=$build
with_tests=
for part in "$@"; do
  case $part in
    tests) wanted="$wanted $tests" with_tests=yes ;;
    benchmarks) wanted="$wanted $benchmarks" ;;
    *) fail "usage: sh docker/setup.sh [tests] [benchmarks]" ;;
  esac
done

# Python's packages, in an environment of their own that all clones share.
setup_python() {
  python="${XDG_CACHE_HOME:-$HOME/.cache}/newsroom/python"
  [ "$(cat "$python/packages" 2>/dev/null)" != "$pypi" ] || return 0
  echo "docker/setup.sh: installing $pypi in $python" >&2
  /usr/bin/python3 -m venv --clear "$python" || fail "no Python environment could be made in $python"
  # shellcheck disable=SC2086
  "$python/bin/pip" install --quiet --disable-pip-version-check $pypi </dev/null >&2 ||
    fail "pip could not install: $pypi"
  echo "$pypi" >"$python/packages"
}

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

if [ -n "$missing" ]; then
  sudo=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "only root can install the missing packages:$missing"
    sudo="sudo"
  fi
  echo "docker/setup.sh: installing$missing" >&2
  apt="$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0"
  $apt update </dev/null >&2 || fail "apt-get update failed"
  # shellcheck disable=SC2086
  $apt install --yes --no-install-recommends $missing </dev/null >&2 || fail "apt-get could not install:$missing"
fi

[ -z "$with_tests" ] || setup_python
