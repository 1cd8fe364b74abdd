"""The cached answers again, with one core for the server and the other for the load."""

import os

from .. import peers
from .cached import compare


def run(bench, report):
    answers = bench.answers
    # Links in answers begin with the address of the server.
    address = answers["list"][1].decode().split('"self":"')[1].split("/releases")[0]
    with bench.running(start(bench, address)) as newsroom, bench.running(peers.nginx(bench, cpu=0)) as nginx, \
            bench.running(peers.hummingbird(bench, cpu=0)) as hummingbird:
        compare(bench, report, [newsroom, nginx, hummingbird], [64, 256], threads=1, cpu=1)


def start(bench, address):
    os.environ["NEWSROOM_PUBLIC_URL"] = address
    try:
        return bench.start_newsroom(cpu=0)
    finally:
        del os.environ["NEWSROOM_PUBLIC_URL"]
