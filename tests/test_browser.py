"""The tests' browser itself: a click goes on when the whole page is there; a fault is found on a page like a good one."""

import http.server
import threading

import pytest

from .browser import assert_accessible

HEAD = b"<!doctype html><html lang=en><title>Two halves</title><form method=post><button>Go</button></form>"


@pytest.fixture
def halved():
    """A site whose answer to a form stops in the middle until the test has asked for the rest, or half a second."""
    asked = threading.Event()

    class Halved(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(HEAD)

        def do_POST(self) -> None:
            self.do_GET()
            self.wfile.flush()
            asked.wait(0.5)
            self.wfile.write(b"<p>The rest</p>")

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Halved)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "silent"])
def test_a_click_goes_on_when_the_whole_answer_is_there(browser, halved, scripts):
    url, asked = halved
    page = browser.page(java_script_enabled=scripts)
    page.goto(url)
    page.get_by_role("button", name="Go").click()
    found = page.get_by_text("The rest").count()
    asked.set()
    assert found == 1


PAGE = """<!doctype html><html lang=en><meta name=viewport content="width=device-width"><title>Page</title>
<main><h1>Page</h1>%s<p id=first>Some words</p></main></html>"""
FAULTS = {
    "a picture without words": "<img src=x>",
    "a field without a label": "<label>Name</label><input>",
    "a button without words": "<button> </button>",
    "pale words": '<p style="color: #bbb">Words</p>',
    "an id that stands twice": "<p id=first>Words</p>",
    "too wide": '<p style="width: 3000px">Words</p>',
    "narrow links": "<a href=/a style='display: block'>12</a><a href=/b style='display: block'>13</a>",
}
FINE = {
    "a picture without words": "<img src=x alt=Words>",
    "a field without a label": "<label>Name <input></label>",
    "a button without words": "<button>Words</button>",
    "narrow links": "<a href=/a style='display: block; margin: 9px'>12</a><a href=/b style='display: block; margin: 9px'>13</a>",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_after_a_good_page_like_it(browser, fault):
    page = browser.page()
    for words in ("Words", "Other, longer words", "Words"):
        page.set_content(PAGE % FINE.get(fault, "<p>Words</p>").replace("Words", words))
        assert_accessible(page)
    for _ in range(2):
        page.set_content(PAGE % FAULTS[fault])
        with pytest.raises(AssertionError):
            assert_accessible(page)


def test_a_fault_of_a_phone_is_found_after_a_wide_screen(browser):
    page = browser.page()
    page.set_content(PAGE % '<p style="width: 600px">Words</p>')
    assert_accessible(page)
    page.set_viewport_size({"width": 360, "height": 700})
    with pytest.raises(AssertionError, match="sideways"):
        assert_accessible(page)
