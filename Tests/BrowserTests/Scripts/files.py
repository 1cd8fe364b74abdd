"""Manuscripts from press officers: chosen or dropped word processor files, and pasted rich text."""

import base64
import pathlib
import tempfile

from desk import Desk, check

FILES = pathlib.Path(__file__).parents[2] / "IntakeTests" / "Fixtures"
TITLE = "Industriële toekomst van Brussel: Brupartners wil een ambitieuze strategie"


def drop(desk, file):
    """Drops a file on the box."""
    desk.one(".intake")
    desk.run(
        """
        const bytes = Uint8Array.from(atob(arguments[1]), letter => letter.charCodeAt(0))
        const dropped = new DataTransfer()
        dropped.items.add(new File([bytes], arguments[0]))
        const event = new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true })
        document.querySelector('.intake').dispatchEvent(event)
        """,
        file.name, base64.b64encode(file.read_bytes()).decode(),
    )


def choose(desk, file):
    desk.one(".intake")
    desk.all(".intake input[type=file]")[0].send_keys(str(file))


def paste(desk, file):
    desk.paste(".intake textarea", "not as rich", file.read_text())


with Desk() as desk:
    desk.desk()
    desk.log_in()
    for give, name, keeps in [
        (drop, "release.docx", ["## De Audi-site in Vorst en de andere grote sites", "**motor**", "- Schaarbeek-Vorming"]),
        (choose, "release.docx", ["1. vlotte logistiek;", "[de website](https://www.brupartners.brussels/nl)"]),
        (drop, "release.pdf", ["Schaarbeek-Vorming", "Brussel heeft een kantelpunt bereikt."]),
        (paste, "release.html", ["## De Audi-site in Vorst en de andere grote sites", "**motor**", "- Schaarbeek-Vorming"]),
        (paste, "word.html", ["**"]),
        (paste, "docs.html", ["**"]),
    ]:
        desk.desk("new")
        give(desk, FILES / name)
        desk.press("Ontwerp maken")
        desk.wait(lambda: desk.value("title.nl") == TITLE, f"{name} is a draft: {desk.value('title.nl')}")
        body = desk.value("body.nl")
        for words in keeps:
            check(words in body, f"“{words}” of {name} is not in: {body}")

    # A file that is too large is not sent.
    desk.desk("new")
    with tempfile.TemporaryDirectory() as folder:
        large = pathlib.Path(folder, "large.pdf")
        large.write_bytes(b"%PDF-1.7\n" + bytes(1024 * 1024))
        choose(desk, large)
        desk.wait(lambda: "groter dan 1 MB" in desk.text("body"), "the size is named")

    # A picture alone does not disappear without a word.
    desk.desk("new")
    desk.one(".intake textarea")
    desk.run("""
        const clipboard = new DataTransfer()
        clipboard.items.add(new File([new Uint8Array(4)], 'foto.png', { type: 'image/png' }))
        const event = new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true })
        document.querySelector('.intake textarea').dispatchEvent(event)
    """)
    desk.wait(lambda: desk.t("notAManuscript") in desk.text("body"), "the picture is named")

    # A file that is not a manuscript gets an error, and existing text stays.
    desk.desk("new")
    box = desk.one(".intake textarea")
    box.send_keys("Persbericht")
    drop(desk, FILES / "encrypted.pdf")
    desk.wait(lambda: "met een wachtwoord beveiligd" in desk.text("body"), "the reason is said")
    check(box.get_attribute("value") == "Persbericht", "what was written is gone")
    desk.quiet()
