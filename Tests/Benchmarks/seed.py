"""Posts generated releases to a newsroom, published, over a few connections: seed.py URL COUNT TOKEN…"""

import datetime
import http.client
import json
import random
import sys
import threading
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
CONNECTIONS = 4


def sentence(rng, language, low, high):
    words = rng.choices(WORDS[language].split(), k=rng.randint(low, high))
    return " ".join(words).capitalize() + "."


def text(rng, language):
    parts = []
    for _ in range(3):
        parts.append("## " + sentence(rng, language, 3, 6)[:-1])
        parts.append(" ".join(sentence(rng, language, 8, 20) for _ in range(4)))
    return "\n\n".join(parts)


def release(number):
    rng = random.Random(number)
    languages = ["nl", "fr"]
    return {
        "status": "published",
        "kind": "pressRelease",
        "releaseDate": (FIRST_DAY + datetime.timedelta(days=rng.randrange(DAYS))).isoformat(),
        "originalLanguage": rng.choice(languages),
        "title": {language: sentence(rng, language, 5, 10)[:-1] for language in languages},
        "lead": {language: sentence(rng, language, 20, 35) for language in languages},
        "body": {language: text(rng, language) for language in languages},
        "themes": rng.sample(THEMES, rng.randint(1, 2)),
    }


def post(address, numbers, tokens, faults):
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    for number in numbers:
        if faults:
            return
        headers = {
            "Content-Type": "application/json",
            "Authorization": "Bearer " + tokens[number % len(tokens)],
        }
        connection.request("POST", "/releases", json.dumps(release(number)), headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 201:
            faults.append(f"release {number}: {answer.status} {body.decode(errors='replace')}")


def main():
    address = urllib.parse.urlsplit(sys.argv[1])
    count = int(sys.argv[2])
    tokens = sys.argv[3:]
    faults = []
    threads = [
        threading.Thread(target=post, args=(address, range(first, count, CONNECTIONS), tokens, faults))
        for first in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        sys.exit("seed.py: " + faults[0])


main()
