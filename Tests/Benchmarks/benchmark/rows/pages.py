"""The first and the last page of a collection, found by following its links, computed for every request."""

import contextlib
import re

from .. import data
from ..bench import get_json
from ..load import ratio, wrk


def run(bench, report):
    measure(bench, report, bench.newsroom, bench.releases)
    directory = data.make(bench, 1_000_000, is_short=True)
    with bench.running(bench.start_newsroom(directory=directory)) as newsroom:
        measure(bench, report, newsroom, 1_000_000)


def measure(bench, report, server, count):
    cursor = last_cursor(server)
    runs = {}
    for name, target in {"last page": f"/releases?pageSize=20&after={cursor}", "first page": "/releases?pageSize=20"}.items():
        path = bench.folder / f"page-{count}"
        runs[name] = []
        path.write_text(target + "\n")
        for number in range(bench.rounds):
            runs[name].append(
                wrk(server, "/", bench.seconds, script="targets", targets=path, fresh=1, round=number))
    report.line(f"{get_json(f'{server.url}/releases?pageSize=1')['total']:,} releases")
    report.runs(runs)
    report.goal("CPU of the last page", ratio(*runs.values(), "cpu"), 1.5, unit=" × the first")


def last_cursor(server):
    """The cursor of the last page, found with pages of a hundred on one connection."""
    cursor, found = None, re.compile(r"[?&]after=([^&>]+)[^>]*>; rel=\"next\"")
    with contextlib.closing(data.connect(server)) as connection:
        while True:
            connection.request("GET", "/releases?pageSize=100" + (f"&after={cursor}" if cursor else ""))
            answer = connection.getresponse()
            answer.read()
            following = found.search(answer.headers.get("Link", ""))
            if not following:
                return cursor
            cursor = following.group(1)
