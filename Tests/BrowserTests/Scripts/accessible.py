"""axe finds no fault on any page, in any language, in light and dark, wide and narrow. No page needs horizontal
scrolling, even at 400 % zoom."""

from browser import Browser, check
from pages import PAGES, address

with Browser() as browser:
    # First check that axe finds a planted fault.
    browser.open("data:text/html,<img src=x>")
    try:
        browser.axe()
    except AssertionError:
        pass
    else:
        raise AssertionError("axe sees no fault in a picture without words on a page without a language")
    for page in PAGES:
        for language in ["nl", "fr", "en"]:
            browser.open(address(page, language))
            browser.axe()
        # Checks that do not depend on text run in one language only.
        browser.scheme("dark")
        browser.axe("color-contrast")
        browser.scheme("light")
        # 1280 pixels at 200 % are 640 pixels (WCAG 1.4.4), and at 400 % 320 pixels (1.4.10).
        for width in [640, 320]:
            browser.screen(width, 700, mobile=True)
            wide = browser.run("return document.documentElement.scrollWidth")
            check(wide <= width, f"{page} is {wide} wide on a screen of {width}")
        browser.axe()
        browser.desktop()
    browser.phone()
    browser.scheme("dark")
    browser.open("/releases?theme=economy&lang=nl")
    browser.picture("filters")
