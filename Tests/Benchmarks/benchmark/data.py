"""A data directory with a given number of releases. Some are published over the API; the others are copies of their
rows with their own ids, dates and numbers."""

import contextlib
import datetime
import http.client
import json
import os
import random
import sqlite3
import subprocess
import time
import urllib.parse

THEMES = [
    "economy", "employment", "taxation", "environment", "mobility", "housing", "poverty", "diversity",
    "spatialPlanning", "socialAffairs", "health", "equalOpportunities",
]
WORDS = {
    "nl": """de raad vraagt overleg over werk wonen mobiliteit en opleiding in het gewest sociale partners advies plan
        steun bedrijven werknemers sector wijk project toekomst investering kanaal haven onderwijs samen duurzaam
        energie klimaat ruimte industrie stad vergadering voorstel ordonnantie besluit regering""",
    "fr": """le conseil demande une concertation sur emploi logement mobilité et formation dans la région partenaires
        sociaux avis plan soutien entreprises travailleurs secteur quartier projet avenir investissement canal port
        enseignement ensemble durable énergie climat espace industrie ville réunion proposition ordonnance arrêté""",
}
FIRST_DAY = datetime.date(2010, 1, 1)
DAYS = 5600
PUBLISHED = 200
# Above all numbers that the desk assigns.
FIRST_NUMBER = 1_000_000_000


def sentence(rng, language, low, high):
    return " ".join(rng.choices(WORDS[language].split(), k=rng.randint(low, high))).capitalize() + "."


def text(rng, language):
    parts = []
    for _ in range(3):
        parts.append("## " + sentence(rng, language, 3, 6)[:-1])
        parts.append(" ".join(sentence(rng, language, 8, 20) for _ in range(4)))
    return "\n\n".join(parts)


def day(rng):
    return (FIRST_DAY + datetime.timedelta(days=rng.randrange(DAYS))).isoformat()


def release(number, is_short=False):
    rng = random.Random(number)
    languages = ["nl", "fr"]
    content = {
        "status": "published",
        "kind": "pressRelease",
        "releaseDate": day(rng),
        "originalLanguage": rng.choice(languages),
        "title": {language: sentence(rng, language, 5, 10)[:-1] for language in languages},
        "lead": {language: sentence(rng, language, 20, 35) for language in languages},
        "themes": rng.sample(THEMES, rng.randint(1, 2)),
    }
    if not is_short:
        content["body"] = {language: text(rng, language) for language in languages}
    return content


def token(directory, name):
    command = [os.environ["NEWSROOM"], "token", "create", "--data", directory, "--name", name]
    command += ["--scope", "draft", "--scope", "publish"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return next(word for word in answer.split() if word.startswith("nrt_"))


def publish(connection, secret, content):
    fields = {"Content-Type": "application/json", "Authorization": f"Bearer {secret}"}
    connection.request("POST", "/releases", json.dumps(content), fields)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 201:
        raise SystemExit(f"a release was not published: {answer.status} {body.decode(errors='replace')}")


def connect(server):
    address = urllib.parse.urlsplit(server.url)
    return http.client.HTTPConnection(address.hostname, address.port, timeout=60)


def make(bench, count, is_short=False):
    """Makes the directory and returns it."""
    directory = str(bench.folder / f"data-{count}")
    with bench.running(bench.start_newsroom("--demo", directory=directory)) as server:
        secret = token(directory, "benchmark")
        with contextlib.closing(connect(server)) as connection:
            for number in range(PUBLISHED):
                publish(connection, secret, release(number, is_short))
        # The pieces of the search index are merged after ten quiet seconds: wait for that before measuring.
        time.sleep(12)
    with contextlib.closing(sqlite3.connect(f"{directory}/public.sqlite")) as file:
        multiply(file, count)
        with file:
            file.execute("UPDATE state SET generation = generation + 1")
    return directory


def multiply(file, count):
    """Copies releases within the public file until there are `count` of them."""
    file.row_factory = sqlite3.Row
    there, = file.execute("SELECT count FROM counts WHERE field = 'release' AND value = ''").fetchone()
    originals = [
        (row, [tuple(term) for term in file.execute(
            "SELECT field, value, facets FROM terms WHERE number = ?", [row["number"]])])
        for row in file.execute("SELECT * FROM documents WHERE kind = 'release' AND instr(body, 'pressRelease') > 0")
    ]
    rng = random.Random(count)
    # One count at the end makes a million rows take minutes, not hours.
    triggers = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'terms'").fetchall()
    with file:
        for name, _ in triggers:
            file.execute(f"DROP TRIGGER {name}")
        # Insert in reading order, so that the index grows at its end.
        for number, date in enumerate(sorted((day(rng) for _ in range(count - there)), reverse=True)):
            row, terms = originals[number % len(originals)]
            copy(file, FIRST_NUMBER + number, date, dict(row), terms)
        file.execute("DELETE FROM counts")
        file.execute("INSERT INTO counts SELECT field, value, count(*) FROM terms GROUP BY field, value")
        for _, trigger in triggers:
            file.execute(trigger)
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copy(file, number, date, row, terms):
    identifier = f"{date}{row['id'][10:60]}-{number}"
    old_date = row["id"][:10]
    for column in ("body", "summary", "card"):
        row[column] = row[column].replace(row["id"].encode(), identifier.encode()).replace(
            f'"releaseDate":"{old_date}"'.encode(), f'"releaseDate":"{date}"'.encode())
    row |= {"number": number, "id": identifier, "etag": f'"{number}"'}
    file.execute(f"INSERT INTO documents ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    position = -int(date.replace("-", ""))
    file.executemany(
        "INSERT INTO terms (field, value, facets, position, id, number) VALUES (?, ?, ?, ?, ?, ?)",
        [(*term, position, identifier, number) for term in terms])
