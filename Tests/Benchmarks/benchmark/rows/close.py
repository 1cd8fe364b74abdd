"""One connection for each request."""

from ..load import interleaved, ratio, wrk


def run(bench, report):
    target = bench.answers["list"][0]
    runs = interleaved(
        bench.rounds, [bench.newsroom, bench.nginx],
        lambda server, _: wrk(server, target, bench.seconds, fields=["Connection: close"]))
    report.runs(runs)
    report.goal("CPU of nginx", ratio(*runs.values(), "cpu"), 1.3, unit=" ×")
