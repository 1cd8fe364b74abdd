"""The newsroom is read, in every language."""

from browser import Browser, check

TITLES = {"nl": "persruimte", "fr": "espace presse", "en": "newsroom"}

with Browser() as browser:
    for language, title in TITLES.items():
        browser.open(f"/?lang={language}")
        check(title in browser.text("h1"), browser.text("h1"))
        browser.axe()
