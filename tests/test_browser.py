"""The tests' browser itself: a click goes on when the whole page is there; a fault of a page is found."""

import http.server
import threading

import pytest

from .browser import PHONE, assert_accessible

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
    "a picture without words": ("image-alt", "<img src=x>"),
    "a field without a label": ("label", "<label>Name</label><input>"),
    "a button without words": ("button-name", "<button> </button>"),
    "pale words": ("color-contrast", '<p style="color: #bbb">Words</p>'),
    "a heading left out": ("heading-order", "<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2><h4>E</h4>"),
    "narrow links": ("target-size", "<a href=/a style='display: block'>12</a><a href=/b style='display: block'>13</a>"),
    "an id that stands twice": ("stand twice", "<p id=first>Words</p>"),
    "too wide": ("sideways", '<p style="width: 3000px">Words</p>'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_on_each_look(browser, fault):
    page, (told, faulty) = browser.page(), FAULTS[fault]
    page.set_content(PAGE % "<p>Words</p>")
    assert_accessible(page)
    page.set_content(PAGE % faulty)
    for _look in range(2):
        with pytest.raises(AssertionError, match=told):
            assert_accessible(page)


def test_a_page_too_wide_for_a_phone_only_is_found_there(browser):
    page = browser.page()
    page.set_content(PAGE % '<p style="width: 600px">Words</p>')
    assert_accessible(page)
    page.set_viewport_size(PHONE)
    with pytest.raises(AssertionError, match="sideways"):
        assert_accessible(page)
