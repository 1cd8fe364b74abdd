"""The rows of the benchmark, by name."""

import argparse
import contextlib
import importlib
import sys

from .bench import Bench
from .report import Report

ROWS = {
    "cached": "cached answers beside nginx from files and Hummingbird, with 64 and 256 connections",
    "pinned": "the same, each server on one core and the load on the other",
    "small": "a cached answer of 2 KB beside nginx from memory",
    "log": "cached answers with the access log on and off",
    "zipf": "1,000 targets, unevenly asked for, while a release goes out every second",
    "instructions": "user instructions of a request, against what they were (callgrind)",
    "uncached": "lists and releases that are never asked for twice, beside FastAPI and Datasette",
    "idle": "10,000 idle connections",
    "writes": "drafts beside bare SQLite, cached reads beside drafts, 100 scheduled releases at once",
    "pages": "the first and the last page of 10,000 and of 1,000,000 releases",
    "start": "from the start to the first answer",
    "memory": "memory after a million requests",
    "close": "a connection for each request, beside nginx",
    "deliveries": "from publication to 1,000 and 10,000 receivers, and to a listener of the stream",
    "copies": "read replicas with Litestream: their delay and their cost",
    "backup": "a backup of 100,000 releases, and reads meanwhile",
    "syscalls": "system calls of a request (strace)",
}


def main():
    names = "\n".join(f"  {name:14}{meaning}" for name, meaning in ROWS.items())
    parser = argparse.ArgumentParser(
        prog="run.sh", formatter_class=argparse.RawDescriptionHelpFormatter, epilog=f"rows:\n{names}",
        description="ROUNDS, SECONDS_EACH and RELEASES in the environment change the measure (3, 4 and 10000).")
    parser.add_argument("rows", nargs="*", metavar="ROW", help="all rows without one")
    wanted = parser.parse_args().rows or list(ROWS)
    unknown = [name for name in wanted if name not in ROWS]
    if unknown:
        parser.error(f"no such row: {', '.join(unknown)}; there are {', '.join(ROWS)}")
    report = Report()
    with contextlib.closing(Bench()) as bench:
        for name in wanted:
            report.begin(f"{name}: {ROWS[name]}")
            importlib.import_module(f"benchmark.rows.{name}").run(bench, report)
    sys.exit(1 if report.failed else 0)


main()
