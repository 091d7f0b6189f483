"""Who walks the cycle: people with a browser each. Every page they come to is checked before they go on."""

import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils import translation

from tests.browser import Browser, assert_accessible
from tests.factories import PASSWORD, World
from tests.site import Site

PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
PICTURES = Path(__file__).parents[3] / "docs" / "tutorial" / "img"


def words(text: str, **values: Any) -> str:
    """The Vietnamese words of the interface for an English source string, from the same catalogues the site reads."""
    with translation.override("vi"):
        found = translation.gettext(text)
    return found % values if values else found


@dataclass
class Walk:
    """The site, the people, and what has been seen of it: `at` keeps addresses under names, `kept` files."""

    site: Site
    browser: Browser
    world: World
    folder: Path
    pictures: bool = False
    at: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Path] = field(default_factory=dict)
    people: dict[str, "Person"] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def person(self, key: str, *, phone: bool = False) -> "Person":
        """Somebody with their own browser; signs in through the page the first time."""
        name = f"{key}{' (phone)' if phone else ''}"
        if name not in self.people:
            page = self.browser.page(**(PHONE if phone else {}))
            page.set_default_timeout(90_000)  # a machine that two suites share may be slow
            person = self.people[name] = Person(self, page, key, silent=phone)
            if key != "anonymous":
                person.sign_in()
        return self.people[name]

    def later(self, day: str) -> None:
        """Time passes: the site's today becomes this day."""
        self.site.kill()
        self.site.environment["DONGTHUAN_AS_OF"] = day
        self.site.start()


@dataclass
class Person:
    walk: Walk
    page: Any
    key: str
    silent: bool = False  # their browser runs no scripts

    def sign_in(self) -> None:
        self.go("/account/login/")
        self.fill(login=self.walk.world.users[self.key].username, password=PASSWORD)
        if self.key == "focal_officer":
            self.picture("01-sign-in")
        self.press("Sign in")
        assert "/login/" not in self.page.url, self.main()

    # --- moving about ---------------------------------------------------------------------------------------------
    def go(self, address: str, *, status: int = 200) -> "Person":
        """Open an address (or a name kept in `walk.at`) and look at the page."""
        address = self.walk.at.get(address, address)
        answer = self.page.goto(address if "://" in address else self.walk.site.url + address)
        came = answer.status if answer else 200  # no answer: another place on the page that is open already
        assert came == status, f"{came} {address}: {self.main()[:1500]}"
        return self.look()

    def follow(self, label: str, *, inside: Any = None, nth: int = 0, **values: Any) -> "Person":
        """Go where the link of this name leads."""
        return self._click("link", label, inside, nth, values)

    def press(self, label: str, *, inside: Any = None, nth: int = 0, status: int = 200, **values: Any) -> "Person":
        """Press the button of this name."""
        return self._click("button", label, inside, nth, values, status)

    def _click(
        self, role: str, label: str, inside: Any, nth: int, values: dict[str, Any], status: int = 200
    ) -> "Person":
        place = self.page.locator(inside or "main") if isinstance(inside, str | None) else inside
        target = place.get_by_role(role, name=words(label, **values)).nth(nth)
        with self.page.expect_navigation() as answer:
            target.click()
        last = answer.value.status if answer.value else 200
        assert last == status, f"{last} after “{label}” at {self.page.url}: {self.main()[:1500]}"
        return self.look()

    def open(self, label: str) -> "Person":
        """Unfold what lies under these words, if it is folded."""
        summary = self.page.locator("main summary", has_text=words(label)).first
        if summary.locator("..").get_attribute("open") is None:
            summary.click()
        return self.look()

    def fill(self, **fields: Any) -> "Person":
        """Fill in fields by their names: words, a file's path, a choice's words, several choices as a list."""
        for name, value in fields.items():
            self._fill(self.page.locator(f"[name={name}]:not([type=hidden])"), value)
        return self

    def _fill(self, control: Any, value: Any) -> None:
        kind = control.first.get_attribute("type") or ""
        tag = control.first.evaluate("e => e.tagName") if not kind else "INPUT"
        if isinstance(value, Path):
            control.set_input_files(value)
        elif kind in {"checkbox", "radio"}:
            for one in [value] if isinstance(value, str | bool) else value:
                self._tick(control, one)
        elif tag == "SELECT":
            control.select_option(
                index=[self._option(control, v) for v in ([value] if isinstance(value, str) else value)]
            )
        else:
            control.fill(value)

    def _option(self, control: Any, wanted: str) -> int:
        """The option of these words, else the only one that holds them."""
        labels = [unicodedata.normalize("NFC", o).strip() for o in control.locator("option").all_inner_texts()]
        found = [n for n, o in enumerate(labels) if o == wanted] or [n for n, o in enumerate(labels) if wanted in o]
        assert len(found) == 1, f"“{wanted}” is not one of {labels} at {self.page.url}"
        return found[0]

    def _tick(self, control: Any, value: Any) -> None:
        """A box or button by the words beside it; True for a single box."""
        if value is True:
            control.check()
            return
        name = control.first.get_attribute("name")
        label = self.page.locator("label", has_text=value).locator(f"[name={name}]")
        if not label.count():
            label = self.page.get_by_label(value).and_(self.page.locator(f"[name={name}]"))
        label.first.check()

    # --- looking --------------------------------------------------------------------------------------------------
    def main(self) -> str:
        """What the page says, as a reader gets it."""
        return unicodedata.normalize("NFC", self.page.locator("main").inner_text())

    def look(self) -> "Person":
        """Every page: accessible, within its policy, as wide as the screen, no script left to the product."""
        assert_accessible(self.page, silent=self.silent)
        assert not self.walk.browser.complaints, "\n".join(self.walk.browser.complaints)
        self.walk.seen.add(re.sub(r"\d+", "N", urlsplit(self.page.url).path))
        return self

    def reads(self, *expected: str) -> "Person":
        """The page says each of these."""
        text = self.main()
        for one in expected:
            assert one in text, f"“{one}” is not on {self.page.url}:\n{text[:3000]}"
        return self

    def holds(self, name: str, value: str) -> "Person":
        """The field still holds what was typed."""
        assert self.page.locator(f"[name={name}]").input_value() == value, name
        return self

    def lacks(self, *unexpected: str) -> "Person":
        text = self.main()
        for one in unexpected:
            assert one not in text, f"“{one}” stands on {self.page.url}"
        return self

    def told(self, label: str, **values: Any) -> "Person":
        """The page answers with this sentence of the interface."""
        return self.reads(words(label, **values))

    def has(self, role: str, label: str, **values: Any) -> bool:
        """Whether the page offers a link or button of this name."""
        return bool(self.page.locator("main").get_by_role(role, name=words(label, **values)).count())

    def beside(self, text: str, label: str = "") -> Any:
        """The smallest part of the page that holds these words and something to press (of this name)."""
        parts = self.page.locator("main :is(li, p, tr, article, section, h2, h3, .card)").filter(has_text=text)
        found = self.page.locator("a, button")
        return parts.filter(has=found.filter(has_text=words(label)) if label else found).last

    def keep(self, name: str) -> str:
        """Remember this address under a name."""
        self.walk.at[name] = urlsplit(self.page.url).path
        return self.walk.at[name]

    def download(self, label: str, *, inside: str = "main", nth: int = 0, **values: Any) -> Path:
        """The file behind a link."""
        link = self.page.locator(inside).first.get_by_role("link", name=words(label, **values)).nth(nth)
        with self.page.expect_download() as download:
            link.click()
        path = self.walk.folder / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def picture(self, name: str, *, at: str = "h1") -> None:
        """A picture for the tutorial, only when asked for: of the screen, from this part of the page on."""
        if self.walk.pictures:
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.mouse.move(0, 0)
            self.page.evaluate(
                """at => { document.activeElement.blur();
                const top = at == "h1" ? 0 : document.querySelector(at).getBoundingClientRect().top + scrollY - 16;
                scrollTo({top, behavior: "instant"}) }""",
                at,
            )
            path = PICTURES / f"{name}.png"
            self.page.screenshot(path=path)
            if small := shutil.which("pngquant"):  # a third of the size to the same eye; without it they are large
                subprocess.run(
                    [small, "--force", "--strip", "--quality=85-100", "--ext=.png", "128", path], check=False
                )
