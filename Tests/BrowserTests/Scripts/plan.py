"""A planned release: which version goes out, a later save, dates that disagree with the plan, and sending it now."""

from desk import LANGUAGES, Desk, Keys, api, check

for language in LANGUAGES:
    name = f"2025-06-02-plan-{language}"
    path = f"/releases/{name}"
    spoken = "fr" if language == "fr" else "nl"
    contact = f"mee-{language}"
    check(api("POST", "/contacts", {"id": contact, "name": f"Mee {language}"})[0] == 201, "the contact is there")
    status, made = api("POST", "/releases", {
        "id": name, "releaseDate": "2025-06-02", "title": {"nl": f"Titel met fuot {language}", "fr": "Titre"},
        "lead": {"nl": "Inleiding.", "fr": "Chapeau."}, "body": {"nl": "Tekst.", "fr": "Texte."},
        "dateline": {"nl": "Brussel, 2 juni 2025", "fr": "Bruxelles, 2 juin 2025"},
        "contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}, {"id": contact}],
    })
    check(status == 201, str(made))
    check(api("POST", f"/contacts/{contact}/publications", {"at": "2099-06-02T09:00"})[0] == 201, "planned along")
    check(api("POST", path + "/publications", {"at": "2099-06-02T09:00"})[0] == 201, "it is planned")

    with Desk(language) as desk:
        desk.desk()
        desk.log_in()
        desk.desk(path[1:])

        # Date, dateline and address disagree with the plan.
        desk.wait(lambda: len(desk.all(".findings .warning")) == 4, "four dates, and not the contact planned along")
        check("2099" in desk.text(".findings"), desk.text(".findings"))
        check(desk.t("lastVersion", time="", name="").split(",")[0] in desk.text(".publications"), "which version")

        # A later save is not what goes out, and the desk offers that before anything else.
        desk.set(f"[id='field-title.{spoken}']", f"Titel zonder fout {language}")
        desk.save()
        desk.wait(lambda: desk.t("savedUnplanned") in desk.text("#status"), "the save says that it is not planned")
        check(desk.t("useVersion") in desk.text(".savebar") and desk.t("useVersion") in desk.text(".notices"), "offers")
        check(desk.t("olderVersion", time="", name="").split(",")[0] in desk.text(".publications"), "an older version")
        desk.accessible()
        desk.run("scrollTo(0, 0)")
        desk.picture(f"plan-behind-{language}")
        desk.desk()
        desk.wait(lambda: desk.t("unplannedChanges") in desk.text(".results"), "the list says so")
        desk.desk(path[1:])

        desk.press(desk.t("useVersion"), ".savebar")
        desk.one("dialog dl")
        summary = desk.text("dialog dl")
        check(f"Titel zonder fout {language}" in summary and "2099" in summary, summary)
        desk.accessible()
        desk.picture(f"plan-version-{language}")
        desk.one("dialog .main").send_keys(Keys.ENTER)
        desk.wait(lambda: not desk.all(".savebar .main:not([form])"), "the plan has the newest version")
        plan = api("GET", path + "/publications")[1]["items"][0]
        newest = api("GET", path + "/revisions")[1]["items"][0]
        check(plan["revision"] == newest["number"], f"{plan} {newest}")
        check(api("GET", path, anyone=True)[0] == 404, "public before its time")

        # Cancelling a plan offers to cancel what was planned along.
        desk.press(desk.t("takeBack") + "…", ".publishing")
        desk.wait(lambda: f"Mee {language}" in desk.text("dialog"), "the contact is planned along")
        desk.press(desk.t("close"), "dialog")

        # Send it now, in one step, with its contact.
        desk.press(desk.t("publishNow"), ".publishing")
        desk.wait(lambda: desk.t("atOnce") in desk.text("dialog dl"), "it will go out at once")
        desk.one("dialog .main").send_keys(Keys.ENTER)
        desk.wait(lambda: api("GET", path, anyone=True)[0] == 200, "it is public")
        desk.wait(lambda: desk.t("status.published") in desk.text(".item-head .meta"), "the page says so")
        title = api("GET", path, anyone=True)[1]["title"][spoken]
        check(title == f"Titel zonder fout {language}", title)
        check(api("GET", f"/contacts/{contact}", anyone=True)[0] == 200, "the contact was left behind")
        desk.quiet()
