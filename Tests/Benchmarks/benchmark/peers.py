"""The peers, each with the same content: nginx and Hummingbird with the bytes of some answers, FastAPI and Datasette with
the same rows in SQLite."""

import contextlib
import json
import os
import pathlib
import sqlite3
import sys

from .data import connect
from .server import free_port

PEERS = pathlib.Path(__file__).resolve().parent.parent / "peers"
COLUMNS = [
    "id", "href", "kind", "status", "release_date", "published_at", "updated_at", "version", "languages", "title_nl",
    "title_fr", "lead_nl", "lead_fr", "body_nl", "body_fr", "html_nl", "html_fr", "themes",
]


def write_answers(bench):
    folder = bench.folder / "files"
    folder.mkdir(exist_ok=True)
    for name, (_, content) in bench.answers.items():
        (folder / name).write_bytes(content)
    return folder


def nginx(bench, cpu=None):
    port = free_port()
    folder = write_answers(bench)
    small = bench.answers["small"][1].decode().replace("\\", "\\\\").replace("'", "\\'")
    settings = (PEERS / "nginx.conf").read_text()
    for name, value in {
        "PORT": port, "FILES": folder, "RELEASE": bench.answers["release"][0], "SMALL": small,
        "WORKERS": "auto" if cpu is None else "1",
    }.items():
        settings = settings.replace(f"@{name}@", str(value))
    path = bench.folder / f"nginx-{port}.conf"
    path.write_text(settings)
    server = bench.start("nginx", ["nginx", "-p", bench.folder, "-c", path], cpu)
    server.url = f"http://127.0.0.1:{port}"
    server.wait_for(server.url + "/releases")
    return server


def hummingbird(bench, cpu=None):
    port = free_port()
    folder = write_answers(bench)
    paths = [f"{bench.answers[name][0]}={folder}/{name}" for name in ("list", "release")]
    server = bench.start("hummingbird", [os.environ["HUMMINGBIRD"], port, *paths], cpu)
    server.url = f"http://127.0.0.1:{port}"
    server.wait_for(server.url + "/releases")
    return server


def fastapi(bench):
    port = free_port()
    rows(bench)
    server = bench.start(
        "fastapi",
        [sys.executable, "-m", "uvicorn", "--app-dir", PEERS, "fastapi_peer:app", "--port", port,
         "--log-level", "error", "--no-access-log"])
    server.url = f"http://127.0.0.1:{port}"
    server.wait_for(server.url + "/releases")
    return server


def datasette(bench):
    port = free_port()
    server = bench.start(
        "datasette", [sys.executable, "-m", "datasette", "serve", "-i", rows(bench), "--port", port,
                      "--setting", "max_returned_rows", "100"])
    server.url = f"http://127.0.0.1:{port}"
    server.wait_for(server.url + "/peers/releases.json?_shape=array&_nocount&_nofacet&_size=1")
    return server


def rows(bench):
    """A file with the releases as columns, as those two peers would store them, read from newsroom's answers."""
    path = bench.folder / "peers.sqlite"
    if path.exists():
        return path
    with contextlib.closing(sqlite3.connect(path)) as file, contextlib.closing(connect(bench.newsroom)) as newsroom:
        file.execute(f"CREATE TABLE releases ({', '.join(COLUMNS)}, PRIMARY KEY (id))")
        file.execute("CREATE TABLE release_themes (theme, release_date, id, PRIMARY KEY (theme, release_date, id))")
        file.execute("CREATE INDEX releases_by_date ON releases (release_date, id)")
        for identifier in bench.ids:
            newsroom.request("GET", f"/releases/{identifier}")
            item = json.loads(newsroom.getresponse().read())
            file.execute(f"INSERT INTO releases VALUES ({', '.join('?' * len(COLUMNS))})", columns(item))
            file.executemany(
                "INSERT INTO release_themes VALUES (?, ?, ?)",
                [(theme, item.get("releaseDate"), identifier) for theme in item["themes"]])
        file.commit()
    return path


def columns(item):
    def value(column):
        name, _, language = column.partition("_")
        if language in ("nl", "fr"):
            return item.get(name, {}).get(language)
        name = {"self": "href", "href": "self", "release": "releaseDate", "published": "publishedAt",
                "updated": "updatedAt"}.get(name, name)
        found = item.get(name)
        return json.dumps(found) if isinstance(found, list) else found
    return [value(column) for column in COLUMNS]
