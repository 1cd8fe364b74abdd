"""A backup of a desk with 100,000 releases, and its effect on reads."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import threading
import time

from .. import data
from ..load import ratio, wrk

RELEASES = 100_000


def run(bench, report):
    directory = bench.folder / "large"
    shutil.copytree(bench.data, directory)
    with contextlib.closing(sqlite3.connect(directory / "desk.sqlite")) as file:
        fill(file)
    target = bench.folder / "backup"
    with bench.running(bench.start_newsroom(directory=str(directory))) as server:
        back_up(directory, target)
        seconds = [back_up(directory, target) for _ in range(bench.rounds)]
        report.goal(
            f"a backup of {RELEASES:,} releases, {target.stat().st_size >> 20} MiB", sorted(seconds)[len(seconds) // 2], 10,
            unit=" s")
        alone, beside = [], []
        for _ in range(bench.rounds):
            alone.append(wrk(server, "/releases", bench.seconds))
            with backing_up(directory, target):
                beside.append(wrk(server, "/releases", bench.seconds))
        report.runs({"reads alone": alone, "beside backups": beside})
        report.goal("reads beside backups without a pause", ratio(beside, alone, "rate"), 0.9, most=False, unit=" ×")


def fill(file):
    """Adds items with one revision each, up to the wanted number, as copies of the published ones."""
    data.multiply(file, RELEASES)
    originals = file.execute(
        "SELECT r.document FROM revisions r JOIN items i ON i.number = r.item WHERE i.kind = 'release'").fetchall()
    numbers = file.execute(
        "SELECT number, id FROM documents WHERE number >= ?", [data.FIRST_NUMBER]).fetchall()
    with file:
        file.executemany(
            "INSERT INTO items (number, kind, id, createdAt) VALUES (?, 'release', ?, 0)", [tuple(row) for row in numbers])
        file.executemany(
            "INSERT INTO revisions (item, number, document, at, author, action) VALUES (?, 1, ?, 0, 'benchmark', 'create')",
            [(row[0], originals[number % len(originals)][0]) for number, row in enumerate(numbers)])
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def back_up(directory, target):
    begun = time.perf_counter()
    subprocess.run([os.environ["NEWSROOM"], "backup", target, "--data", directory], check=True, capture_output=True)
    return time.perf_counter() - begun


@contextlib.contextmanager
def backing_up(directory, target):
    ended = threading.Event()

    def run_on():
        while not ended.is_set():
            back_up(directory, target)
    thread = threading.Thread(target=run_on)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
