"""Four eyes: the desk asks for a review before it refuses, and a colleague sees the note and publishes."""

import sys

from desk import LANGUAGES, Desk, api, check

for language in LANGUAGES:
    path = f"/releases/nazicht-{language}"
    status, made = api("POST", "/releases", {
        "id": path.split("/")[-1], "title": {"nl": "Nazicht", "fr": "Relecture"}, "lead": {"nl": "a", "fr": "b"},
        "body": {"nl": "a", "fr": "b"}, "contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}],
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
        desk.wait(lambda: "Kloppen de namen?" in desk.text(".item-head"), "the note is shown")
        check(api("GET", path, anyone=True)[0] == 404, "it is public")

        desk.driver.delete_all_cookies()
        desk.desk()
        desk.log_in(sys.argv[3])
        desk.desk(path[1:])
        desk.wait(lambda: "Kloppen de namen?" in desk.text(".item-head"), "the colleague sees the note")
        desk.press(desk.t("publish") + "…", ".publishing")
        desk.one("dialog dl")
        desk.one("dialog .main").click()
        desk.wait(lambda: api("GET", path, anyone=True)[0] == 200, "the colleague published it")
        desk.quiet()
