"""Two editors of one release, unsaved text, and sessions that end."""

import sys

from desk import Desk, Keys, api, check

RELEASE = {
    "id": "twee-redacteurs", "releaseDate": "2025-06-02", "title": {"nl": "Twee redacteurs", "fr": "Deux rédacteurs"},
    "lead": {"nl": "Inleiding.", "fr": "Chapeau."}, "body": {"nl": "Tekst.", "fr": "Texte."},
    "contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}],
}
PAGE = "releases/twee-redacteurs"


def stored(field, language="nl"):
    return api("GET", "/" + PAGE)[1][field][language]


check(api("POST", "/releases", RELEASE)[0] == 201, "the release is there")
with Desk() as first, Desk() as second:
    for desk, token in [(first, sys.argv[2]), (second, sys.argv[3])]:
        desk.desk()
        desk.log_in(token)
        desk.desk(PAGE)
        desk.field("title.nl")

    # Edits in different places: both are kept, and the later editor is notified.
    second.write("lead.fr", " Ajout.")
    first.write("lead.nl", " Toevoeging.")
    first.save()
    second.wait(lambda: second.value("lead.nl") == "Inleiding. Toevoeging.", "the other's text comes in")
    check("heeft dit gewijzigd" in second.text("#status"), second.text("#status"))
    check(second.value("lead.fr") == "Chapeau. Ajout.", "one's own text stays")
    second.save()
    check((stored("lead"), stored("lead", "fr")) == ("Inleiding. Toevoeging.", "Chapeau. Ajout."), "both are stored")

    # Edits in the same place: both are shown, nothing is overwritten, and the editor chooses one.
    first.wait(lambda: first.value("lead.fr") == "Chapeau. Ajout.", "the first has the second's text")
    second.write("body.nl", " Van de tweede.")
    first.write("body.nl", " Van de eerste.")
    first.save()
    second.one(".conflict")
    second.run("scrollTo(0, 0)")
    second.picture("desk-conflict")
    both = second.text(".conflict")
    check("Van de eerste." in both and "Van de tweede." in both, both)
    second.press("Bewaren", ".savebar")
    second.wait(lambda: "Kies eerst" in second.text("#alert"), "a choice comes first")
    check(stored("body") == "Tekst. Van de eerste.", "nothing is overwritten")
    second.desk(PAGE)
    second.one(".conflict input[value=mine]").click()
    second.press("Hiermee verdergaan")
    second.save()
    check(stored("body") == "Tekst. Van de tweede.", stored("body"))

    # Unsaved text survives a reload and a lost connection, and follows its writer to another browser.
    first.wait(lambda: "Van de tweede" in first.value("body.nl"), "the first has it")
    first.write("lead.nl", " Onbewaard.")
    first.wait(lambda: "staat intussen op de server" in first.text(".savebar"), "the server has it")
    check("Onbewaard" not in stored("lead"), "it is not saved")
    second.desk(PAGE)
    second.field("lead.nl")
    check(second.value("lead.nl") == "Inleiding. Toevoeging.", f"nobody else sees it: {second.value('lead.nl')}")
    with Desk() as elsewhere:
        elsewhere.desk()
        elsewhere.log_in(sys.argv[2])
        elsewhere.desk(PAGE)
        elsewhere.field("lead.nl")
        check(elsewhere.value("lead.nl").endswith("Onbewaard."), "it is there in another browser")
        check("teruggezet" in elsewhere.text(".notices"), elsewhere.text(".notices"))
        elsewhere.quiet()
    first.desk(PAGE)
    first.wait(lambda: first.value("lead.nl") == "Inleiding. Toevoeging. Onbewaard.", "unsaved text is back")
    check("teruggezet" in first.text(".notices"), first.text(".notices"))
    first.command("Network.enable")
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    first.command("Network.emulateNetworkConditions", **offline)
    first.press("Bewaren", ".savebar")
    first.wait(lambda: "Geen verbinding" in first.text("#alert"), "the lost connection is reported")
    first.command("Network.emulateNetworkConditions", **{**offline, "offline": False})
    first.save()
    check(stored("lead").endswith("Onbewaard."), stored("lead"))

    # When a session ends, the page asks for the token and then continues.
    check(api("DELETE", "/sessions")[0] == 204, "the sessions are ended")
    first.write("lead.nl", " Na de sessie.")
    first.field("lead.nl").send_keys(Keys.CONTROL, "s")
    first.one("dialog input[name=token]").send_keys(sys.argv[2], Keys.ENTER)
    first.saved()
    check(stored("lead").endswith("Na de sessie."), stored("lead"))

    # After a logout in one window, the other window asks for the token instead of showing public answers.
    first.driver.delete_all_cookies()
    first.desk()
    first.one("form.login")
    first.log_in()

    # Logging out discards unsaved text; an invalid token gets an error.
    first.desk(PAGE)
    first.write("lead.nl", " Weg.")
    first.press("Afmelden", "header")
    first.press("Hier afmelden", "dialog")
    first.one("form.login")
    check(not first.run("return Object.keys(localStorage).some(key => key.startsWith('desk-draft:'))"), "text is left")
    first.one("input[name=token]").send_keys("nrt_bad", Keys.ENTER)
    first.wait(lambda: "niet geldig" in first.text("form.login .fault"), "the bad token is reported")
    first.quiet()
    second.quiet()

    # Without the API description the desk shows an error and can retry.
    second.command("Network.enable")
    second.command("Network.setBlockedURLs", urls=["*/openapi.json"])
    second.desk()
    second.wait(lambda: "Probeer zo dadelijk opnieuw" in second.text("main .fault"), "the fault is reported")
    second.axe()
    second.command("Network.setBlockedURLs", urls=[])
    second.press("Opnieuw proberen")
    second.one(".results h2")
