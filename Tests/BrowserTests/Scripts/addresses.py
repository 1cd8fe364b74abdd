"""Addresses follow the date until the first publication. Old ones lead on."""

from desk import LANGUAGES, Desk, Keys, api, check

for language in LANGUAGES:
    spoken = "fr" if language == "fr" else "nl"
    status, made = api("POST", "/releases", {
        "releaseDate": "2026-12-02", "title": {"nl": f"Een fout {language}", "fr": f"Une faute {language}"},
        "originalLanguage": spoken, "lead": {"nl": "Inleiding.", "fr": "Chapeau."},
        "body": {"nl": "Tekst.", "fr": "Texte."}, "contacts": [{"name": "An", "email": "an@example.org"}],
    })
    check(status == 201, str(made))
    first = made["id"]
    slug = "une-faute" if spoken == "fr" else "een-fout"

    with Desk(language) as desk:
        place = lambda: desk.run("return location.hash")
        desk.desk()
        desk.log_in()
        desk.desk("releases/" + first)

        # With the keys: the date and the title change, and the page keeps its text, its focus and its history.
        desk.set("[id='field-releaseDate']", "2026-12-09")
        title = desk.field(f"title.{spoken}")
        title.send_keys(Keys.CONTROL, "a")
        title.send_keys(f"Titel {language}")
        title.send_keys(Keys.CONTROL, "s")
        desk.saved()
        second = f"2026-12-09-{slug}-{language}"
        check(place() == f"#/releases/{second}", place())
        check(desk.run("return document.activeElement.id") == f"field-title.{spoken}", "the focus is gone")
        head = desk.run("return document.querySelector('.item-head').innerHTML")
        check(f"/releases/{second}/history" in head, "a link leads to the old address")
        check(api("GET", f"/releases/{first}", anyone=True)[0] == 404, "an old address tells of a draft")
        desk.accessible()

        # The old address leads on, also with text that was not saved.
        desk.write("lead.nl", " Later.")
        desk.wait(lambda: desk.t("unsavedKept") in desk.text(".savebar"), "the server keeps it")
        desk.desk("releases/" + first)
        desk.wait(lambda: place() == f"#/releases/{second}", "the old address leads on")
        desk.wait(lambda: desk.value("lead.nl") == "Inleiding. Later.", "the unsaved text is there")

        # A colleague changes the date meanwhile: the page follows, and nothing is lost.
        moved = api("PATCH", f"/releases/{second}", {"releaseDate": "2026-12-10"}, match="*")
        check(moved[0] == 200, str(moved))
        third = f"2026-12-10-{slug}-{language}"
        desk.wait(lambda: place() == f"#/releases/{third}", "the page follows a colleague")
        check(desk.value("lead.nl") == "Inleiding. Later.", "the colleague's change took the text")
        desk.save()
        check(api("GET", f"/releases/{third}")[1]["lead"]["nl"] == "Inleiding. Later.", "it is saved")

        # The dialog opens also when the save before it moves the page; the address is that of the last date.
        desk.set("[id='field-releaseDate']", "2026-12-11")
        desk.press(desk.t("publish") + "…", ".publishing")
        desk.wait(lambda: f"Titel {language}" in desk.text("dialog dl"), "the dialog is open")
        desk.picture(f"address-{language}")
        desk.one("dialog .main").send_keys(Keys.ENTER)
        final = f"/releases/2026-12-11-{slug}-{language}"
        desk.wait(lambda: api("GET", final, anyone=True)[0] == 200, "it is public")
        for old in [first, second, third]:
            check(api("GET", f"/releases/{old}", anyone=True)[0] == 404, f"{old} is known to readers")
        desk.status(desk.t("status.published"))

        # Then it stays.
        desk.set("[id='field-releaseDate']", "2026-12-12")
        desk.save()
        check(place() == "#" + final, place())
        desk.quiet()

# An address that was given up is free for another draft, and a date that comes with the plan is in the address.
with Desk() as desk:
    body = {"title": {"nl": "Zonder datum", "fr": "Sans date"}, "lead": {"nl": "a", "fr": "b"},
            "body": {"nl": "a", "fr": "b"}, "contacts": [{"name": "An", "email": "an@example.org"}]}
    status, made = api("POST", "/releases", body)
    check(status == 201, str(made))
    desk.desk()
    desk.log_in()
    desk.desk("releases/" + made["id"])
    desk.press(desk.t("publish") + "…", ".publishing")
    desk.tick("dialog input[value=later]")
    desk.set("dialog input[type=datetime-local]", "2099-06-02T09:00")
    desk.wait(lambda: "2099" in desk.text("dialog dl"), "the time is told")
    desk.one("dialog .main").send_keys(Keys.ENTER)
    desk.wait(lambda: desk.run("return location.hash") == "#/releases/2099-06-02-zonder-datum", "it has the day")
    check(api("POST", "/releases", body)[1]["id"] == made["id"], "the former address is not free")
    desk.quiet()
