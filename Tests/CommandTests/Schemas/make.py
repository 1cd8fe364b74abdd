"""Makes a data directory with content of every kind with a newsroom binary, and records its answers.

It made `0014_erase_persons-full.tar.xz` with the release of commit 46ea825, the last with that newest migration. The
commit that adds a migration makes the archive of it.

    unshare --map-root-user --net sh -c 'ip link set lo up; exec PYTHON make.py BINARY ARCHIVE.tar.xz'

PYTHON is the interpreter of `docker/setup.sh tests`. Without a network, checks of links to other machines fail. The
clock is libfaketime's, so that keys and sessions, which last for hours, are valid whenever the archive is opened.
"""

import contextlib
import glob
import http.server
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

from aiosmtpd.controller import Controller

binary, archive = sys.argv[1:]
folder = tempfile.TemporaryDirectory()
data, copy, clock = (f"{folder.name}/{name}" for name in ("data", "copy", "clock"))
address, receiver = "https://press.example", "http://127.0.0.1:47100"
# The archive is opened three hours later, when it is another day in Brussels.
MADE, ERASED, ASKED = (f"@2026-06-01 {hour}:00:00" for hour in (20, 21, 23))


def environment(at, **more):
    with open(clock, "w") as file:
        file.write(at + "\n")
    library = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")[0]
    return {
        "PATH": os.environ["PATH"], "TZ": "UTC", "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": clock,
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NEWSROOM_PUBLIC_URL": address, **more,
    }


def run(*arguments, at=MADE):
    command = ["/usr/bin/env", binary, *arguments, "--data", data]
    return subprocess.run(command, env=environment(at), check=True, capture_output=True, text=True).stdout.strip()


@contextlib.contextmanager
def serving(directory, at, *options, **settings):
    """Runs a server, yields its address, and stops it at the end."""
    command = ["/usr/bin/env", binary, "serve", "--port", "0", "--data", directory, *options]
    process = subprocess.Popen(command, env=environment(at, **settings), stdout=subprocess.PIPE, text=True)
    try:
        yield next(line.split()[2] for line in process.stdout if line.startswith("listening on "))
    finally:
        process.terminate()
        assert process.wait(30) == 0


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        statuses = {"/gone": 404 if self.command != "POST" else 410, "/ok": 200}
        # It receives the ping, and is gone when the first release comes.
        Receiver.heard = getattr(Receiver, "heard", 0) + (self.command == "POST" and self.path == "/gone")
        is_ping = self.command == "POST" and self.path == "/gone" and Receiver.heard == 1
        self.send_response(200 if is_ping else statuses.get(self.path, 404))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_POST = do_GET

    def log_message(self, *_):
        pass


class Mailbox:
    texts = []

    async def handle_DATA(self, server, session, envelope):
        self.texts.append(envelope.content.decode())
        return "250 2.0.0 kept"


class Desk:
    """Requests to one server."""

    def __init__(self, server, tokens):
        self.server, self.tokens = server, tokens

    def ask(self, method, path, body=None, token=None, **fields):
        fields = {name.replace("_", "-"): value for name, value in fields.items()}
        if token:
            fields["Authorization"] = "Bearer " + self.tokens[token]
        if body is not None and not isinstance(body, bytes):
            body = (body if isinstance(body, str) else json.dumps(body)).encode()
            fields = {"Content-Type": "application/json", **fields}
        request = urllib.request.Request(self.server + path, data=body, method=method, headers=fields)
        try:
            with urllib.request.urlopen(request) as reply:
                status, text = reply.status, reply.read()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read()
        try:
            return status, json.loads(text)
        except ValueError:
            return status, None

    def do(self, method, path, body=None, token="all", **fields):
        status, answer = self.ask(method, path, body, token, **fields)
        if status == 409 and "findings" in (answer or {}) and "acknowledge" not in body:
            codes = {finding["code"] for finding in answer["findings"] if finding["severity"] == "error"}
            return self.do(method, path, {**body, "acknowledge": sorted(codes)}, token, **fields)
        assert 200 <= status < 300, (method, path, status, answer)
        return answer


def words(text, *languages):
    return {language: f"{text} ({language})" for language in languages or ("nl", "fr")}


def item(kind, id, *languages):
    """The smallest publishable document of each kind, in these languages."""
    named = {"id": id, "name": words("Voorbeeld / Exemple " + id, *languages)}
    titled = {"id": id, "title": words("Voorbeeld / Exemple " + id, *languages)}
    return {
        "releases": {
            **titled, "releaseDate": "2026-05-22", "lead": words("Inleiding / Chapeau", *languages),
            "body": words(f"Tekst / Texte {id}", *languages), "themes": ["economy"],
            "contacts": [{"name": "An VOORBEELD", "email": "an@example.org", "phone": "02/555.01.23"}],
        },
        "advices": {**titled, "kind": "initiative"},
        "sites": {
            **named, "postalCode": "1000", "aliases": ["Kaai " + id],
            "coordinates": {"latitude": 50.85, "longitude": 4.35, "precision": "plot", "source": "example.org"},
            "facts": [{"field": "area", "value": 6.13, "unit": "ha", "source": "example.org", "asOf": "2024-02"}],
        },
        "contacts": {**named, "email": "pers@example.org", "phone": "02/555.01.23"},
    }[kind]


def write(desk):
    note = {"correction": words("Verbeterd / Corrigé")}
    reason = {"reason": words("Vergissing / Erreur"), "successor": "corrected"}
    for kind in ("sites", "contacts", "advices", "releases"):
        name = "title" if kind in ("releases", "advices") else "name"
        for id in ("draft", "scheduled", "planned", "corrected", "gone", "restored", "public"):
            languages = ("nl", "fr", "en", "de") if id in ("public", "scheduled") else ()
            desk.do("POST", f"/{kind}", item(kind, id, *languages))
        one = f"/{kind}/"
        for id in ("corrected", "gone", "restored", "public"):
            desk.do("POST", one + id + "/publications", {})
        desk.do("POST", one + "scheduled/publications", {"at": "2150-01-01T09:00:00Z"})
        desk.do("POST", one + "planned/publications", {"at": "2150-02-01T09:00:00Z", "embargo": True})
        desk.do("PATCH", one + "corrected", {name: {"nl": "Juist", "fr": "Correct"}, **note}, If_Match="*")
        desk.do("POST", one + "corrected/publications", {})
        desk.do("PATCH", one + "corrected", {name: {"nl": "Juist!", "fr": "Correct!"}}, If_Match="*")
        desk.do("POST", one + "corrected/publications", {"minor": True})
        desk.do("POST", one + "gone/withdrawals", reason)
        desk.do("PATCH", one + "restored", {name: {"nl": "Fout", "fr": "Faux"}, "revisionNote": "x"}, If_Match="*")
        desk.do("POST", one + "restored/revisions/1/restore", {"revisionNote": "terug / retour"})
        desk.do("PATCH", one + "public", {name: {"nl": "Nog niet / Pas encore"}}, If_Match="*")
        desk.do("PUT", one + "draft/languages/nl", {"state": "ready"})
        desk.do("PUT", one + "draft/unsavedEdit", {"base": item(kind, "draft"), "draft": item(kind, "draft", "nl")})
        desk.do("PATCH", one + "draft", {"reviewNote": "Klopt dit? / Est-ce juste ?"}, If_Match="*")
        desk.do("POST", one + "draft/findings", {"code": "pictureLeftOut"})
        desk.do("POST", one + "public/findings", {"code": "contactsLeftOut"})
        desk.do("DELETE", one + "public/findings/contactsLeftOut")
        desk.do("POST", one + "public/publications", {"at": "2150-03-01T09:00:00Z", **note})
        desk.do("DELETE", one + "public/publications/2")
        desk.do("POST", f"/{kind}", item(kind, "deleted"))
        desk.do("DELETE", one + "deleted")
    moved = item("releases", "moved")
    del moved["id"]
    id = desk.do("POST", "/releases", moved)["id"]
    desk.do("PATCH", "/releases/" + id, {"releaseDate": "2026-05-23"}, If_Match="*")
    linked = item("releases", "linked")
    linked["links"] = [{"text": "hier / ici", "url": receiver + path} for path in ("/ok", "/gone")]
    linked |= {"sites": ["public", "corrected"], "advices": ["public"]}
    linked["contacts"] = [{"id": "public"}]
    desk.do("POST", "/releases", linked)
    desk.do("POST", "/releases/linked/publications", {})
    person = item("contacts", "exemple-vergeten")
    person |= {"name": "Exemple VERGETEN", "email": "vergeten@example.org"}
    desk.do("POST", "/contacts", person)
    desk.do("POST", "/contacts/exemple-vergeten/publications", {})
    manuscript = """PERSBERICHT\n\nVOORBEELD VAN EEN TEKST\n\nBrussel, 02/06/2025 – De raad bezocht een voorbeeld.

Een tussentitel\n\nDe hal biedt plaats. Lees [het verslag](#).

Perscontact\n\nAn VOORBEELD (woordvoerster)\nan@example.org\n0470/00.00.01\n"""
    desk.do("POST", "/releases", manuscript.encode(), Content_Type="text/plain; charset=utf-8")


def distribute(desk, mail):
    """Adds receivers and subscribers before anything is published."""
    for path, name in (("/ok", "Voorbeeld"), ("/gone", "Exemple")):
        body = {"url": receiver + path, "description": name, "languages": ["nl"]}
        desk.do("POST", "/subscriptions", body)
    for name in ("confirmed", "pending", "ended"):
        desk.do("POST", "/subscribers", {"email": f"{name}@example.org", "language": "nl"}, None)
    until(lambda: len(mail.texts) == 3)
    for text in mail.texts:
        if "pending@" not in text:
            flat = text.replace("=\r\n", "").replace("=3D", "=")
            link = re.search(r"https://press\.example(/subscribers/confirmations/\S+?)[\s\"<]", flat).group(1)
            status, _ = desk.ask("POST", link)
            assert status == 200, (status, link)
    number = next(row["number"] for row in desk.do("GET", "/subscribers")["items"] if "ended@" in row.get("email", ""))
    desk.do("DELETE", f"/subscribers/{number}")


def until(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def count(sql):
    with contextlib.closing(sqlite3.connect(f"file:{data}/desk.sqlite?mode=ro", uri=True, timeout=10)) as desk:
        return desk.execute(sql).fetchone()[0]


def is_at_rest():
    waiting = count("SELECT count(*) FROM deliveries WHERE state = 'waiting'")
    return waiting + count("SELECT count(*) FROM events WHERE body IS NULL") == 0


def tables():
    """The rows of the desk's own tables; the other tables are derived from them."""
    with contextlib.closing(sqlite3.connect(f"file:{data}/desk.sqlite?mode=ro", uri=True)) as desk:
        desk.execute(f"ATTACH 'file:{data}/public.sqlite?mode=ro' AS public")
        names = desk.execute(
            """
            SELECT name FROM pragma_table_list AS own WHERE schema = 'main' AND type = 'table' AND strict
              AND NOT EXISTS (SELECT 1 FROM public.sqlite_schema WHERE name = own.name) ORDER BY name
            """).fetchall()
        return {name: desk.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0] for name, in names}


def paths(desk):
    """The recorded requests and their tokens. The audit log comes first, since it records reads with embargo tokens."""
    for name in ("audit", "tokens", "subscriptions", "subscribers", "deliveries", "links"):
        yield f"/{name}?pageSize=100", "admin"
    yield "/audit?pageSize=100&action=create&action=import", "admin"
    yield "/statistics?from=2026-06-01&to=2026-06-01", "admin"
    for kind in ("releases", "advices", "sites", "contacts"):
        ids = [row["id"] for row in desk.do("GET", f"/{kind}?pageSize=100")["items"]]
        for token in (None, "embargo", "draft"):
            yield f"/{kind}?pageSize=100", token
            for id in ids + ["gone"] * ("gone" not in ids):
                yield f"/{kind}/{id}", token
        for id in ids:
            one = f"/{kind}/{id}"
            for rest in ("findings", "reviewers", "revisions", "languages", "previews", "publications"):
                yield f"{one}/{rest}", "draft"
            newest = len(desk.do("GET", one + "/revisions")["items"])
            for number in range(1, newest + 1):
                yield f"{one}/revisions/{number}", "draft"
            for number in range(1, newest):
                yield f"{one}/revisions/{number}/diff", "draft"
            yield f"{one}/deliveries", "publish"
    for path in ("/", "/changes?pageSize=100", "/search?q=voorbeeld&lang=nl", "/geo/collections/sites/items"):
        yield path, None
    yield "/translations?pageSize=100", "draft"


def record(desk, kept):
    answers = [
        {"method": "GET", "path": path, "token": token} for path, token in dict.fromkeys(paths(desk))
    ] + kept
    for entry in answers:
        body = entry.get("body")
        token, fields = entry.get("token"), entry.get("fields", {})
        entry["status"], entry["answer"] = desk.ask(entry["method"], entry["path"], body, token, **fields)
        assert entry["answer"] is not None, entry
    return answers


def main():
    tokens = {
        name: run("token", "create", "--name", f"Voorbeeld {name}", *scopes)
        for name, scopes in {
            "all": ["--scope", "draft", "--scope", "publish", "--scope", "admin", "--days", "36500"],
            **{name: ["--scope", name] for name in ("embargo", "draft", "publish", "admin")},
            "revoked": ["--scope", "draft"],
        }.items()
    }
    number = next(line.split()[0] for line in run("token", "list").splitlines() if "Voorbeeld revoked" in line)
    run("token", "revoke", number)
    threading.Thread(
        target=http.server.ThreadingHTTPServer(("127.0.0.1", 47100), Receiver).serve_forever, daemon=True).start()
    mail = Mailbox()
    relay = Controller(mail, hostname="127.0.0.1", port=47125)
    relay.start()
    settings = {
        "NEWSROOM_OUTBOUND_ALLOW": "127.0.0.0/8", "NEWSROOM_OUTBOUND_ALLOW_HTTP": "true",
        "NEWSROOM_CHECK_LINKS": "true",
    }
    options = ["--demo", "--smtp", "smtp://127.0.0.1:47125", "--mail-from", "Voorbeeld <pers@example.org>"]
    # An idempotency key belongs to an exact body.
    made = json.dumps({**item("sites", "once"), "status": "published"})
    once = {"method": "POST", "path": "/sites", "token": "all", "body": made, "fields": {"Idempotency-Key": "7c1d"}}
    with serving(data, MADE, *options, **settings) as server:
        desk = Desk(server, tokens)
        distribute(desk, mail)
        write(desk)
        desk.do("POST", "/sites", made, Idempotency_Key="7c1d")
        preview = desk.do("POST", "/releases/draft/previews", {"expiresAt": "2026-06-07T09:00:00Z"})["href"]
        for path in ("/releases/public", "/releases/public.txt", "/releases/linked", "/releases?q=zeppelin"):
            desk.ask("GET", path)
        until(is_at_rest)
        until(lambda: count("SELECT count(*) FROM links WHERE state <> 'unchecked'") == 2)
        request = urllib.request.Request(
            server + "/session", json.dumps({"token": tokens["draft"]}).encode(),
            {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as reply:
            cookie = reply.headers["Set-Cookie"].split(";")[0]
    run("person", "erase", "Exemple VERGETEN", "vergeten@example.org", "--yes", at=ERASED)
    with serving(data, ERASED, *options, **settings):
        until(is_at_rest)
    rows = tables()
    # The last process to close a file checkpoints its log.
    run("verify", at=ERASED)
    assert not glob.glob(data + "/*-wal"), "a log is left"
    shutil.copytree(data, copy)
    kept = [
        {"method": "GET", "path": preview.removeprefix(address)}, once,
        {"method": "GET", "path": "/session", "fields": {"Cookie": cookie}},
    ]
    with serving(copy, ASKED) as server:
        answers = record(Desk(server, tokens), kept)
    with open(f"{data}/answers.json", "w") as file:
        json.dump({"askedAt": ASKED, "tokens": tokens, "rows": rows, "answers": answers}, file, ensure_ascii=False)
    subprocess.run(
        ["tar", "-C", data, "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "-I", "xz -9e", "-cf", archive]
        + sorted(os.listdir(data)), check=True)
    print(json.dumps(rows), len(answers), os.path.getsize(archive))
    relay.stop()


main()
