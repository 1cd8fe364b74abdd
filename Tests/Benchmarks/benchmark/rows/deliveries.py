"""The time from publication to webhook receivers and to a stream client, and the effect on reads.

Every receiver has its own address in 127.0.0.0/8, since a host and port get at most eight requests at once."""

import contextlib
import itertools
import shutil
import socket
import sqlite3
import statistics
import sys
import threading
import time
import urllib.parse

from .. import data
from ..bench import HERE, get_json
from ..load import ratio, wrk

MEBIBYTE = 1 << 20
LISTENED = 20
ALLOWED = ["env", "NEWSROOM_OUTBOUND_ALLOW=127.0.0.0/8", "NEWSROOM_OUTBOUND_ALLOW_HTTP=true"]
numbers = itertools.count(5_000_000)


def run(bench, report):
    directory = str(bench.folder / "deliveries")
    shutil.copytree(bench.data, directory)
    secret = data.token(directory, "deliveries")
    with bench.running(bench.start("receiver", ["env", f"PYTHONPATH={HERE}", sys.executable, "-m", "benchmark.receiver"])) as receiver:
        port = int(receiver.wait_for_line("receiving on "))
        with bench.running(bench.start_newsroom(directory=directory, under=ALLOWED)) as server:
            listen(report, server, secret)
        subscribe(directory, port, 1_000)
        with bench.running(bench.start_newsroom(directory=directory, under=ALLOWED)) as server:
            tell(bench, report, server, secret, port, 1_000, 2)
            beside_reads(bench, report, server, secret, port)
        subscribe(directory, port, 10_000)
        with bench.running(bench.start_newsroom(directory=directory, under=ALLOWED)) as server:
            tell(bench, report, server, secret, port, 10_000, 15)


def publish(server, secret):
    """The time when the request was sent."""
    with contextlib.closing(data.connect(server)) as connection:
        start = time.monotonic()
        data.publish(connection, secret, data.release(next(numbers)))
        return start


def subscribe(directory, port, count):
    """Adds subscriptions without a filter, up to a number."""
    with contextlib.closing(sqlite3.connect(f"{directory}/desk.sqlite")) as file, file:
        there, = file.execute("SELECT count(*) FROM subscriptions").fetchone()
        for number in range(there, count):
            authority = f"127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}:{port}"
            file.execute(
                """INSERT INTO subscriptions (url, authority, filter, secret, state, createdAt, createdBy, afterEvent)
                VALUES (?, ?, '{}', randomblob(32), 'active', 0, 'benchmark', (SELECT coalesce(max(number), 0) FROM events))""",
                [f"http://{authority}/hook", authority])


def tell(bench, report, server, secret, port, count, goal):
    """The time from one publication to its last receiver, and the memory that this takes."""
    # A first run, so that the server has its pages in memory.
    rounds = [delivered(server, secret, port, count) for _ in range(1 + bench.rounds)][1:]
    report.goal(f"publication to the last of {count:,} receivers", statistics.median(took for took, _ in rounds), goal,
                unit=" s")
    report.goal(f"memory above idle meanwhile, {count:,} receivers", max(grown for _, grown in rounds) / MEBIBYTE, 32,
                unit=" MiB")


def delivered(server, secret, port, count):
    get_json(f"http://127.0.0.1:{port}/reset")
    idle = most = server.resident()
    start = publish(server, secret)
    while (seen := get_json(f"http://127.0.0.1:{port}/count"))["count"] < count:
        most = max(most, server.resident())
        if time.monotonic() > start + 120:
            raise SystemExit(f"{seen['count']} of {count} receivers got it")
        time.sleep(0.02)
    return seen["last"] - start, most - idle


def listen(report, server, secret):
    """The time from a publication to a stream client."""
    address = urllib.parse.urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=30) as listener:
        listener.sendall(f"GET /stream HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
        while b"\r\n\r\n" not in listener.recv(1 << 16):
            pass
        times = []
        for _ in range(LISTENED):
            start = publish(server, secret)
            while b"event: release.published" not in listener.recv(1 << 18):
                pass
            times.append(time.monotonic() - start)
    report.goal(f"publication to a listener, median of {LISTENED}", statistics.median(times) * 1e3, 50, unit=" ms")


def beside_reads(bench, report, server, secret, port):
    """Cached reads while a thousand receivers get one release after another."""

    @contextlib.contextmanager
    def telling():
        ended, count = threading.Event(), []

        def tell():
            while not ended.is_set():
                delivered(server, secret, port, 1_000)
                count.append(1)

        teller = threading.Thread(target=tell)
        teller.start()
        try:
            yield count
        finally:
            ended.set()
            teller.join()

    alone, beside = [], []
    for _ in range(bench.rounds):
        alone.append(wrk(server, "/releases", bench.seconds))
        with telling():
            beside.append(wrk(server, "/releases", bench.seconds))
    report.runs({"reads alone": alone, "beside deliveries": beside})
    report.goal("cached reads beside deliveries", ratio(beside, alone, "rate"), 0.9, most=False, unit=" ×")
