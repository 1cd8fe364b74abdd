"""The API reference works without scripts, its sample code runs, and operations can be tried from the page."""

import json
import pathlib
import subprocess
import sys
import tempfile

from browser import Browser, check


def output(*command, within=None):
    done = subprocess.run(command, capture_output=True, text=True, cwd=within, timeout=60, check=False)
    check(done.returncode == 0, f"{command}: {done.stderr}")
    return done.stdout


with Browser() as browser, tempfile.TemporaryDirectory() as folder:
    browser.scripts(False)
    for language, title in {"nl": "API-documentatie", "fr": "Documentation de l’API", "en": "API reference"}.items():
        browser.open(f"/docs?lang={language}")
        check(browser.text("h1") == title, browser.text("h1"))
    sections = [link.get_attribute("href") for link in browser.all(".contents a")]
    operations = 0
    for section in sections:
        browser.open(section)
        check(browser.all("h1"), f"{section} is there")
        operations += len(browser.all(".operation"))
        missing = [e.text for e in browser.all(".operation") if not e.get_attribute("id")]
        check(not missing, missing)
    check(operations > 100, f"{operations} operations are described")
    check(not browser.all(".try"), "what needs a script is not there without one")

    # The sample code of a read runs.
    browser.open("/docs/sites?lang=en")
    codes = {
        code.get_attribute("data-language"): code.get_attribute("textContent")
        for code in browser.all("#listSites .code [data-language]")
    }
    check(set(codes) == {"curl", "JavaScript", "Python", "Swift"}, codes)
    check("audi-vorst" in output("sh", "-c", codes["curl"]), "curl finds the site")
    check("audi-vorst" in output(sys.executable, "-c", codes["Python"]), "Python finds the site")
    pathlib.Path(folder, "main.swift").write_text(codes["Swift"])
    output("swiftc", "-typecheck", "main.swift", within=folder)
    browser.scripts(True)
    browser.open("/docs/sites?lang=en")
    seen = browser.run("return (async () => {" + codes["JavaScript"].replace("console.log(", "return Array.of(") + "})()")
    check(seen[0] == 200 and "audi-vorst" in seen[1], seen)

    browser.picture("reference")

    # A request from the page.
    operation = browser.one("#showSite")
    browser.run("arguments[0].querySelector('.code > details:last-of-type').open = true", operation)
    browser.one("#showSite .try [name=select]").send_keys("(name)")
    browser.run("arguments[0].scrollIntoView()", browser.one("#showSite .try button"))
    browser.one("#showSite .try button").click()
    browser.wait(lambda: browser.text("#showSite .try pre").startswith("200"), "it is answered")
    answer = browser.text("#showSite .try pre").split("\n\n", 1)[1]
    check("name" in json.loads(answer), answer)
    check(not browser.complaints(), "nothing was blocked or missing")
