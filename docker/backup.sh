#!/bin/sh
# The nightly backup: copies the desk, tests the copy, and deletes the copies that are too old:
#   docker/backup.sh DIRECTORY [DAYS]
# DIRECTORY is best on another machine. A copy is kept for DAYS, 30 by default. Nothing is deleted when the backup fails,
# so the last good copies stay.
set -eu

case $# in 1 | 2) ;; *)
  echo "usage: backup.sh DIRECTORY [DAYS]" >&2
  exit 2
  ;;
esac
newsroom backup --test "$1/desk-$(date +%F).sqlite"
find "$1" -maxdepth 1 -type f -name 'desk-????-??-??.sqlite' -mtime +"${2:-30}" -delete
