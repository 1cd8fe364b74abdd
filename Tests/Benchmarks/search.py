"""Search, facets, exports and the desk over many releases of realistic length: search.py NEWSROOM DATASETTE COUNT DIRECTORY

Publishes releases over the API into DIRECTORY and copies them, or uses existing ones. Searches for words that are in
one release in a hundred, none twice, and compares with Datasette's full-text search of the same texts. Then it sends
the requests of the desk's pages."""

import contextlib
import datetime
import http.client
import itertools
import json
import os
import pathlib
import random
import re
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

THEMES = [
    "economy", "employment", "taxation", "environment", "mobility", "housing", "poverty", "diversity",
    "spatialPlanning", "socialAffairs", "health", "equalOpportunities",
]
SYLLABLES = {
    "nl": "be ver ge aan werk raad stad nemer schap ing heid bouw haven land wijk plan dienst markt beleid sociaal".split(),
    "fr": "con pro tra vail leur tion ment mar ché éco nom so cial ville pla ni ré gion ser vice dé emploi".split(),
}
SMALL_WORDS = {"nl": "de het een van en in op voor met dat die is".split(), "fr": "le la les de des et en un une pour que est".split()}
# Words that are in 1 % of the releases, each in another 1 %.
RARE_WORDS = [f"zeldwoord{first}{second}" for first in "abcdefghijklmnopqrstuvwxyz" for second in "abcdefghijklmnopqrst"]
WORDS_EACH = 400
# This number of releases is published over the API; the others are copies of them.
PUBLISHED = 2_000
LISTENING = r"listening on (http://\S+)"
FIRST_DAY = datetime.date(2010, 1, 1)
PAGE = os.sysconf("SC_PAGE_SIZE")


def vocabulary(language, size=20_000):
    rng = random.Random(language)
    words = {"".join(rng.choices(SYLLABLES[language], k=rng.randint(2, 4))) for _ in range(size * 2)}
    return SMALL_WORDS[language] + sorted(words)[:size]


VOCABULARY = {language: vocabulary(language) for language in ["nl", "fr"]}
# Word frequencies follow Zipf: the nth word has weight 1/n.
WEIGHTS = {language: list(itertools.accumulate(1 / (rank + 1) for rank in range(len(words))))
           for language, words in VOCABULARY.items()}


def release(number):
    rng = random.Random(number)
    content = {}
    for language in ["nl", "fr"]:
        words = rng.choices(VOCABULARY[language], cum_weights=WEIGHTS[language], k=WORDS_EACH)
        content[language] = [" ".join(words[start:start + 14]).capitalize() + "." for start in range(0, WORDS_EACH, 14)]
    rare = [word for index, word in enumerate(RARE_WORDS) if (index * 7 + number) % 100 == 0]
    # One of them goes into the title, the others into the text.
    sentences = content["nl"]
    body = {language: "\n\n".join(
        ("## " + text[index][:60] + "\n\n" if index % 8 == 3 else "") + " ".join(text[index:index + 4])
        for index in range(3, len(text), 4)) for language, text in content.items()}
    body["nl"] += "\n\n" + " ".join(rare[1:]) + "."
    return {
        "status": "published", "kind": "pressRelease",
        "releaseDate": (FIRST_DAY + datetime.timedelta(days=rng.randrange(5600))).isoformat(),
        "title": {"nl": sentences[0][:70] + " " + rare[0], "fr": content["fr"][0][:80]},
        "lead": {language: " ".join(text[1:3]) for language, text in content.items()},
        "body": body, "themes": rng.sample(THEMES, rng.randint(1, 2)),
    }


class Client:
    """One connection that reads complete answers."""

    def __init__(self, url):
        address = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=120)

    def get(self, path):
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"search.py: {path}: {answer.status} {body[:300]!r}")
        return body

    def ask(self, token, method, path, content=None, match=None):
        """Sends a request with a token and returns the JSON of the answer."""
        fields = {"Authorization": f"Bearer {token}"}
        if match:
            fields["If-Match"] = match
        if content is not None:
            fields["Content-Type"] = "application/json"
            content = json.dumps(content)
        self.connection.request(method, path, content, fields)
        answer = self.connection.getresponse()
        body = answer.read()
        if not 200 <= answer.status < 300:
            sys.exit(f"search.py: {method} {path}: {answer.status} {body[:300]!r}")
        return json.loads(body) if body else None


@contextlib.contextmanager
def running(command, line):
    """Runs a server until the block ends; `line` finds its address in its output."""
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            url = None
            while url is None:
                if process.poll() is not None:
                    output.seek(0)
                    sys.exit(f"search.py: {command[0]} has stopped: {output.read()}")
                time.sleep(0.05)
                output.seek(0)
                found = re.search(line, output.read())
                url = found and found.group(1)
            yield url, process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def token(newsroom, directory, name):
    command = [newsroom, "token", "create", "--data", directory, "--name", name]
    for scope in ["draft", "publish", "admin"]:
        command += ["--scope", scope]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return next(word for word in answer.split() if word.startswith("nrt_"))


def seed(newsroom, directory, url, count):
    # A token may write 500 times in a burst.
    tokens = [token(newsroom, directory, f"seed-{number}") for number in range(count // 450 + 1)]

    def publish(first):
        client = Client(url)
        for number in range(first, count, 4):
            client.ask(tokens[number % len(tokens)], "POST", "/releases", release(number))

    threads = [threading.Thread(target=publish, args=[first]) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def multiply(directory, count):
    """Copies releases until there are `count`, with other ids and numbers; the next start indexes them."""
    with contextlib.closing(sqlite3.connect(f"{directory}/desk.sqlite")) as file, file:
        file.execute("ATTACH ? AS public", [f"{directory}/public.sqlite"])
        there, = file.execute("SELECT count(*) FROM items WHERE kind = 'release'").fetchone()
        step = 10_000_000
        for part in range(1, -(-count // there)):
            for table, changed in [
                ("main.items", {"number": "+", "id": "-"}), ("main.revisions", {"item": "+"}),
                ("main.publications", {"item": "+", "changeNumber": "+"}),
                ("public.documents", {"number": "+", "id": "-"}), ("public.changes", {"number": "+", "id": "-"}),
            ]:
                schema, name = table.split(".")
                columns = [row[0] for row in file.execute("SELECT name FROM pragma_table_info(?, ?)", [name, schema])]
                values = [{"+": f"{column} + {part * step}", "-": f"{column} || '-{part}'"}.get(
                    changed.get(column), column) for column in columns]
                first = next(iter(changed))
                file.execute(f"INSERT INTO {table} SELECT {', '.join(values)} FROM {table} WHERE {first} < {step}")
        file.execute("UPDATE public.indexState SET version = 0")
        file.execute("UPDATE public.state SET generation = generation + 1")


def processor(pid):
    """CPU milliseconds of a process."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1000


def measure(name, do, pid, things):
    """Milliseconds of each request; CPU time does not depend on the load of the machine."""
    found = []
    before = processor(pid)
    for thing in things:
        start = time.perf_counter()
        do(thing)
        found.append((time.perf_counter() - start) * 1000)
    busy = (processor(pid) - before) / len(found)
    found.sort()
    half, most = statistics.median(found), found[int(len(found) * 0.99)]
    print(f"{name:64}{half:9.2f}{most:9.2f}{busy:9.2f}", flush=True)
    return half, busy


def settled(pid):
    """Waits until a process is idle; index merges start after ten quiet seconds."""
    quiet = 0
    while quiet < 12:
        before = processor(pid)
        time.sleep(1)
        quiet = quiet + 1 if processor(pid) - before < 50 else 0


def desk(client, pid, token):
    """The requests that the desk's pages send for common tasks."""
    def tell(name, do, things):
        measure(name, do, pid, things)

    def get(path):
        return client.ask(token, "GET", path)

    drafts = [client.ask(token, "POST", "/releases", {**release(number), "status": "draft"})["id"] for number in range(20)]
    tell("the desk: its lists", lambda _: [get(f"/search?{wanted}") for wanted in [
        "status=draft&status=scheduled&status=embargoed", "status=published"]], range(20))
    tell("the desk: a search", lambda word: get(f"/search?q={word}"), RARE_WORDS[400:420])
    tell("the desk: what is outdated", lambda _: get("/translations?state=outdated"), range(20))
    tell("the desk: an item opened", lambda id: [get(f"/releases/{id}{more}") for more in ["", "/findings"]], drafts)
    tell("the desk: a save", lambda id: client.ask(
        token, "PATCH", f"/releases/{id}", {"lead": {"nl": f"Beter {time.monotonic_ns()}"}}, "*"), drafts)
    tell("the desk: its history", lambda id: [get(f"/releases/{id}/revisions{more}") for more in ["", "/1/diff?to=2"]], drafts)
    tell("the desk: a plan", lambda id: client.ask(
        token, "POST", f"/releases/{id}/publications", {"at": "2099-06-02T09:00:00+02:00", "acknowledge": []}), drafts)
    tell("the desk: a publication", lambda number: client.ask(
        token, "POST", "/releases", release(number)), range(50_000, 50_020))
    tell("the desk: the audit log", lambda _: get("/audit"), range(20))


def resident(pid):
    return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


def export(url, pid, form):
    """Megabytes a second, and the memory above idle."""
    address = urllib.parse.urlsplit(url)
    idle = peak = resident(pid)
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.sendall(f"GET /releases.{form} HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: close\r\n\r\n".encode())
        start, size, pieces = time.perf_counter(), 0, 0
        while piece := connection.recv(1 << 20):
            size += len(piece)
            pieces += 1
            if pieces % 50 == 0:
                peak = max(peak, resident(pid))
    seconds = time.perf_counter() - start
    print(f"{f'/releases.{form}: {size / 1e6:.0f} MB':64}{size / 1e6 / seconds:9.0f} MB/s"
          f"{(peak - idle) / 2**20:9.1f} MiB above idle", flush=True)


def datasette_file(path, count):
    if os.path.exists(path):
        return
    with contextlib.closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE releases (id INTEGER PRIMARY KEY, date TEXT, title TEXT, lead TEXT, body TEXT)")
        for number in range(count):
            content = release(number)
            texts = [content[name]["nl"] + " " + content[name]["fr"] for name in ["title", "lead", "body"]]
            file.execute("INSERT INTO releases VALUES (?, ?, ?, ?, ?)", [number, content["releaseDate"]] + texts)
        file.execute("""CREATE VIRTUAL TABLE releases_fts USING fts5(
            title, lead, body, content='releases', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""")
        file.execute("INSERT INTO releases_fts (releases_fts) VALUES ('rebuild')")
        file.execute("INSERT INTO releases_fts (releases_fts) VALUES ('optimize')")


RANKED = """select r.id, r.date, highlight(f.releases_fts, 0, '<mark>', '</mark>') title,
snippet(f.releases_fts, 2, '<mark>', '</mark>', '…', 30) body from releases_fts f join releases r on r.id = f.rowid
where f.releases_fts match :q and f.rank match 'bm25(10.0, 3.0, 1.0)' order by f.rank limit 20"""


def main():
    newsroom, datasette, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    directory = sys.argv[4]
    if not os.path.exists(directory):
        with running([newsroom, "serve", "--data", directory, "--port", "0"], LISTENING) as (url, _):
            seed(newsroom, directory, url, min(count, PUBLISHED))
        if count > PUBLISHED:
            multiply(directory, count)
    rare = RARE_WORDS[:400]
    print(f"{f'{count:,} releases':64}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}")
    with running([newsroom, "serve", "--data", directory, "--port", "0"], LISTENING) as (url, pid):
        client = Client(url)
        settled(pid)
        total = json.loads(client.get(f"/releases?q={rare[0]}"))["total"]
        def tell(name, paths):
            return measure(name, client.get, pid, paths)

        ours = tell(f"a word of {total:,} releases, ranked and marked", [f"/releases?q={w}" for w in rare])
        tell("the same, in Dutch", [f"/releases?q={w}&lang=nl" for w in rare])
        tell("the same, with facets", [f"/releases?q={w}&facets=(theme,site,kind,lang,year)" for w in rare])
        tell("the same, newest first", [f"/releases?q={w}&sort=-releaseDate" for w in rare])
        tell("two of them", [f"/releases?q={w}+{v}" for w, v in zip(rare, rare[1:])])
        for q in ["het", "werk*"]:
            total = json.loads(client.get(f"/releases?q={q}"))["total"]
            tell(f"{q}, of {total:,} releases", [f"/releases?q={q}&pageSize={n}" for n in range(11, 31)])
        tell("20 releases without a search", [f"/releases?from={2010 + n // 12}-{n % 12 + 1:02}-01" for n in range(150)])
        tell("facets of all", [f"/releases?facets=(theme,site,kind,lang,year)&pageSize={n}" for n in range(1, 101)])
        tell("facets of a theme", [f"/releases?facets=(site,kind,lang,year)&theme={t}" for t in THEMES])
        tell("facets of years", [f"/releases?facets=(theme,kind,lang,year)&from={y}-01-01" for y in range(2010, 2025)])
        for form in ["ndjson", "csv"]:
            export(url, pid, form)
        desk(client, pid, token(newsroom, directory, "desk"))
    file = directory.rstrip("/") + "-datasette.db"
    datasette_file(file, count)
    name = pathlib.Path(file).stem
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [datasette, "serve", "-i", file, "--port", str(port), "--setting", "sql_time_limit_ms", "20000"]
    with running(command, r"running on (http://\S+)") as (url, pid):
        client = Client(f"http://127.0.0.1:{port}")
        sql = urllib.parse.quote(RANKED)
        for title, paths in [
            ("Datasette, its search of the table", [f"/{name}/releases.json?_search={w}&_size=20" for w in rare[:100]]),
            ("Datasette, ranked and marked by SQL", [f"/{name}.json?_shape=array&sql={sql}&q={w}" for w in rare[:100]]),
        ]:
            theirs = measure(title, client.get, pid, paths)
            print(f"newsroom takes {ours[0] / theirs[0]:.3f} of its time and {ours[1] / theirs[1]:.3f} of its processor's")


main()
