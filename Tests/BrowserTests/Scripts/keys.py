"""The desk in each of its languages, its dialogs, and its use with the keyboard alone."""

from desk import Desk, Keys, api, check

RELEASE = {
    "id": "met-muis", "title": {"nl": "Met de muis", "fr": "À la souris"}, "lead": {"nl": "a", "fr": "b"},
    "body": {"nl": "a", "fr": "b"},
}
check(api("POST", "/releases", RELEASE)[0] == 201, "the release is there")

with Desk() as desk:
    desk.desk()
    desk.log_in()

    # The three languages of the interface.
    for language, word in [("fr", "Nouveau communiqué"), ("en", "New release"), ("nl", "Nieuw bericht")]:
        desk.desk()
        desk.one(f"header option[value={language}]").click()
        desk.wait(lambda: word in desk.text(".new"), word)
        desk.axe()
        check(desk.run("return document.documentElement.lang") == language, "the page says its language")

    # Dialogs.
    desk.desk("releases/met-muis")
    for opener in ["Publiceren…", "Voorbeeld delen"]:
        desk.press(opener)
        desk.one("dialog")
        for scheme in ["light", "dark"]:
            desk.scheme(scheme)
            desk.axe()
        desk.one("dialog").send_keys(Keys.ESCAPE)
        desk.wait(lambda: not desk.all("dialog"), "the dialog is closed")
        check(opener in desk.run("return document.activeElement.textContent"), "the focus is where it was")

    # With the keyboard alone: choose an existing site, and create a contact in place.
    desk.desk("new/releases")
    desk.field("title.nl").send_keys("Met toetsen", Keys.TAB, "Au clavier", Keys.TAB)
    desk.run("document.activeElement.closest('form').querySelector('.main').focus()")
    desk.driver.switch_to.active_element.send_keys(Keys.ENTER)
    box = desk.field("sites")
    box.send_keys("tir")
    desk.wait(lambda: any("TIR" in option.text for option in desk.all("[role=option]")), "the site is offered")
    box.send_keys(Keys.ARROW_DOWN)
    check(desk.run("return arguments[0].getAttribute('aria-activedescendant')", box), "the option is announced")
    desk.axe()
    box.send_keys(Keys.ENTER)
    desk.wait(lambda: any("TIR" in pick.text for pick in desk.all(".picked")), "the site is chosen")
    desk.press("Contact toevoegen")
    box = desk.field("contacts[0].id")
    check(box == desk.driver.switch_to.active_element, "a new row is led to")
    box.send_keys("Zoë Nieuw")
    desk.wait(lambda: any("Nieuw contact" in one.text for one in desk.all("[role=option]")), "a new one is offered")
    box.send_keys(Keys.ARROW_UP, Keys.ENTER)
    desk.one("dialog input[type=email]").send_keys("zoe@example.org", Keys.ENTER)
    desk.wait(lambda: any("Zoë Nieuw" in pick.text for pick in desk.all(".picked")), "the new contact is chosen")
    desk.driver.switch_to.active_element.send_keys(Keys.CONTROL, "s")
    desk.saved()
    path = desk.run("return location.hash.slice(1)")
    saved = api("GET", path)[1]
    check([entry["email"] for entry in saved["contacts"]] == ["zoe@example.org"], str(saved["contacts"]))
    check([entry["href"].split("/")[-1] for entry in saved["sites"]] == ["tir-logistics-centre"], str(saved["sites"]))

    # After an action the focus is somewhere useful, never lost.
    focused = lambda: desk.run("return document.activeElement.closest('.savebar, .side, .item-head')?.className ?? ''")
    desk.write("lead.nl", "Inleiding.")
    desk.run("document.querySelector('.savebar .main').focus()")
    desk.driver.switch_to.active_element.send_keys(Keys.ENTER)
    desk.saved()
    check("savebar" in focused(), f"after saving: {focused()}")
    desk.write("lead.nl", " Meer.")
    for name in ["discard", "undiscard"]:
        desk.wait(lambda: desk.t(name) in desk.text(".savebar"), name)
        desk.run("[...document.querySelectorAll('.savebar button')].find(one => one.textContent.startsWith("
                 "arguments[0])).focus()", desk.t(name))
        desk.driver.switch_to.active_element.send_keys(Keys.ENTER)
        if name == "discard":
            desk.press(desk.t("discard"), "dialog")
        desk.wait(lambda: not desk.all("dialog"), "the dialog is closed")
        desk.wait(lambda: "savebar" in focused(), f"after {name}: {focused()}")
    desk.save()
    desk.run("document.querySelector('.publishing .main').focus()")
    desk.driver.switch_to.active_element.send_keys(Keys.ENTER)
    desk.one("dialog .main")
    for box in desk.all("dialog input[type=checkbox]"):
        if box.is_displayed() and not box.is_selected():
            box.click()
    desk.one("dialog .main").send_keys(Keys.ENTER)
    desk.wait(lambda: not desk.all("dialog"), "it is published")
    desk.wait(lambda: "side" in focused(), f"after publishing: {focused()}")

    # No field that the Tab key reaches is hidden behind the bar.
    desk.screen(1280, 500)
    desk.field("title.nl").click()
    for _ in range(45):
        desk.driver.switch_to.active_element.send_keys(Keys.TAB)
        hidden = desk.run("""
            const [one, bar] = [document.activeElement, document.querySelector('.savebar')]
            if (!one.closest('form') || bar.contains(one)) return null
            return one.getBoundingClientRect().top >= bar.getBoundingClientRect().top ? one.id || one.textContent : null
            """)
        check(not hidden, f"behind the bar: {hidden}")
    desk.screen(1280, 900)

    # Text that is too long is reported at once and not cut off.
    desk.set("[id='field-title.nl']", "é" * 401)
    check("400" in desk.run("return arguments[0].validationMessage", desk.field("title.nl")), "the limit is reported")
    check(len(desk.value("title.nl")) == 401, "the text is whole")
    # Unicode scalars are counted: neither the UTF-16 units of JavaScript nor what a reader sees as one character.
    desk.set("[id='field-title.nl']", "e\u0301" * 201)
    check("400" in desk.run("return arguments[0].validationMessage", desk.field("title.nl")), "marks are counted")
    desk.set("[id='field-title.nl']", "\U0001F3ED" * 400)
    check(not desk.run("return arguments[0].validationMessage", desk.field("title.nl")), "scalars are counted")

    # Every value of the API description can be chosen.
    known = api("GET", "/openapi.json")[1]
    filters = [("audit", "/audit", "action"), ("", "/search", "status"), ("deliveries", "/deliveries", "state")]
    for page, place, name in filters:
        desk.desk(page)
        desk.one(".filters select")
        offered = desk.run("return [...document.querySelectorAll('.filters option')].map(option => option.value)")
        asked = [one["schema"] for one in known["paths"][place]["get"]["parameters"] if one.get("name") == name]
        check(set(asked[0]["items"]["enum"]) <= set(offered), f"{place}: {offered}")

    # A zoom of 200 % halves the width of the window.
    desk.screen(640, 450)
    desk.desk(path[1:])
    desk.field("title.nl")
    check(desk.run("return document.documentElement.scrollWidth <= innerWidth"), "wider than the window at 200 %")
    desk.quiet()
