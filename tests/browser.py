"""A real browser for the tests: what its console says against a page fails the test; axe-core checks each page."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from typing import Any

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # A page lives for a second: compiling its scripts and axe a second and third time, better, costs more than it gives.
    "--js-flags=--no-opt --no-maglev",
]

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

# The shell is the same engine without the browser around it (tabs, menus, start page): a test takes half the CPU.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@cache
def chromium_path() -> str | None:
    return next((p for n in NAMES if (p := shutil.which(n))), None)


def whole(act: Callable[..., None]) -> Callable[..., None]:
    """A click that also waits for the page it opened: playwright goes on at the answer's first bytes, and what a test
    reads then may be half a page.
    """

    @wraps(act)
    def acted(target: Any, *args: Any, **options: Any) -> None:
        act(target, *args, **options)
        page = getattr(target, "page", target)
        if not page.is_closed():
            page.wait_for_load_state()

    return acted


@cache
def patient_playwright() -> Any:
    from playwright import sync_api

    for kind in (sync_api.Page, sync_api.Locator):
        kind.click, kind.press = whole(kind.click), whole(kind.press)
    return sync_api.sync_playwright


@contextmanager
def launch() -> Iterator[Any]:
    with patient_playwright()() as engines:
        chromium = engines.chromium.launch(executable_path=chromium_path(), headless=True, args=ARGS)
        yield chromium
        chromium.close()


class Browser:
    """browser.page() opens a page of a fresh person (own cookies); browser.complaints gathers what went wrong in any."""

    def __init__(self, chromium: Any):
        self.chromium, self.complaints, self._contexts = chromium, list[str](), list[Any]()
        self._silent: list[Any] = []

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.settle()
        for context in self._contexts:
            context.close()
        if kind is None:
            assert not self.complaints, "\n".join(["the browser complained:", *self.complaints])

    def settle(self) -> None:
        """Let what the pages have said so far arrive: a question to each comes back after it."""
        for context in self._contexts:
            for page in () if context in self._silent else context.pages:  # without scripts nobody answers
                page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")

    def page(self, **options: Any) -> Any:
        """A page; options as of playwright's new_context (viewport, color_scheme, java_script_enabled …)."""
        defaults = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "viewport": {"width": 1280, "height": 900}}
        context = self.chromium.new_context(**defaults | options)
        context.set_default_timeout(30_000)  # three processes on two cores: a page may wait its turn
        self._contexts.append(context)
        if options.get("java_script_enabled") is False:
            self._silent.append(context)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("response", self._response)
        return context.new_page()

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def _response(self, response: Any) -> None:
        """A refused page may be what a test is about; a missing picture or script never is."""
        if response.status >= 400 and response.request.resource_type not in {"document", "fetch", "xhr"}:
            self.complaints.append(f"{response.status} {response.url}")


# The faults axe finds, the ids that stand twice, and by how much the page runs over the side.
LOOK = """async (where, rules) => {
  const found = await axe.run(where, {runOnly: rules, resultTypes: ["violations"]});
  const ids = Array.from(document.querySelectorAll("[id]"), e => e.id).sort();
  return [
    found.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html)]),
    ids.filter((id, n) => id == ids[n - 1]),
    document.documentElement.scrollWidth - document.documentElement.clientWidth,
  ];
}"""


def assert_accessible(page: Any, *, where: str = "html", silent: bool = False) -> None:
    """Zero violations of WCAG 2.2 AA on the page as it stands, no id twice, nothing to scroll sideways for.

    The check runs beside the page's CSP, not through it. `silent`: the page runs no scripts; axe, which waits on timers, is
    let run for the time of the check alone.
    """
    session = page.context.new_cdp_session(page)

    def ask(expression: str) -> Any:
        options = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = session.send("Runtime.evaluate", options)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    for off in (True, False) if silent else ():
        session.send("Emulation.setScriptExecutionDisabled", {"value": off})
    if ask("typeof axe") != "object":
        ask(f"{AXE.read_text()}; 0")
    faults, twice, wide = ask(f"({LOOK})({where!r}, {RULES!r})")
    if silent:
        session.send("Emulation.setScriptExecutionDisabled", {"value": True})
    session.detach()
    assert not faults, "\n".join(f"{page.url} {rule}: {text}: {nodes[:3]}" for rule, text, nodes in faults)
    assert not twice, f"{page.url}: ids that stand twice: {twice}"
    assert wide <= 0, f"{page.url} scrolls sideways by {wide}"


def assert_opens(page: Any, url: str) -> None:
    """The page at this address is there and accessible, on a phone and on a desk."""
    assert page.goto(url).status == 200, url
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        assert_accessible(page)
