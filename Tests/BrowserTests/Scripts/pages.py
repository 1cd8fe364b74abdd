"""Every kind of public page of a newsroom with the demo content."""

RELEASE = "/releases/2025-05-22-industriele-toekomst-van-brussel-brupartners-wil-een-ambitieuze-strategie"

PAGES = [
    "/",
    "/releases",
    "/releases?q=audi&theme=economy",
    "/releases?theme=poverty",
    RELEASE,
    "/advices",
    "/advices/initiatiefadvies-industriele-strategie-voor-brussel",
    "/sites",
    "/sites/audi-vorst",
    "/contacts",
    "/contacts/florence-lepoivre",
    "/search?q=brussel",
    "/accessibility",
    "/subscribe",
    "/docs",
    "/docs/sites",
    "/docs/schemas",
    "/subscribers/endings/0123456789abcdef0123456789abcdef",
    "/nothing-here",
]


def address(page, language):
    return f"{page}{'&' if '?' in page else '?'}lang={language}"
