"""Four eyes: the desk asks for a review before it refuses, and a colleague sees the note and publishes."""

import sys

from desk import LANGUAGES, Desk, Keys, api, check

for language in LANGUAGES:
    path = f"/releases/nazicht-{language}"
    contact = api("POST", "/contacts", {"name": f"Eigen {language}"}, token=sys.argv[3])[1]["id"]
    status, made = api("POST", "/releases", {
        "id": path.split("/")[-1], "title": {"nl": "Nazicht", "fr": "Relecture"}, "lead": {"nl": "a", "fr": "b"},
        "body": {"nl": "a", "fr": "b"},
        "contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}, {"id": contact}],
    })
    check(status == 201, str(made))

    with Desk(language) as desk:
        desk.desk()
        desk.log_in()
        desk.desk(path[1:])
        desk.press(desk.t("publish") + "…", ".publishing")
        desk.wait(lambda: desk.t("secondPerson") in desk.text("dialog"), "a second person is needed")
        check("Bram Maes" in desk.text("dialog"), desk.text("dialog"))
        desk.accessible()
        desk.picture(f"review-{language}")
        desk.one("dialog textarea").send_keys("Kloppen de namen?")
        desk.one("dialog .main").click()
        desk.wait(lambda: "Kloppen de namen?" in desk.text(".notices"), "the note is shown")
        check(api("GET", path, anyone=True)[0] == 404, "it is public")

        # The note survives a later save, and the list shows who asks.
        desk.write("lead.nl", " Later.")
        desk.save()
        check("Kloppen de namen?" in desk.text(".notices"), "a save took the note")
        desk.accessible()
        desk.run("scrollTo(0, 0)")
        desk.picture(f"review-note-{language}")
        desk.desk()
        desk.wait(lambda: desk.t("reviewAskedBy", name="Nora Claes") in desk.text(".results"), "the list says so")
        desk.accessible()

        desk.driver.delete_all_cookies()
        desk.desk()
        desk.log_in(sys.argv[3])
        desk.desk(path[1:])
        desk.wait(lambda: "Kloppen de namen?" in desk.text(".notices"), "the colleague sees the note")
        # What he made himself stays, and he learns it before he confirms.
        desk.press(desk.t("publish") + "…", ".publishing")
        desk.one("dialog dl")
        own = desk.one("dialog input[value^='/contacts/']")
        check(not own.is_enabled() and not own.is_selected(), "the own contact is offered")
        check(desk.t("alsoSecond") in desk.text("dialog") and "Nora Claes" in desk.text("dialog"), desk.text("dialog"))
        desk.accessible()
        desk.picture(f"review-along-{language}")
        desk.one("dialog .main").click()
        desk.wait(lambda: api("GET", path, anyone=True)[0] == 200, "the colleague published it")
        desk.wait(lambda: not desk.all(".notices .review"), "the publication answers the note")

        # Who may not publish learns who can.
        desk.driver.delete_all_cookies()
        desk.desk()
        desk.log_in(sys.argv[4])
        desk.desk(path[1:])
        desk.press(desk.t("askReview") + "…", ".publishing")
        desk.wait(lambda: "Bram Maes" in desk.text("dialog"), "who can publish")
        desk.accessible()
        desk.one("dialog").send_keys(Keys.ESCAPE)
        desk.quiet()
