"""A cached answer of 2 KB against nginx's `return` of the same bytes."""

from ..bench import get
from ..load import interleaved, ratio, wrk


def run(bench, report):
    target, content = bench.answers["small"]
    targets = {"newsroom": target, "nginx": "/small"}
    servers = [bench.newsroom, bench.nginx]
    for server in servers:
        if get(server.url + targets[server.name]) != content:
            raise SystemExit(f"{server.name} answers otherwise")
    report.line(f"{len(content):,} bytes, 64 connections")
    runs = interleaved(
        bench.rounds, servers, lambda server, _: wrk(server, targets[server.name], bench.seconds))
    report.runs(runs)
    report.goal("CPU of nginx's return", ratio(*runs.values(), "cpu"), 1.1, unit=" ×")
