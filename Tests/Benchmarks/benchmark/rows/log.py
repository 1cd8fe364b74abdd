"""The effect of the access log on the throughput of cached answers."""

from ..load import interleaved, ratio, wrk


def run(bench, report):
    target = bench.answers["list"][0]
    with bench.running(bench.start_newsroom("--access-log", bench.folder / "access.log")) as logging:
        logging.name = "with its log"
        servers = [logging, bench.newsroom]
        runs = interleaved(bench.rounds, servers, lambda server, _: wrk(server, target, bench.seconds))
    report.runs(runs)
    report.goal("requests without", ratio(*runs.values(), "rate"), 0.9, most=False, unit=" ×")
