"""Read replicas with Litestream: their delay, the cost of a request there, and their cost for the writer."""

import contextlib
import pathlib
import shutil
import statistics
import sys
import time
import urllib.error

from .. import data
from ..bench import get
from ..load import ratio, wrk
from .writes import post

PUBLICATIONS = 20
LITESTREAM = pathlib.Path(sys.executable).with_name("litestream")


def run(bench, report):
    directory = bench.folder / "copied"
    shutil.copytree(bench.data, directory)
    with contextlib.ExitStack() as stack:
        writer = stack.enter_context(bench.running(bench.start_newsroom(directory=str(directory))))
        alone = [wrk(writer, "/releases", bench.seconds) for _ in range(bench.rounds)]
        replica = f"file://{bench.folder}/replica"
        stack.enter_context(bench.running(bench.start("litestream", [
            LITESTREAM, "replicate", directory / "public.sqlite", replica])))
        time.sleep(5)
        readers = [stack.enter_context(reader(bench, replica, number)) for number in range(2)]
        beside = [wrk(writer, "/releases", bench.seconds) for _ in range(bench.rounds)]
        copied = [wrk(readers[0], "/releases", bench.seconds) for _ in range(bench.rounds)]
        report.runs({"writer alone": alone, "writer with two readers": beside, "a reader": copied})
        report.goal("CPU of a request of the writer, with readers", ratio(beside, alone, "cpu"), 1.1, unit=" ×")
        report.goal("CPU of a request of a reader, against the writer", ratio(copied, alone, "cpu"), 1.1, unit=" ×")
        late = lags(writer, readers, str(directory))
        report.goal(f"from a publication to a reader, median of {PUBLICATIONS}", statistics.median(late), 2, unit=" s")
        report.line(f"the latest: {max(late):.1f} s")


@contextlib.contextmanager
def reader(bench, replica, number):
    copy = bench.folder / f"copy-{number}"
    command = [LITESTREAM, "restore", "-f", "-o", copy / "public.sqlite", replica]
    with bench.running(bench.start(f"follower-{number}", command)):
        while not (copy / "public.sqlite-txid").exists():
            time.sleep(0.1)
        with bench.running(bench.start_newsroom("--read-only", directory=str(copy), name=f"reader-{number}")) as server:
            yield server


def lags(writer, readers, directory):
    """Seconds from the acknowledgment of each publication until a replica shows it."""
    secret = data.token(directory, "copies")
    late = []
    with contextlib.closing(data.connect(writer)) as connection:
        for number in range(PUBLICATIONS):
            item = post(connection, secret, data.release(5_000_000 + number))
            begun = time.perf_counter()
            while not is_there(readers[number % 2], item["id"]):
                if time.perf_counter() - begun > 60:
                    raise SystemExit("a publication did not come to a reader within a minute")
                time.sleep(0.02)
            late.append(time.perf_counter() - begun)
            time.sleep(0.13 * (number % 8))
    return late


def is_there(server, identifier):
    try:
        return bool(get(f"{server.url}/releases/{identifier}"))
    except urllib.error.HTTPError:
        return False
