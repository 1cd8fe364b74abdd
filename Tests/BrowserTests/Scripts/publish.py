"""The dialog of publishing: what goes out, when and to whom, with every warning, and what is published with it."""

from desk import LANGUAGES, Desk, api, check

check(api("POST", "/subscriptions", {"url": "http://127.0.0.1:9/"})[0] == 201, "a webhook")

for language in LANGUAGES:
    contact, release = f"amina-{language}", f"bericht-{language}"
    known = {"id": contact, "name": f"Amina {language}", "phone": "02/123"}
    check(api("POST", "/contacts", known)[0] == 201, "the contact is there")
    status, made = api("POST", "/releases", {
        "id": release, "title": {"nl": "Een bericht", "fr": "Un communiqué", "en": "A release"},
        "lead": {"nl": "Inleiding.", "fr": "Chapeau."}, "body": {"nl": "Op maandag 3 juni 2025.", "fr": "Texte."},
        "contacts": [{"id": contact}],
    })
    check(status == 201, str(made))
    path = "/releases/" + release

    with Desk(language) as desk:
        desk.desk()
        desk.log_in()
        desk.desk()
        desk.one(".results h2")
        desk.driver.get(desk.address + "/desk#" + path)
        desk.field("title.nl")

        # Back leaves no live button over another page.
        desk.press(desk.t("publish") + "…", ".publishing")
        desk.one("dialog .main")
        desk.driver.back()
        desk.one(".results h2")
        check(not desk.all("dialog"), "the dialog is still there")
        desk.driver.forward()
        desk.field("title.nl")

        desk.press(desk.t("publish") + "…", ".publishing")
        summary = desk.text("dialog dl")
        title = {"nl": "Een bericht", "fr": "Un communiqué", "en": "A release"}[language]
        for part in [title, desk.t("lastVersion", time="", name="").split(",")[0], "Nora Claes", desk.t("atOnce"),
                     desk.t("people.none"),
                     desk.t("webhooks.one", count="1")]:
            check(part in summary, f"“{part}” is not in: {summary}")
        # Every warning, also about what goes out as well, and none that is untrue.
        hidden = api("GET", path + "/findings", language=language)[1]["items"]
        # WebDriver returns no-break spaces as spaces.
        hidden = [one["detail"].replace("\u00a0", " ") for one in hidden if one["code"] == "hiddenReference"]
        warnings = desk.text("dialog .findings")
        check("3 juni 2025" in warnings and f"Amina {language} – " in warnings and "02/123" in warnings, warnings)
        check(len(hidden) == 1 and hidden[0] not in warnings, warnings)
        desk.tick("dialog .choices input[value^='/contacts/']")
        desk.wait(lambda: hidden[0] in desk.text("dialog .findings"), "readers will not see the contact")
        check("02/123" not in desk.text("dialog .findings"), "a warning about what stays")
        check(desk.run("return document.activeElement.value") == f"/contacts/{contact}", "the focus is gone")
        desk.tick("dialog .choices input[value^='/contacts/']")
        offered = [one.text for one in desk.all("dialog .choices")]
        check(f"{desk.t('alsoPublish')}\nAmina {language}" in offered, str(offered))
        desk.accessible()
        desk.picture(f"publish-now-{language}")

        # The summary follows the choices.
        desk.tick("dialog input[value=later]")
        desk.wait(lambda: desk.t("schedule") in desk.text("dialog .main"), "the button says what it does")
        desk.set("dialog input[type=datetime-local]", "2099-06-02T09:00")
        desk.wait(lambda: "2099" in desk.text("dialog dl") and "09:00" in desk.text("dialog dl"), "the time is told")
        check("UTC" not in desk.text("dialog") and "T07:00" not in desk.text("dialog"), desk.text("dialog"))
        desk.tick("dialog input[value=en]")
        names = {"nl": "Engels", "fr": "anglais", "en": "English"}
        desk.wait(lambda: names[language] not in desk.text("dialog dl"), "the language is left out")
        desk.tick("dialog input[value=now]")
        desk.wait(lambda: desk.t("publishNow") in desk.text("dialog .main"), "the button says it again")

        # Two clicks publish once, and the contact with it.
        desk.run("const button = document.querySelector('dialog .main'); button.click(); button.click()")
        desk.wait(lambda: api("GET", path, anyone=True)[0] == 200, "it is public")
        desk.wait(lambda: desk.t("status.published") in desk.text(".item-head .meta"), "the page says so")
        public = api("GET", path, anyone=True)[1]
        check(public["languages"] == ["nl", "fr"] and public["version"] == 1, str(public))
        check([one["name"] for one in public["contacts"]] == [f"Amina {language}"], str(public["contacts"]))
        check(len(api("GET", path + "/publications")[1]["items"]) == 1, "published twice")
        check(not desk.all("#alert p"), "a second click raised a fault")

        # The day that the publication set stays when something else is saved.
        day = api("GET", path)[1]["releaseDate"]
        desk.write("lead.nl", " Meer.")
        desk.save()
        saved = api("GET", path)[1]
        check((saved.get("releaseDate"), saved["lead"]["nl"]) == (day, "Inleiding. Meer."), str(saved))
        desk.quiet()

