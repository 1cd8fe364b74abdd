"""What must not vanish: links without https, pasted pictures, discarded changes, and the empty form."""

import sys

from desk import LANGUAGES, Desk, Keys, api, check

PICTURE = {"nl": "De tekst had een of meer afbeeldingen.", "fr": "Le texte contenait une ou plusieurs images.",
           "en": "The text had one or more pictures."}

RICH = """<html><body><h1>Bericht met een foto</h1><p>De sociale partners vragen een plan voor de bedrijven.</p>
<p><img src="foto.jpg" alt="Foto"></p></body></html>"""
CONTACTS = {"nl": "Niet elke naam, functie en groep", "fr": "Certains noms, fonctions ou groupes",
            "en": "Not every name, role and group"}

DUTCH = """PERSBERICHT

Een plan voor de haven {0}

Brussel, België – 02/06/2025: De sociale partners van Brussel vragen een plan voor de bedrijven aan de haven.

Contacten
An VOORBEELD (Woordvoerster): an@example.org – 02/205.68.68
"""
FRENCH = """COMMUNIQUÉ DE PRESSE

Un plan pour le port {0}

Bruxelles, Belgique – 02/06/2025 : Les partenaires sociaux de Bruxelles demandent un plan pour le port.

Contacts
An VOORBEELD (Porte-parole) : an@example.org – 02/205.68.68
"""

for language in LANGUAGES:
    path = f"/releases/bewaard-{language}"
    status, made = api("POST", "/releases", {
        "id": path.split("/")[-1], "title": {"nl": "Bewaard", "fr": "Gardé"},
        "lead": {"nl": "Inleiding.", "fr": "Chapeau."},
        "body": {"nl": "Lees [het advies](#) en www.brupartners.brussels/nl.", "fr": "Texte."},
        "contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}], "links": [{"text": "Inleiding"}],
    })
    check(status == 201, str(made))

    with Desk(language) as desk:
        desk.desk()
        desk.log_in()
        desk.desk(path[1:])

        # An address without https becomes a link.
        desk.field("links[0].url").send_keys("www.example.org/a")
        desk.set("[id='field-body.nl']",
                 "Lees [het advies](www.example.org/b) en www.brupartners.brussels/nl.")
        desk.save()
        stored = api("GET", path)[1]
        links = {link["text"]: link.get("url") for link in stored["links"]}
        check(links == {
            "Inleiding": "https://www.example.org/a", "het advies": "https://www.example.org/b",
            "www.brupartners.brussels/nl": "https://www.brupartners.brussels/nl"}, str(links))

        # Three clicks save once, also on a slow line.
        count = len(api("GET", path + "/revisions")[1]["items"])
        desk.write("lead.nl", " Drie.")
        desk.command("Network.enable")
        slow = {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
        desk.command("Network.emulateNetworkConditions", latency=400, **slow)
        desk.run("const save = document.querySelector('.savebar .main'); for (let n = 0; n < 3; n += 1) save.click()")
        desk.wait(lambda: desk.t("saving") in desk.text(".savebar"), "it says that it is saving")
        desk.saved()
        desk.command("Network.emulateNetworkConditions", latency=0, **slow)
        check(len(api("GET", path + "/revisions")[1]["items"]) == count + 1, "saved more than once")
        check(not desk.all("#alert p"), "a second click raised a fault")

        # Discarding asks, and can be undone.
        desk.write("lead.fr", " Ajout.")
        desk.press(desk.t("discard"), ".savebar")
        desk.one("dialog")
        desk.accessible()
        desk.press(desk.t("cancel"), "dialog")
        check(desk.value("lead.fr").endswith(" Ajout."), "it was not discarded")
        desk.press(desk.t("discard"), ".savebar")
        desk.press(desk.t("discard"), "dialog")
        desk.wait(lambda: not desk.value("lead.fr").endswith(" Ajout."), "it is discarded")
        desk.press(desk.t("undiscard"), ".savebar")
        desk.wait(lambda: desk.value("lead.fr").endswith(" Ajout."), "it is back")
        desk.save()

        # A pasted picture is a finding, before and after the draft is made.
        desk.desk("new")
        desk.paste(".intake textarea", f"Bericht met een foto {language}", RICH.replace("foto<", f"foto {language}<"))
        picture = PICTURE[language]
        desk.wait(lambda: picture in desk.text(".reading"), "the picture is told")
        desk.press(desk.t("makeDraft"))
        desk.wait(lambda: picture in desk.text(".panel .findings"), "it is still told")
        place = desk.run("return location.hash.slice(1)")

        # A save keeps it; the dialog and a colleague in another browser see it, until one of them has seen to it.
        desk.write("lead.nl", " Meer.")
        desk.save()
        check(picture in desk.text(".panel .findings"), "a save took the finding")
        desk.press(desk.t("publish") + "…", ".publishing")
        desk.wait(lambda: picture in desk.text("dialog .findings"), "the dialog tells it")
        desk.press(desk.t("cancel"), "dialog")
        with Desk(language) as other:
            other.desk()
            other.log_in(sys.argv[3])
            other.desk(place[1:])
            other.wait(lambda: picture in other.text(".panel .findings"), "the colleague sees it")
            other.accessible()
            other.run("""[...document.querySelectorAll('.findings li')].find(one => one.textContent.includes(
                arguments[0])).querySelector('button:last-child').focus()""", picture)
            other.driver.switch_to.active_element.send_keys(Keys.ENTER)
            other.wait(lambda: picture not in other.text(".panel .findings"), "it is dismissed")
            check(other.run("return document.activeElement.tagName") == "H2", "the focus is gone")
        desk.desk(place[1:])
        desk.wait(lambda: desk.t("findings") in desk.text(".panel"), "the findings are there")
        check(picture not in desk.text(".panel .findings"), "dismissed for one browser only")

        # A finding of the manuscript stays until its words are mended, whatever is saved meanwhile.
        desk.desk("new")
        desk.paste(".intake textarea", DUTCH.format(f"met **sterren {language}"))
        desk.press(desk.t("makeDraft"))
        desk.wait(lambda: "**" in desk.text(".panel .findings"), "the finding is there")
        desk.write("lead.nl", " Meer.")
        desk.save()
        desk.wait(lambda: "**" in desk.text(".panel .findings"), "a save took the finding")
        desk.set("[id='field-title.nl']", f"Een plan voor de haven met sterren {language}")
        desk.save()
        desk.wait(lambda: "**" not in desk.text(".panel .findings"), "the words are mended")

        # Roles and groups of the second language are taken over, or their loss is a finding.
        desk.desk("new")
        desk.paste(".intake textarea", DUTCH.format(language))
        desk.press(desk.t("makeDraft"))
        desk.paste(".language .intake textarea", FRENCH.format(language))
        desk.wait(lambda: desk.value("title.fr") == f"Un plan pour le port {language}", "the French text is in")
        desk.save()
        made = api("GET", desk.run("return location.hash.slice(1)"))[1]
        check([one.get("role") for one in made["contacts"]] == [{"nl": "Woordvoerster", "fr": "Porte-parole"}],
              str(made["contacts"]))

        # Another name at the same address is not taken over, and that is a finding.
        desk.desk("new")
        desk.paste(".intake textarea", DUTCH.format(f"bis {language}"))
        desk.press(desk.t("makeDraft"))
        desk.paste(".language .intake textarea", FRENCH.format(f"bis {language}").replace("An VOORBEELD", "Bo EXEMPLE"))
        desk.wait(lambda: CONTACTS[language] in desk.text(".panel .findings"), "the other name vanished")

        # The empty form survives a reload.
        desk.desk("new/contacts")
        desk.field("name").send_keys("Nieuwe naam")
        desk.desk("new/contacts")
        desk.wait(lambda: desk.value("name") == "Nieuwe naam", "the form is kept")
        desk.press(desk.t("create"), "form")
        desk.wait(lambda: desk.value("name") == "Nieuwe naam", "it is made")
        desk.desk("new/contacts")
        desk.wait(lambda: desk.value("name") == "", "the form is empty again")
        desk.quiet()
