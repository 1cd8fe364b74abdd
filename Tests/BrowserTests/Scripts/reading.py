"""Reading the newsroom like a journalist: with scripts and without, on a phone and on paper."""

import json

from browser import Browser, By, Keys, check
from pages import PAGES, RELEASE, address

TITLES = {"nl": "persruimte", "fr": "espace presse", "en": "newsroom"}

with Browser() as browser:
    # The loading time for a browser with an empty cache.
    browser.open("/?lang=nl")
    painted = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    browser.wait(lambda: browser.run(painted), "something is painted")
    print(f"first contentful paint of /: {browser.run(painted):.0f} ms")
    size = browser.run(
        "return [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')]"
        ".reduce((sum, entry) => sum + entry.transferSize, 0)"
    )
    print(f"all that / loads: {size} bytes")
    check(size < 40_000, f"/ loads {size} bytes")
    browser.picture("start")

    # Without scripts: search, filters, and a release in both languages.
    browser.scripts(False)
    for language, title in TITLES.items():
        browser.open(f"/?lang={language}")
        check(title in browser.text("h1"), browser.text("h1"))
    browser.languages("fr-BE,fr")
    browser.open("/")
    check("espace presse" in browser.text("h1"), "a reader's language is that of the browser")
    browser.one("#q").send_keys("audi", Keys.ENTER)
    browser.wait(lambda: "q=audi" in browser.driver.current_url, "the search is asked")
    check("Site Audi à Forest" in browser.text("main"), browser.text("main"))
    browser.open("/releases?lang=fr")
    browser.one("summary").click()
    browser.one("[name=theme][value=economy]").click()
    browser.one(".filters > button").click()
    browser.wait(lambda: "theme=economy" in browser.driver.current_url, "the filter is asked")
    check("1 résultat" in browser.text("main"), browser.text("main"))
    browser.one(".releases a").click()
    browser.wait(lambda: browser.all("article"), "the release is there")
    check(browser.text("h1").startswith("Avenir industriel"), browser.text("h1"))
    check(browser.one("a[href='tel:+32476211238']").text == "0476/21.12.38", "whom to call")
    check(not browser.all(".buttons:not([hidden])"), "buttons that do nothing are not shown")
    browser.one("[hreflang=nl]").click()
    browser.wait(lambda: browser.all("html[lang=nl]"), "the same in Dutch")
    check(browser.text("h1").startswith("Industriële toekomst"), browser.text("h1"))

    # With scripts: suggestions and copying.
    browser.scripts(True)
    browser.command(
        "Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
        origin=browser.address,
    )
    browser.open("/?lang=fr")
    browser.one("#q").send_keys("forest aud")
    browser.wait(
        lambda: "Site Audi à Forest" in browser.run("return [...suggestions.options].map(o => o.value)"),
        "a title is suggested",
    )
    browser.open(RELEASE + "?lang=fr")
    browser.picture("release")
    for button, words in [
        ("[data-fetch]", "Avenir industriel de Bruxelles"),
        ("[data-copy^=http]", f"{browser.address}{RELEASE}?lang=fr"),
        ("[data-copy^=Brup]", "communiqué de presse, 22 mai 2025"),
    ]:
        browser.one(f".buttons {button}").click()
        browser.wait(lambda: browser.text(".tools [role=status]") == "Copié.", "it says that it is copied")
        browser.wait(lambda: words in browser.run("return navigator.clipboard.readText()"), f"{words} is copied")

    # On paper a release shows only the press release.
    browser.printed()
    seen = browser.run("return document.body.innerText")
    for words in ["Brupartners", "COMMUNIQUÉ DE PRESSE", "0476/21.12.38", RELEASE]:
        check(words in seen, f"“{words}” is not printed: {seen}")
    for words in ["Rechercher", "Nederlands", "JSON", "Copier"]:
        check(words not in seen, f"“{words}” is printed")
    browser.command("Emulation.setEmulatedMedia", media="")

    # The metadata of a page for other sites.
    for page in PAGES[:-3]:
        browser.open(address(page, "fr"))
        for data in browser.run("return [...document.scripts].filter(s => s.type.includes('ld')).map(s => s.text)"):
            check(json.loads(data)["@context"] == "https://schema.org", data)
        check(browser.all("link[rel=canonical]"), f"{page} says where it is")
        hreflangs = {e.get_attribute("hreflang") for e in browser.driver.find_elements(By.CSS_SELECTOR, "link[hreflang]")}
        check({"nl", "fr", "en", "x-default"} <= hreflangs, f"{page}: {hreflangs}")
        check(browser.all("meta[property='og:title']"), f"{page} has a title to share")
        check(browser.all(".foot a[type='application/atom+xml']"), f"{page} names the feed")
    check(not browser.complaints(), "nothing was blocked or missing")
