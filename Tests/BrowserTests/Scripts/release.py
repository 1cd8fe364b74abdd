"""A bilingual release from a pasted manuscript to the public, its correction and its withdrawal."""

from desk import Desk, api, check, later

DUTCH = """PERSBERICHT

Brupartners vraagt een plan voor de haven

Brussel, België – 02/06/2025: De sociale partners van Brussel vragen een plan voor de bedrijven aan de haven.

Ruimte voor werk

De bedrijven hebben plaats nodig. Dat staat in het advies.

Contacten
An VOORBEELD (Woordvoerster): an@example.org – 02/205.68.68
"""
RICH = """<html><body><p>PERSBERICHT</p><h1>Brupartners vraagt een plan voor de haven</h1>
<p>Brussel, België – 02/06/2025: De sociale partners van Brussel vragen een plan voor de bedrijven aan de haven.</p>
<h2>Ruimte voor werk</h2><p>De <b>bedrijven</b> hebben plaats nodig. Dat staat in <a href="#">het advies</a>.</p>
<p>Contacten</p><p>An VOORBEELD (Woordvoerster): an@example.org – 02/205.68.68</p></body></html>"""
FRENCH = """COMMUNIQUÉ DE PRESSE

Brupartners demande un plan pour le port

Bruxelles, Belgique – 02/06/2025 : Les partenaires sociaux de Bruxelles demandent un plan pour le port.

De la place pour l'emploi

Les entreprises ont besoin de place.
"""

with Desk() as desk:
    desk.desk()
    desk.log_in()
    desk.press("Nieuw bericht")
    desk.paste(".intake textarea", DUTCH, RICH)
    desk.one(".lines .marked .error")
    desk.picture("desk-manuscript")
    desk.press("Ontwerp maken")
    desk.paste(".language .intake textarea", FRENCH)
    desk.wait(lambda: desk.value("title.fr") == "Brupartners demande un plan pour le port", "the French text is in")
    desk.press("Ga erheen", ".findings")
    desk.wait(lambda: desk.run("return document.activeElement.id") == "field-links[0].url", "the link is led to")
    desk.write("links[0].url", "https://example.org/advies")
    desk.save()
    desk.wait(lambda: "[het advies](https://example.org/advies)" in desk.value("body.nl"), "the link is in its place")
    check("**bedrijven**" in desk.value("body.nl"), desk.value("body.nl"))
    check("## Ruimte voor werk" in desk.value("body.nl"), desk.value("body.nl"))
    desk.wait(lambda: "Niets op te merken" in desk.text(".findings"), "nothing is left to mend")
    desk.run("scrollTo(0, 0)")
    desk.picture("desk-editor")
    path = desk.run("return location.hash.slice(1)")
    check(api("GET", path, anyone=True)[0] == 404, "a draft is public")

    desk.press("Publiceren…", ".publishing")
    desk.tick("dialog input[value=later]")
    desk.set("dialog input[type=datetime-local]", "2099-06-02T09:00")
    check(desk.text("dialog .words") == "dinsdag 2 juni 2099 om 09:00", desk.text("dialog .words"))
    desk.picture("desk-publish")
    desk.press("Inplannen", "dialog")
    desk.status("Gepland")
    check(api("GET", path, anyone=True)[0] == 404, "public before its time")
    count = len(desk.actions)
    print(f"in two languages and on its way after {count} actions: " + "; ".join(desk.actions))
    check(count <= 25, "too many actions")

    # Edit the time to another minute, and then to the next second, to avoid a long wait.
    desk.press("Verplaatsen…", ".publishing")
    desk.set("dialog input[type=datetime-local]", "2099-06-03T10:30")
    desk.press("Verplaatsen", "dialog form")
    desk.wait(lambda: "3 juni 2099" in desk.text(".publications"), "it is moved")
    check(api("PATCH", path + "/publications/1", {"at": later(3)})[0] == 200, "it is moved to the next second")
    desk.wait(lambda: api("GET", path, anyone=True)[0] == 200, "it is public")
    desk.status("Gepubliceerd")
    public = api("GET", path, anyone=True)[1]
    check(public["languages"] == ["nl", "fr"] and public["contacts"][0]["name"] == "An VOORBEELD", str(public))

    desk.write("lead.nl", " Het plan komt er in 2026.")
    desk.write("lead.fr", " Le plan viendra en 2026.")
    desk.press("Wijzigingen publiceren", ".publishing")
    desk.one("dialog textarea")
    notes = desk.all("dialog textarea")
    notes[0].send_keys("Het jaar van het plan is toegevoegd.")
    notes[1].send_keys("L’année du plan a été ajoutée.")
    desk.press("Nu publiceren", "dialog")
    desk.wait(lambda: len(api("GET", path, anyone=True)[1].get("corrections", [])) == 1, "the correction is public")
    check("2026" in api("GET", path, anyone=True)[1]["lead"]["fr"], "the corrected text is public")

    desk.press("Geschiedenis")
    desk.one(".history summary").click()
    desk.wait(lambda: "2026" in desk.text(".diff ins strong"), "the difference is shown")
    desk.picture("desk-history")
    desk.press("Brupartners vraagt", ".crumb")

    desk.press("Intrekken…", ".publishing")
    desk.one("dialog textarea")
    reasons = desk.all("dialog textarea")
    reasons[0].send_keys("De tekst ging te vroeg uit.")
    reasons[1].send_keys("Le texte est sorti trop tôt.")
    desk.press("Intrekken", "dialog form")
    desk.status("Ingetrokken")
    status, notice = api("GET", path, anyone=True)
    check(status == 410 and notice["reason"]["fr"] == "Le texte est sorti trop tôt.", str(notice))
    check(not desk.field("title.nl").is_enabled(), "what is withdrawn can be written in")
    desk.quiet()
