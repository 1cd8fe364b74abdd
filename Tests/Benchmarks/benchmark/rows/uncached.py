"""Uncached answers from the same rows: lists of a theme between two days, and releases."""

from ..load import interleaved, ratio, wrk


def run(bench, report):
    servers = [bench.newsroom, bench.fastapi, bench.datasette]
    report.line("about 20 releases of a theme between two days, with their total (Datasette: without)")
    runs = interleaved(
        bench.rounds, servers,
        lambda server, number: wrk(server, "/", bench.seconds, script="queries", form=server.name, round=number))
    judge(report, runs)
    report.line("one release by its id")
    paths = {"newsroom": "/releases/{}", "fastapi": "/releases/{}", "datasette": "/peers/releases/{}.json?_shape=array"}
    for server in servers:
        path = paths[server.name]
        (bench.folder / server.name).write_text("".join(path.format(identifier) + "\n" for identifier in bench.ids))
    runs = interleaved(
        bench.rounds, servers,
        lambda server, number: wrk(
            server, "/", bench.seconds, script="targets", targets=bench.folder / server.name, fresh=1, round=number))
    judge(report, runs)


def judge(report, runs):
    report.runs(runs)
    ours, fastapi, datasette = runs.values()
    report.goal("CPU of FastAPI", ratio(fastapi, ours, "cpu"), 5, most=False, unit=" × ours")
    report.goal("CPU of Datasette", ratio(datasette, ours, "cpu"), 40, most=False, unit=" × ours")
