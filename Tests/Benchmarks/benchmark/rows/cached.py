"""Cached answers of about 20 KB, against the same bytes from files and from memory."""

from ..bench import get
from ..load import interleaved, ratio, wrk


def run(bench, report):
    servers = [bench.newsroom, bench.nginx, bench.hummingbird]
    compare(bench, report, servers, [64, 256], threads=2)


def compare(bench, report, servers, connections, **load):
    for name in ("list", "release"):
        target, content = bench.answers[name]
        for server in servers:
            if get(server.url + target) != content:
                raise SystemExit(f"{server.name} answers {target} otherwise")
        for count in connections:
            report.line(f"{name}, {len(content):,} bytes, {count} connections")
            runs = interleaved(
                bench.rounds, servers,
                lambda server, _: wrk(server, target, bench.seconds, connections=count, **load))
            report.runs(runs)
            ours, nginx, hummingbird = runs.values()
            report.goal("requests of nginx", ratio(ours, nginx, "rate"), 1.2, most=False, unit=" ×")
            report.goal("CPU of nginx", ratio(ours, nginx, "cpu"), 0.75, unit=" ×")
            report.goal("CPU of Hummingbird", ratio(ours, hummingbird, "cpu"), 0.35, unit=" ×")
            if count == 64:
                report.goal("p99 of nginx", ratio(ours, nginx, "p99"), 1, unit=" ×")
