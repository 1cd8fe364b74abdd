"""A thousand releases, the nth requested 1/n as often as the first, while one is published every second."""

import contextlib
import threading

from .. import data
from ..load import ratio, wrk

TARGETS = 1_000


@contextlib.contextmanager
def writing(server, secret):
    """Publishes a release every second."""
    ended = threading.Event()

    def write():
        number = 1_000_000
        with contextlib.closing(data.connect(server)) as connection:
            while not ended.wait(1):
                number += 1
                data.publish(connection, secret, data.release(number))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        ended.set()
        writer.join()


def run(bench, report):
    many = bench.folder / "many"
    many.write_text("".join(f"/releases/{identifier}\n" for identifier in bench.ids[:TARGETS]))
    one = bench.folder / "one"
    one.write_text(f"/releases/{bench.ids[0]}\n")
    secret = data.token(bench.data, "zipf")
    runs = {}
    for number in range(bench.rounds):
        with writing(bench.newsroom, secret):
            runs.setdefault("1,000 and a writer", []).append(
                wrk(bench.newsroom, "/", bench.seconds, script="targets", targets=many, spread="zipf", round=number))
        runs.setdefault("one", []).append(
            wrk(bench.newsroom, "/", bench.seconds, script="targets", targets=one, round=number))
    report.runs(runs)
    report.goal("requests of one target", ratio(*runs.values(), "rate"), 0.8, most=False, unit=" ×")
