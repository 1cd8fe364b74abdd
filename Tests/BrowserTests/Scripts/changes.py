"""Changes to what is public: a correction with a note, a minor edit without, and a withdrawal with a successor."""

from desk import LANGUAGES, Desk, Keys, api, check

NEXT = {"id": "opvolger", "title": {"nl": "De opvolger", "fr": "Le suivant"}, "lead": {"nl": "a", "fr": "b"},
        "status": "published"}
check(api("POST", "/releases", NEXT)[0] == 201, "the successor is there")

for language in LANGUAGES:
    path = f"/releases/verandering-{language}"
    status, made = api("POST", "/releases", {
        "id": path.split("/")[-1], "title": {"nl": "Verandering", "fr": "Changement"}, "status": "published",
        "lead": {"nl": "Er zijn 12 sites.", "fr": "Il y a 12 sites."}, "body": {"nl": "Tekst.", "fr": "Texte."},
        "contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}],
    })
    check(status == 201, str(made))

    with Desk(language) as desk:
        desk.desk()
        desk.log_in()
        desk.desk(path[1:])

        # A minor edit: no note and no banner, and a warning when it is more than that.
        desk.set("[id='field-lead.nl']", "Er zijn 13 sites.")
        desk.press(desk.t("publishChanges"), ".publishing")
        desk.one("dialog textarea")
        desk.one("dialog input[value=minor]").click()
        desk.wait(lambda: "13 sites" in desk.text("dialog .findings"), "a changed number is not minor")
        check(not desk.all("dialog textarea"), "a minor edit asks for a note")
        desk.accessible()
        desk.picture(f"minor-{language}")
        desk.one("dialog .main").click()
        desk.wait(lambda: api("GET", path, anyone=True)[1]["version"] == 2, "the minor edit is public")
        check(api("GET", path, anyone=True)[1]["corrections"] == [], "a minor edit has a note")
        desk.wait(lambda: desk.t("minor") in desk.text(".publications"), "the panel says that it was minor")

        # A correction: the note is public in both languages. A missing one is said with its label, and focused.
        desk.press(desk.t("publishChanges"), ".publishing")
        desk.one("dialog textarea").send_keys("Het getal was fout.")
        desk.one("dialog .main").click()
        desk.wait(lambda: desk.t("field.correction") in desk.text("dialog .fault"), "the missing note is told")
        check("correction" not in desk.text("dialog .fault").replace("Correction", "").replace("the correction", ""),
              desk.text("dialog .fault"))
        desk.wait(lambda: desk.run("return document.activeElement.id") == "field-correction.fr", "it has the focus")
        desk.driver.switch_to.active_element.send_keys("Le nombre était faux.")
        desk.one("dialog .main").click()
        desk.wait(lambda: len(api("GET", path, anyone=True)[1]["corrections"]) == 1, "the correction is public")

        # A withdrawal is red, names its item and its successor.
        desk.wait(lambda: not desk.all("dialog"), "the dialog is closed")
        desk.press(desk.t("withdraw") + "…", ".publishing")
        title = {"nl": "Verandering", "fr": "Changement", "en": "Verandering"}[language]
        check(title in desk.text("dialog"), desk.text("dialog"))
        check(desk.one("dialog .danger").text == desk.t("withdraw") and not desk.all("dialog .main"), "it is not red")
        reasons = desk.all("dialog textarea")
        reasons[0].send_keys("Vergissing.")
        reasons[1].send_keys("Erreur.")
        box = desk.field("successor")
        box.send_keys("opv" if language != "fr" else "suiv")
        desk.one("dialog [role=option]")
        box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
        desk.one("dialog .picked")
        desk.accessible()
        desk.picture(f"withdraw-{language}")
        desk.one("dialog .danger").click()
        desk.wait(lambda: api("GET", path, anyone=True)[0] == 410, "it is withdrawn")
        gone = api("GET", path, anyone=True)[1]
        check(gone["successor"].endswith("/releases/opvolger"), str(gone))

        # A new publication may follow, with a note.
        desk.press(desk.t("reopen"))
        desk.set("[id='field-lead.nl']", "Er zijn 14 sites.")
        desk.save()
        desk.press(desk.t("publishAgain"), ".publishing")
        desk.one("dialog textarea")
        for area in desk.all("dialog textarea"):
            area.send_keys("Weer openbaar / À nouveau public.")
        desk.one("dialog .main").click()
        desk.wait(lambda: api("GET", path, anyone=True)[0] == 200, "it is public again")
        check(api("GET", path, anyone=True)[1]["version"] == 4, "its next version")
        desk.quiet()
