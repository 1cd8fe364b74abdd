"""How long a client waits while the server starts on existing data."""

import statistics
import time

from ..bench import get

STARTS = 15


def run(bench, report):
    directory = bench.data
    waits = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        with bench.running(bench.start_newsroom(directory=directory)) as server:
            get(server.url + "/releases")
            waits.append((time.perf_counter() - begun) * 1e3)
    report.goal("from the start to the first answer, median", statistics.median(waits), 50, unit=" ms")
