"""Actions at the desk that the scripts share."""

import json
import pathlib
import re
import sys
import urllib.error
import urllib.request
import zoneinfo
from datetime import datetime, timedelta

from browser import Browser, By, Keys, check

__all__ = ["Desk", "By", "Keys", "check", "api", "later", "LANGUAGES"]

LANGUAGES = ["nl", "fr", "en"]
WORDS = pathlib.Path(__file__).parents[3] / "Sources" / "Web" / "Desk"


def words(language):
    """The words of the desk in a language, by their names."""
    tables = "".join((WORDS / name).read_text() for name in [f"{language}.js", f"{language}-more.js"])
    lines = re.findall(r"(?m)^  '?([\w.]+)'?: '(.*)',$", tables)
    # WebDriver returns no-break spaces as spaces.
    return {name: text.replace("\\u00a0", " ") for name, text in lines}


def api(method, path, body=None, token=None, anyone=False, match=None, language="nl"):
    """Sends a request without the browser; returns the status and the JSON."""
    request = urllib.request.Request(sys.argv[1] + path, method=method)
    request.add_header("Accept", "application/json")
    request.add_header("Accept-Language", language)
    if match:
        request.add_header("If-Match", match)
    if not anyone:
        request.add_header("Authorization", "Bearer " + (token or sys.argv[2]))
    data = None
    if body is not None:
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, data) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.loads(refusal.read() or b"null")


def later(seconds):
    """A local time in Brussels, to the second."""
    moment = datetime.now(zoneinfo.ZoneInfo("Europe/Brussels")) + timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


class Desk(Browser):
    """A browser at the desk. `actions` logs the actions of a user, in order."""

    def __init__(self, language="nl"):
        super().__init__()
        self.words = words(language)
        self.languages(language)
        self.scheme("light")
        self.actions = []

    def scheme(self, name):
        """Turns off motion, so that no color is judged halfway between two schemes."""
        features = {"prefers-color-scheme": name, "prefers-reduced-motion": "reduce"}
        self.command("Emulation.setEmulatedMedia", features=[{"name": n, "value": v} for n, v in features.items()])

    def one(self, selector):
        """The visible element, found in one step, since older elements may disappear at any moment."""
        seen = []

        def look():
            seen[:] = [element for element in self.all(selector) if element.is_displayed()]
            return seen

        self.wait(look, f"{selector} is seen")
        return seen[0]

    def t(self, name, /, **values):
        """A text of the desk by its name."""
        text = self.words[name]
        for key, value in values.items():
            text = text.replace("{" + key + "}", value)
        return text

    def did(self, what):
        self.actions.append(what)

    def desk(self, place=""):
        """Opens a page of the desk with a fresh load."""
        self.driver.get("about:blank")
        self.driver.get(self.address + "/desk#/" + place)

    def log_in(self, token=None):
        self.one("input[name=token]").send_keys(token or sys.argv[2])
        self.did("paste the token")
        self.press(self.t("logIn"))
        self.one(".results h2")

    def press(self, text, within=""):
        """Clicks the button or link with this text."""
        def pressed():
            for element in self.all(f"{within} button, {within} a"):
                if element.is_displayed() and text in element.text:
                    element.click()
                    return True
            return False

        self.wait(pressed, f"“{text}” can be pressed")
        self.did(f"press “{text}”")

    def field(self, place):
        return self.one(f"[id='field-{place}']")

    def write(self, place, text):
        """Types at the end of a field."""
        self.field(place).send_keys(text)
        self.did(f"write in {place}")

    def value(self, place):
        return self.run("return document.getElementById(arguments[0])?.value", "field-" + place)

    def paste(self, selector, text, html=None):
        """Pastes like another program: plain text and, if given, rich text."""
        self.one(selector)
        self.run(
            """
            const clipboard = new DataTransfer()
            clipboard.setData('text/plain', arguments[1])
            if (arguments[2]) clipboard.setData('text/html', arguments[2])
            const event = new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true })
            document.querySelector(arguments[0]).dispatchEvent(event)
            """,
            selector, text, html,
        )
        self.did("paste")

    def set(self, selector, value):
        """Sets a date or a time, whose keys differ from one system to another."""
        self.one(selector)
        self.run(
            """
            const input = document.querySelector(arguments[0])
            input.value = arguments[1]
            input.dispatchEvent(new Event('input', { bubbles: true }))
            input.dispatchEvent(new Event('change', { bubbles: true }))
            """,
            selector, value,
        )
        self.did(f"set {value}")

    def tick(self, selector):
        self.one(selector).click()
        self.did(f"tick {selector}")

    def save(self):
        self.press(self.t("save"), ".savebar")
        self.saved()

    def saved(self):
        told = [self.t("allSaved"), self.t("savedUnplanned")]
        self.wait(lambda: any(text in self.text(".savebar") for text in told), "everything is saved")

    def status(self, text):
        self.wait(lambda: text in self.text(".item-head .meta"), f"the status is “{text}”")

    def accessible(self):
        """Checks the page with axe, in light and dark, with a contrast of 7:1."""
        for scheme in ["light", "dark"]:
            self.scheme(scheme)
            self.axe()
            self.axe("color-contrast-enhanced")
        self.scheme("light")

    def quiet(self):
        """Checks that nothing was blocked and no script failed."""
        known = ["a status of 4", "ERR_INTERNET_DISCONNECTED", "[DOM]"]
        faults = [line for line in self.complaints() if not any(one in line for one in known)]
        check(not faults, "\n".join(faults))
