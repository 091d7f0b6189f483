"""A passkey in a real browser under the strict content policy, and the sign-in pages with and without scripts."""

import pytest

from tests.browser import assert_accessible
from tests.factories import PASSWORD, make_world


@pytest.fixture
def page(live_site, browser):
    make_world()
    page = browser.page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def sign_in(page, url: str, username: str) -> None:
    page.goto(f"{url}/account/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("button:text-is('Đăng nhập')")
    page.wait_for_url(lambda address: "/account/login" not in address)


def prove(page) -> None:
    """Every change of keys asks first whether it is really you."""
    page.fill("[name=password]", PASSWORD)
    page.click("button:text-is('Tiếp tục')")


def test_a_passkey_added_in_the_browser_signs_in_alone(live_site, page):
    sign_in(page, live_site.url, "leader")
    page.goto(f"{live_site.url}/account/keys/passkeys/add/")
    prove(page)
    page.fill("[name=name]", "Máy ở phòng")
    page.check("[name=passwordless]")
    page.click("[data-passkey=add]")
    page.wait_for_url("**/recovery-codes/")
    page.goto(f"{live_site.url}/account/keys/passkeys/")
    assert "Máy ở phòng" in page.content()
    page.context.clear_cookies()
    page.goto(f"{live_site.url}/account/login/")
    page.click("[data-passkey=login]")
    page.wait_for_url("**/desk/")
    page.goto(f"{live_site.url}/people/me")
    assert "Trưởng ban" in page.content()


def test_a_passkey_is_the_second_step_after_the_password(live_site, page):
    sign_in(page, live_site.url, "leader")
    page.goto(f"{live_site.url}/account/keys/passkeys/add/")
    prove(page)
    page.click("[data-passkey=add]")
    page.wait_for_url("**/recovery-codes/")
    page.context.clear_cookies()
    sign_in(page, live_site.url, "leader")
    assert "/account/keys/code/" in page.url
    page.click("[data-passkey=use]")
    page.wait_for_url("**/desk/")


def test_the_pages_of_keys_are_accessible(live_site, browser):
    """Apart from the ceremonies: a second devtools session, which axe needs, switches the virtual key off."""
    make_world()
    page = browser.page()
    sign_in(page, live_site.url, "leader")
    page.goto(f"{live_site.url}/account/keys/app/add/")
    assert_accessible(page)
    prove(page)
    for path in ("keys/", "keys/app/add/", "keys/passkeys/", "keys/passkeys/add/", "password/", "logout/"):
        page.goto(f"{live_site.url}/account/{path}")
        assert_accessible(page)
    page.click("main button")
    page.goto(f"{live_site.url}/account/login/")
    assert_accessible(page)


def test_signing_in_without_scripts(live_site, browser):
    make_world()
    page = browser.page(java_script_enabled=False)
    page.goto(f"{live_site.url}/account/login/")
    assert page.locator("[data-passkey]:visible").count() == 0
    sign_in(page, live_site.url, "commune-officer")
    assert page.url.endswith("/desk/")
