"""axe-core on every page of the wardrobe, on a phone and at a desk, light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE
from tests.factories import make_garment, pending_garment
from wardrobe.choices import GarmentStatus
from wardrobe.models import Garment
from wardrobe.services import many, wear

pytestmark = pytest.mark.usefixtures("site")
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
SERIOUS = ("serious", "critical")
# Menus stay closed: only one of them is ever open.
UNFOLD = "document.querySelectorAll('main details:not(.menu)').forEach((details) => (details.open = true))"


@pytest.fixture
def furnished(make_person):
    """A person with something on every page, and the addresses of all of them."""

    def itself(garment):
        return Garment.all_objects.filter(pk=garment.pk)

    alice = make_person("alice")
    unsure = make_garment(alice, confidence=0.3, price="40.00", brand="Acme")
    for seed, (kind, color) in enumerate((("skirt", "red"), ("coat", "black"), ("shirt", "white")), start=1):
        make_garment(alice, category=kind, facts={"color_primary": color}, seed=seed)
    wear.log_wear(owner=alice, garments=[unsure])
    pending_garment(alice, seed=20)
    pending_garment(alice, seed=21, status=GarmentStatus.FAILED, error_message="The photo is too dark.")
    many.set_laundry(garments=itself(make_garment(alice, seed=10)), state="dirty")
    many.archive(garments=itself(make_garment(alice, seed=11)), reason="lent")
    many.trash(garments=itself(make_garment(alice, seed=12)))
    rooms = ["", "?color=blue", "/add", "/search?q=skirt", "/search?q=zeppelin", "/review", "/laundry", "/archive"]
    rooms += ["/trash", "/statistics", f"/{unsure.pk}", f"/{unsure.pk}/cut-out", f"/{unsure.pk}/similar"]
    return alice, [f"/wardrobe{room}" for room in rooms]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_nobody_is_shut_out(open_page, furnished, device, scheme):
    alice, addresses = furnished
    page = open_page(alice, color_scheme=scheme, **device)
    found = {}
    for address in ["/", *addresses]:
        page.goto(address)
        page.evaluate(UNFOLD)
        for violation in Axe().run(page, options=RULES).response["violations"]:
            if violation["impact"] in SERIOUS:
                found[f"{address}: {violation['id']}"] = [node["html"][:160] for node in violation["nodes"][:3]]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} scrolls sideways by {wide} pixels"
    assert not found


def test_a_stranger_is_not_shut_out_either(open_page):
    page = open_page(**PHONE)
    for address in ("/", "/accounts/login/", "/accounts/signup/"):
        page.goto(address)
        violations = Axe().run(page, options=RULES).response["violations"]
        assert [violation["id"] for violation in violations if violation["impact"] in SERIOUS] == []
