"""Writes of the desk and of bare SQLite with the same rows, cached reads beside a writer, and a hundred plans at once."""

import contextlib
import datetime
import itertools
import json
import shutil
import sqlite3
import statistics
import threading
import time

from .. import data
from ..bench import get_json
from ..load import ratio, wrk

WRITES = 200
TOGETHER = 100


def run(bench, report):
    directory = str(bench.folder / "writes")
    shutil.copytree(bench.data, directory)
    with bench.running(bench.start_newsroom(directory=directory)) as server:
        beside_sqlite(bench, report, server, directory)
        beside_reads(bench, report, server, directory)
        at_once(report, server, directory)


def beside_sqlite(bench, report, server, directory):
    """Each round writes drafts over HTTP, then the same rows into a copy of the file from before."""
    ours, bare = [], []
    for number in range(bench.rounds):
        copies = [bench.folder / f"desk-{number}-{side}.sqlite" for side in ["before", "after"]]
        back_up(directory, copies[0])
        secret = data.token(directory, f"writes-{number}")
        numbers = itertools.count(2_000_000 + number * WRITES)
        with contextlib.closing(data.connect(server)) as connection:
            ours.append(timed(WRITES, lambda _: post(connection, secret, draft(next(numbers)))))
        back_up(directory, copies[1])
        bare.append(write_bare(*copies))
    for name, seconds in [("newsroom", ours), ("bare SQLite", bare)]:
        report.line(f"{name}: {statistics.median(seconds) / WRITES * 1e3:.2f} ms a write, {WRITES} one after another")
    report.goal("writes of the desk", statistics.median(b / o for b, o in zip(bare, ours)), 0.7, most=False,
                unit=" × those of bare SQLite")


def back_up(directory, path):
    with contextlib.closing(sqlite3.connect(f"{directory}/desk.sqlite")) as file, \
            contextlib.closing(sqlite3.connect(path)) as copy:
        file.backup(copy)


def write_bare(before, after):
    """Seconds to write the new rows, with one transaction for each write. Of the search index it writes the final blocks,
    not merged ones. Foreign keys are off, since each table's rows are spread evenly over the transactions."""
    with contextlib.closing(sqlite3.connect(before, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = FULL")
        file.execute("ATTACH ? AS newer", [str(after)])
        tables = [name for name, in file.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT LIKE 'sqlite_%'")]
        # Rows that a trigger writes count too.
        rows = {name: file.execute(f"SELECT * FROM newer.{name} EXCEPT SELECT * FROM main.{name}").fetchall()
                for name in tables if name not in ("counts", "embargoBacklog", "tokens")}

        def write(number):
            file.execute("BEGIN IMMEDIATE")
            for name, found in rows.items():
                share = found[number * len(found) // WRITES:(number + 1) * len(found) // WRITES]
                if share:
                    file.executemany(f"INSERT OR REPLACE INTO main.{name} VALUES ({', '.join('?' * len(share[0]))})", share)
            file.execute("COMMIT")

        return timed(WRITES, write)


def timed(count, act):
    start = time.perf_counter()
    for number in range(count):
        act(number)
    return time.perf_counter() - start


def draft(number):
    return data.release(number) | {"status": "draft"}


def post(connection, secret, content, path="/releases"):
    fields = {"Content-Type": "application/json", "Authorization": f"Bearer {secret}"}
    connection.request("POST", path, json.dumps(content), fields)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status not in (200, 201):
        raise SystemExit(f"POST {path}: {answer.status} {body.decode(errors='replace')}")
    return json.loads(body)


def beside_reads(bench, report, server, directory):
    """CPU of cached reads while the desk writes 20 drafts a second, minus the cost of the drafts alone."""
    secret = data.token(directory, "beside")
    numbers = itertools.count(3_000_000)

    @contextlib.contextmanager
    def writing():
        ended, written = threading.Event(), []

        def write():
            with contextlib.closing(data.connect(server)) as connection:
                while not ended.wait(0.05):
                    post(connection, secret, draft(next(numbers)))
                    written.append(1)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            yield written
        finally:
            ended.set()
            writer.join()

    alone, beside = [], []
    for _ in range(bench.rounds):
        before = server.cpu_seconds()
        with writing() as written:
            time.sleep(bench.seconds)
        each = (server.cpu_seconds() - before) / len(written)
        alone.append(wrk(server, "/releases", bench.seconds))
        with writing() as written:
            found = wrk(server, "/releases", bench.seconds)
        beside.append(found._replace(cpu=found.cpu - each * len(written) / found.requests * 1e5))
    report.runs({"reads alone": alone, "beside writes": beside})
    report.goal("CPU of a cached read beside writes", ratio(beside, alone, "cpu"), 1.1, unit=" ×")


def at_once(report, server, directory):
    """The delay until all of a hundred releases that are scheduled for one instant are public."""
    secret = data.token(directory, "at-once")
    before = get_json(f"{server.url}/releases")["total"]
    at = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) + datetime.timedelta(seconds=20)
    with contextlib.closing(data.connect(server)) as connection:
        for number in range(TOGETHER):
            item = post(connection, secret, draft(4_000_000 + number))
            plan = {"at": at.isoformat(), "acknowledge": [finding["code"] for finding in item["findings"]]}
            post(connection, secret, plan, f"/releases/{item['id']}/publications")
        if datetime.datetime.now(datetime.timezone.utc) >= at:
            raise SystemExit("scheduling took longer than until the instant")
        while get_json(f"{server.url}/releases")["total"] < before + TOGETHER:
            if datetime.datetime.now(datetime.timezone.utc) > at + datetime.timedelta(seconds=30):
                raise SystemExit("not all of them went out")
            time.sleep(0.01)
    late = (datetime.datetime.now(datetime.timezone.utc) - at).total_seconds()
    report.goal(f"{TOGETHER} releases of one instant, all there after", late, 1, unit=" s")
