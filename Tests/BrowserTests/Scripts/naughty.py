"""Text that tries to be a script stays text, in every field and every search, in a real browser.

The second argument is a token that may publish.
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

from browser import Browser, check

# Each would set window.owned, or leave an element with this class.
NAUGHTY = [
    '<script>window.owned=1</script>',
    '"><img class=owned src=x onerror=window.owned=1>',
    "'><svg class=owned onload=window.owned=1>",
    "</title></textarea></script><b class=owned>",
    "<!--><a class=owned href=javascript:window.owned=1>",
    '" onmouseover="window.owned=1" autofocus onfocus="window.owned=1',
    "[x](javascript:window.owned=1) <javascript:window.owned=1>",
    "![x](x\" onerror=\"window.owned=1) <details class=owned open ontoggle=window.owned=1>",
    "]]></style><style class=owned>*{color:red}</style>",
    "{{window.owned=1}} ${window.owned=1} `window.owned=1`",
    "\u2028\u2029\ufeff<iframe class=owned srcdoc='<script>parent.owned=1</script>'>",
    "＜script＞window.owned=1＜/script＞ %3Cscript%3Ewindow.owned=1%3C/script%3E &lt;script&gt;",
]


def texts(text):
    return {language: text for language in ["nl", "fr", "en"]}


def items(text, number):
    label = texts(text)
    place = {"latitude": 50.81, "longitude": 4.31, "precision": text, "source": label}
    fact = {"field": text, "value": text, "unit": text[:50], "scope": label, "source": label}
    contact = {"id": f"c{number}", "name": label, "group": label, "role": label, "phonePrinted": text[:50]}
    link = {"text": text, "url": "https://example.org/?" + urllib.parse.quote(text)}
    common = {"status": "published"}
    yield "sites", {
        "id": f"s{number}", "name": label, "aliases": [text], "municipality": label, "postalCode": text[:20],
        "address": label, "situation": label, "facts": [fact], "coordinates": place, **common,
    }
    yield "contacts", {
        "id": f"c{number}", "name": text, "role": label, "organisation": text, "phonePrinted": text[:50], **common,
    }
    yield "advices", {
        "id": f"a{number}", "kind": "initiative", "title": label, "summary": label, "reference": text,
        "issuingBody": label, "requester": label, "sites": [f"s{number}"], **common,
    }
    yield "releases", {
        "id": f"r{number}", "title": label, "lead": label, "body": label, "boilerplate": label, "dateline": label,
        "notesToEditors": label, "contacts": [contact], "sites": [f"s{number}"], "advices": [f"a{number}"],
        "links": [link], **common,
    }


def post(browser, path, body):
    request = urllib.request.Request(
        f"{browser.address}/{path}", json.dumps(body).encode(),
        {"Authorization": f"Bearer {sys.argv[2]}", "Content-Type": "application/json"},
    )
    try:
        urllib.request.urlopen(request).close()
    except urllib.error.HTTPError as refusal:
        raise AssertionError(f"{path}: {refusal.read().decode()}") from None


with Browser() as browser:
    pages = ["/", "/releases", "/advices", "/sites", "/contacts", "/search?q=window*"]
    for number, text in enumerate(NAUGHTY):
        for path, item in items(text, number):
            post(browser, path, item)
            pages.append(f"/{path}/{item['id']}")
        quoted = urllib.parse.quote(text, safe="")
        pages += [f"/search?q={quoted}", f"/sites?municipality={quoted}", f"/releases?{quoted}=1", f"/releases/{quoted}"]
    post(browser, "releases/r0/publications", {"correction": texts(" ".join(NAUGHTY))})
    for page in pages:
        browser.open(page)
        found = browser.run("return [window.owned ?? 0, document.querySelectorAll('.owned').length]")
        check(found == [0, 0], f"{page}: {found}")
        policy = [line for line in browser.complaints() if "Content Security Policy" in line]
        check(not policy, f"{page}: {policy}")
        check(browser.all("main h1"), f"{page} is a page")
