"""The first and the last page of a collection, found by following its links, each computed anew for every request."""

import urllib.parse

from .. import data
from ..bench import get_json
from ..load import ratio, wrk


def run(bench, report):
    measure(bench, report, bench.newsroom, bench.releases)
    directory = data.make(bench, 1_000_000, is_short=True)
    with bench.running(bench.start_newsroom(directory=directory)) as newsroom:
        measure(bench, report, newsroom, 1_000_000)


def measure(bench, report, server, count):
    last = f"{server.url}/releases?pageSize=100"
    while (page := get_json(last)).get("next"):
        last = page["next"]
    cursor = urllib.parse.parse_qs(urllib.parse.urlsplit(last).query)["after"][0]
    runs = {}
    for name, target in {"last page": f"/releases?pageSize=20&after={cursor}", "first page": "/releases?pageSize=20"}.items():
        path = bench.folder / f"page-{count}"
        runs[name] = []
        path.write_text(target + "\n")
        for number in range(bench.rounds):
            runs[name].append(
                wrk(server, "/", bench.seconds, script="targets", targets=path, fresh=1, round=number))
    report.line(f"{page['total']:,} releases")
    report.runs(runs)
    report.goal("CPU of the last page", ratio(*runs.values(), "cpu"), 1.5, unit=" × the first")
