"""The cost of ten thousand idle connections, and their effect on throughput."""

import contextlib
import resource
import socket
import time
import urllib.parse

from ..load import ratio, wrk

COUNT = 10_000


@contextlib.contextmanager
def idle(server):
    """Opens the connections, each with one request answered, and holds them."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    address = urllib.parse.urlsplit(server.url)
    with contextlib.ExitStack() as stack:
        for _ in range(COUNT):
            connection = stack.enter_context(socket.create_connection((address.hostname, address.port)))
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        yield


def run(bench, report):
    target = bench.answers["list"][0]
    limits = ["--connections", 20_000, "--limits", "idleSeconds=600"]
    runs = {"beside them": [], "alone": []}
    with bench.running(bench.start_newsroom(*limits)) as server:
        wrk(server, target, 2, connections=256)
        time.sleep(1)
        before = server.resident()
        with idle(server):
            time.sleep(1)
            each = (server.resident() - before) / COUNT
        for _ in range(bench.rounds):
            with idle(server):
                runs["beside them"].append(wrk(server, target, bench.seconds))
            runs["alone"].append(wrk(server, target, bench.seconds))
    report.runs(runs)
    report.goal("resident for each", each / 1024, 0.5, unit=" KB")
    report.goal("requests beside them", ratio(*runs.values(), "rate"), 0.9, most=False, unit=" ×")
