"""Screenshots of every page of the desk, in light and dark and on a phone, with text that tries to break out."""

from desk import Desk, api, check

NAUGHTY = "</script><script>document.title='x'</script><img src=x onerror=\"document.title='x'\">\"';`{{7*7}}\u202e"
MORE = ["]]>", "<!-- --!>", "&amp;&#x0;", "javascript:alert(1)", "<svg/onload=alert(1)>", "%0d%0aX: y", "\ufeffmark"]


def create(path, item):
    status, made = api("POST", path, item)
    check(status == 201, str(made))
    return made["id"]


def texts(text):
    return {"nl": text, "fr": text + " fr"}


contact = create("/contacts", {"name": NAUGHTY, "role": texts(NAUGHTY), "email": "an@example.org"})
site = create("/sites", {"name": texts(NAUGHTY), "aliases": [NAUGHTY], "facts": [
    {"field": NAUGHTY, "value": NAUGHTY, "source": texts(NAUGHTY)}]})
for text in MORE:
    create("/contacts", {"name": text, "organisation": text})
advice = create("/advices", {"kind": "initiative", "title": texts(NAUGHTY), "sites": [site]})
release = create("/releases", {
    "title": texts(NAUGHTY), "lead": texts(NAUGHTY), "body": texts(NAUGHTY),
    "contacts": [{"id": contact, "group": NAUGHTY}], "sites": [site], "advices": [advice], "links": [{"text": NAUGHTY}]})
# A name with an invisible character is refused.
check(api("POST", "/tokens", {"name": NAUGHTY, "scopes": ["draft"]})[0] == 400, "a token with an invisible character")
check(api("POST", "/tokens", {"name": NAUGHTY.rstrip("\u202e"), "scopes": ["draft"]})[0] == 201, "a token")

PAGES = [
    "", "?q=script", "?text=missing", "new", "new/releases", "new/advices", "new/sites", "new/contacts",
    f"releases/{release}", f"releases/{release}/history", f"advices/{advice}", f"sites/{site}", f"contacts/{contact}",
    f"releases/{release}/deliveries", "subscribers", "deliveries", "tokens", "audit", "nothing",
]

with Desk() as desk:
    desk.desk()
    desk.one("form.login")
    desk.axe()
    desk.log_in()
    size = desk.run("return performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
                    ".filter(entry => new URL(entry.name).pathname.startsWith('/desk'))"
                    ".reduce((sum, entry) => sum + entry.transferSize, 0)")
    print(f"/desk takes {size} bytes")
    for page in PAGES:
        desk.desk(page)
        desk.one("h1:not(.sr), .results h2")
        for scheme in ["light", "dark"]:
            desk.scheme(scheme)
            desk.axe()
        name = page.split("/")[0].split("?")[0] or "list"
        desk.picture(f"look-{name}-{page.count('/')}-dark")
        desk.scheme("light")
        check(desk.driver.title != "x" and not desk.all("main script, main img"), f"text became markup on {page}")
        desk.phone()
        wide = desk.run("return document.documentElement.scrollWidth - 360")
        check(wide <= 0, f"{page} is {wide} pixels wider than a phone")
        desk.picture(f"look-{name}-{page.count('/')}-phone")
        desk.desktop()
    desk.quiet()
