"""The messages of the desk: labels instead of field names, Brussels time, no codes, and the focus at the fault."""

import sys

from desk import LANGUAGES, Desk, Keys, api, check

TECHNICAL = ["ETag", "issues", "If-Match", "acknowledge", "“at”", "« at »", "title.", "publish”", "draft”"]

for language in LANGUAGES:
    path = f"/releases/melding-{language}"
    status, made = api("POST", "/releases", {
        "id": path.split("/")[-1], "title": {"nl": "Melding", "fr": "Message"}, "lead": {"nl": "a", "fr": "b"},
        "body": {"nl": "Tekst.", "fr": "Texte."},
    })
    check(status == 201, str(made))

    with Desk(language) as desk:
        desk.desk()
        desk.log_in()
        desk.desk(path[1:])

        # The first letter in a picker raises nothing.
        box = desk.field("sites")
        box.send_keys("a")
        desk.one("[role=option]")
        box.send_keys("u")
        desk.wait(lambda: any("Audi" in one.text for one in desk.all("[role=option]")), "the site is offered")
        check(not desk.all("#alert p"), "a letter raised a fault")

        # A fault in a field is said with its label, and the field has the focus.
        desk.set("[id='field-title.fr']", "")
        desk.set("[id='field-title.nl']", "")
        desk.press(desk.t("save"), ".savebar")
        desk.wait(lambda: desk.t("field.title") in desk.text("#alert"), "the fault is told")
        check(not any(word in desk.text("#alert") for word in TECHNICAL), desk.text("#alert"))
        desk.wait(lambda: desk.run("return document.activeElement.id") == "field-title.nl", "the field has the focus")

        # A success removes the old fault.
        desk.set("[id='field-title.nl']", "Melding")
        desk.set("[id='field-title.fr']", "Message")
        desk.write("lead.nl", " b")
        desk.save()
        check(not desk.all("#alert p"), "the old fault is still there")

        # A time that has passed is told in Brussels time.
        desk.press(desk.t("publish") + "…", ".publishing")
        desk.tick("dialog input[value=later]")
        desk.one("dialog .main").click()
        desk.wait(lambda: desk.t("timeMissing") in desk.text("dialog [role=alert]"), "no time is chosen")
        desk.set("dialog input[type=datetime-local]", "2020-06-02T09:00")
        desk.wait(lambda: not desk.all("dialog [role=alert] p"), "an old fault stays")
        desk.one("dialog .main").click()
        fault = lambda: desk.text("dialog .fault")
        desk.wait(lambda: "2020" in fault() and "09:00" in fault(), "it has passed")
        check("T07" not in desk.text("dialog") and "“at”" not in desk.text("dialog"), desk.text("dialog"))
        desk.accessible()

        # Logging out warns of lost text only when some is nowhere else.
        desk.one("dialog").send_keys(Keys.ESCAPE)
        desk.press(desk.t("logOut"), "header")
        desk.one("dialog .main")
        check(desk.t("logOutHint") not in desk.text("dialog"), "nothing is unsaved")
        desk.press(desk.t("cancel"), "dialog")
        desk.write("lead.nl", " c")
        desk.press(desk.t("logOut"), "header")
        desk.one("dialog .main")
        check(desk.t("logOutHint") not in desk.text("dialog"), "the server keeps it")
        desk.press(desk.t("cancel"), "dialog")
        desk.save()

        # A fault in a list is named as the row is.
        desk.run("[...document.querySelectorAll('form button')].find(one => one.textContent === arguments[0]).focus()",
                 desk.t("add.contact"))
        desk.driver.switch_to.active_element.send_keys(Keys.ENTER)
        desk.field("contacts[0].email").send_keys("geen adres")
        desk.run("document.querySelector('#editor').noValidate = true")
        desk.press(desk.t("save"), ".savebar")
        desk.wait(lambda: f"{desk.t('add.contact.one')} 1" in desk.text("#alert"), "the row is named")
        desk.press(desk.t("discard"), ".savebar")
        desk.press(desk.t("discard"), "dialog")
        desk.wait(lambda: desk.t("undiscard") in desk.text(".savebar"), "it is discarded")

        # Who may not publish sees the plan, and asks for a review.
        plan = {"at": "2099-06-02T09:00", "acknowledge": []}
        check(api("POST", path + "/publications", plan)[0] == 201, "it is planned")
        desk.driver.delete_all_cookies()
        desk.desk()
        desk.log_in(sys.argv[4])
        desk.desk(path[1:])
        desk.field("title.nl")
        check("2099" in desk.text(".publications"), "what is planned")
        check(not desk.all(".publishing .main"), "a button that is refused")
        check(desk.t("askReview") in desk.text(".publishing"), "a review can be asked for")
        desk.quiet()
