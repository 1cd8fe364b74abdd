"""What the rows share: a folder for the run, the data, and the servers, each started at its first use."""

import contextlib
import functools
import json
import os
import pathlib
import shutil
import sqlite3
import tempfile
import urllib.request

from . import data, peers
from .server import Server

HERE = pathlib.Path(__file__).resolve().parent.parent


class Bench:
    def __init__(self):
        self.rounds = int(os.environ.get("ROUNDS", "3"))
        self.seconds = int(os.environ.get("SECONDS_EACH", "4"))
        self.releases = int(os.environ.get("RELEASES", "10000"))
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="newsroom-benchmark-"))
        self.folder.chmod(0o755)
        self.servers = []

    def close(self):
        for server in self.servers:
            server.stop()
        shutil.rmtree(self.folder)

    def start(self, name, command, cpu=None):
        server = Server(name, command, self.folder, cpu)
        self.servers.append(server)
        return server

    @contextlib.contextmanager
    def running(self, server):
        """A server that runs only during a block."""
        try:
            yield server
        finally:
            server.stop()
            self.servers.remove(server)

    def start_newsroom(self, *options, directory=None, binary=None, under=(), cpu=None, name="newsroom"):
        """`under` is a tool that runs the binary."""
        command = [*under, binary or os.environ["NEWSROOM"], "serve", "--data", directory or self.data, "--port", 0]
        command += options
        server = self.start(name, command, cpu)
        server.url = server.wait_for_line("listening on ")
        return server

    # The data, and the answers that the peers serve.

    @functools.cached_property
    def data(self):
        return data.make(self, self.releases)

    @functools.cached_property
    def newsroom(self):
        return self.start_newsroom()

    @functools.cached_property
    def ids(self):
        """The ids of all releases, newest first."""
        with contextlib.closing(sqlite3.connect(f"{self.data}/public.sqlite")) as file:
            rows = file.execute("SELECT id FROM terms WHERE field = 'release' AND value = '' ORDER BY position, id")
            return [identifier for identifier, in rows]

    @functools.cached_property
    def answers(self):
        """Targets with the bytes of their answers, which the peers serve unchanged."""
        targets = {"list": "/releases", "release": f"/releases/{self.ids[0]}", "small": "/releases?pageSize=1"}
        return {name: (target, get(self.newsroom.url + target)) for name, target in targets.items()}

    @functools.cached_property
    def nginx(self):
        return peers.nginx(self)

    @functools.cached_property
    def hummingbird(self):
        return peers.hummingbird(self)

    @functools.cached_property
    def fastapi(self):
        return peers.fastapi(self)

    @functools.cached_property
    def datasette(self):
        return peers.datasette(self)


def get(url, **fields):
    with urllib.request.urlopen(urllib.request.Request(url, headers=fields), timeout=30) as answer:
        return answer.read()


def get_json(url):
    return json.loads(get(url))
