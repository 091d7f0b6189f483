"""Bad input through the real pages: one clear sentence that names the place, what was typed is kept, sending again is safe."""

import html
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from dongthuan.deliver.programmes.models import PlanImport, PlanRow
from dongthuan.deliver.tasks.models import Evidence, Progress
from dongthuan.foundation.papers import keys, queries, signing
from dongthuan.foundation.papers.models import Paper, Revision
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.texts.models import Version
from dongthuan.lib.outline import outline
from tests.browser import assert_accessible
from tests.deliver.programmes.make import export_file, make_plan, make_row
from tests.deliver.tasks.making import make_task
from tests.factories import World, make_world
from tests.foundation.files import bytes as made
from tests.foundation.papers import factories as papers
from tests.foundation.papers.signing import pki

NAME = "Nguyễn Văn Mẫu"  # everyone of the tests' world is called so
WORDS = "I. MỤC ĐÍCH\n1. Nâng cao nhận thức.\n2. Giữ đoàn kết.\nII. NỘI DUNG\n1. Đối thoại.\n"


@pytest.fixture
def world(live_site) -> World:
    return make_world()


@pytest.fixture
def root(live_site) -> Iterator[signing.InstallationKey]:
    """An authority that this installation trusts, and its list of revoked certificates."""
    found = pki.certificate("Tổ chức chứng thực thử", ca=True)
    folder = Path(settings.KEYS_ROOT) / keys.TRUST
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "goc.pem").write_bytes(pki.pem(found))
    yield found
    for file in folder.iterdir():
        file.unlink()


class Person:
    """Someone at the browser. No answer to them is ever an error of ours."""

    def __init__(self, site: Any, browser: Any, user: Any):
        client = Client()
        client.force_login(user)
        self.site, self.page = site, browser.page()
        session = client.cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
        self.answers: list[int] = []
        self.page.on("response", lambda answer: self.answers.append(answer.status))

    def open(self, name: str, *args: object) -> None:
        self.page.goto(self.site.url + reverse(name, args=args))

    def send(self) -> str:
        """Press the form's button; the page's words."""
        with self.page.expect_navigation():
            self.page.locator("main form[method=post] button:not([type=button])").last.click()
        assert [status for status in self.answers if status >= 500] == []
        return self.page.locator("main").inner_text()

    def refused(self, *words: str) -> str:
        """Send, and be refused in these words at a place that the page names; the form keeps its key."""
        said = self.send()
        assert self.answers[-1] in {422, 200} or 422 in self.answers
        for word in words:
            assert word in said, said
        assert self.page.locator(".error-sum, [role=alert]").count() >= 1
        assert self.key()
        assert_accessible(self.page)
        return said

    def pasted(self, name: str, words: str) -> tuple[int, str]:
        """Paste, send the form, and the answer as it came: drawing megabytes of text is the browser's affair."""
        script = """async ([name, words]) => {
            const body = new FormData(document.querySelector(`[name=${name}]`).form)
            body.set(name, words)
            const answer = await fetch(location.href, {method: "POST", body})
            return [answer.status, await answer.text()]
        }"""
        status, text = self.page.evaluate(script, [name, words])
        return status, html.unescape(text)

    def key(self) -> str:
        return self.page.locator("main form[method=post] [name=form_key]").last.get_attribute("value")

    def value(self, name: str) -> str:
        return self.page.locator(f"[name={name}]").input_value()

    def choose(self, name: str, data: bytes, field: str = "file") -> None:
        kind = "application/octet-stream"
        self.page.locator(f"[name={field}]").set_input_files({"name": name, "mimeType": kind, "buffer": data})

    def again(self, fields: dict[str, str], files: dict[str, Any] | None = None) -> str:
        """The same form once more with the same key, as an impatient finger does; where it leads."""
        address = self.page.url
        secret = {c["name"]: c["value"] for c in self.page.context.cookies()}["csrftoken"]
        body = {**fields, "csrfmiddlewaretoken": secret}
        answer = self.page.request.post(fields.pop("to", address), multipart={**body, **(files or {})})
        assert answer.status < 500
        return answer.url


def test_a_word_file_that_is_none(live_site, browser, world):
    focal = world.users["focal_officer"]
    text = texts.create_text("Chương trình phối hợp 2026 - 2030", outline(WORDS), by=focal)
    person = Person(live_site, browser, focal)
    person.open("texts:import", text.pk)
    person.page.fill("[name=note]", "Bản của Sở Nội vụ")
    for name, data, words in [
        ("bom.docx", made.bomb(), "bom nén"),
        ("thiep.docx", b"MZ\x90\x00" + bytes(2000), "thiep.docx"),
        ("cut.docx", made.docx()[:-30], "cut.docx"),
        ("x.docx", made.zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<T"}), "x.docx"),
    ]:
        person.choose(name, data)
        assert person.value("note") == "Bản của Sở Nội vụ"
        person.refused(name, words)
        assert person.value("note") == "Bản của Sở Nội vụ"
    here, key = person.page.url, person.key()
    person.page.fill("[name=words]", WORDS.replace("đoàn kết", "đồng thuận"))
    assert "Bản dự thảo mới" in person.send() or Version.objects.filter(text=text).count() == 2
    fields = {"to": here, "form_key": key, "note": "Bản của Sở Nội vụ", "words": WORDS}
    assert person.again(fields) == person.page.url
    assert Version.objects.filter(text=text).count() == 2


def test_a_pdf_with_a_signature_that_does_not_hold(live_site, browser, world, root):
    paper = papers.frozen(world, subject=world.users["focal_officer"])
    base = queries.current_revision(paper).file.bytes()
    revoked = pki.certificate(NAME, root)
    (Path(settings.KEYS_ROOT) / keys.TRUST / "thu-hoi.crl").write_bytes(
        pki.crl(root, {revoked.cert: pki.NOW - timedelta(2)})
    )
    expired = pki.certificate(NAME, root, since=pki.NOW - timedelta(90), until=pki.NOW - timedelta(9))

    def signed(key: signing.InstallationKey) -> bytes:
        facts = {"stamp_pdf": None, "signer_name": NAME, "reason": "", "location": ""}
        with ThreadPoolExecutor(1) as elsewhere:  # the browser keeps a loop in this thread, and so does signing
            return elsewhere.submit(signing.sign, base, "ChuKy1", key, **facts).result()

    person = Person(live_site, browser, world.users["leader"])
    person.open("papers:upload", paper.pk, 1)
    for name, data, words in [
        ("nguoi-la.pdf", signed(pki.certificate(NAME)), "tổ chức chứng thực tin cậy"),
        ("het-han.pdf", signed(expired), "hết hạn"),
        ("thu-hoi.pdf", signed(revoked), "thu hồi"),
        ("may.pdf", b"MZ\x90\x00" + base, "may.pdf"),
    ]:
        person.choose(name, data)
        person.refused(words)
    assert Revision.objects.filter(paper=paper).count() == 1
    here, key, good = person.page.url, person.key(), signed(pki.certificate(NAME, root))
    person.choose("da-ky.pdf", good)
    person.send()
    file = {"name": "da-ky.pdf", "mimeType": "application/pdf", "buffer": good}
    assert person.again({"to": here, "form_key": key}, {"file": file}) == person.page.url
    assert Revision.objects.filter(paper=paper).count() == 2
    assert Paper.objects.get(pk=paper.pk).status == "signing"


def edited(data: bytes, **cells: object) -> bytes:
    book, out = load_workbook(io.BytesIO(data)), io.BytesIO()
    for place, value in cells.items():
        book.active[place] = value
    book.save(out)
    return out.getvalue()


def test_an_excel_plan_with_a_wrong_column_and_a_bad_cell(live_site, browser, world):
    plan = make_plan(world)
    make_row(world, plan)
    good = export_file(plan)
    person = Person(live_site, browser, world.users["focal_officer"])
    person.open("programmes:plan_import", plan.pk)
    for name, data, words in [
        ("cot-la.xlsx", edited(good, D2="Kinh phí"), "Cột D"),
        ("thieu.xlsx", edited(good, C2="Mã dòng 2"), "Cột C"),
        ("xa.xlsx", edited(good, XFD1048576="x"), "quá xa"),
        ("bom.xlsx", made.zipped({"[Content_Types].xml": b"<T/>", "xl/workbook.xml": bytes(400 * 2**20)}), "bom.xlsx"),
        ("may.xlsx", b"MZ\x90\x00" + good, "may.xlsx"),
    ]:
        person.choose(name, data)
        person.refused(words)
    assert not PlanImport.objects.exists()
    person.choose("o-hong.xlsx", edited(good, H3="31/02/2022"))
    said = person.send()
    assert "H3" in said
    assert "31/02/2022" in said
    assert_accessible(person.page)
    assert PlanRow.objects.get(plan=plan).revision == 1


def test_what_a_report_cannot_hold(live_site, browser, world):
    task = make_task(world)
    person = Person(live_site, browser, world.users["commune_officer"])
    person.open("tasks:report", task.pk)
    typed = {"percent": "40", "url": "https://ninhbinh.gov.vn/bien-ban", "number": "12/BC-UBND"}
    for name, value in typed.items():
        person.page.fill(f"[name={name}]", value)

    def kept() -> bool:
        return {name: person.value(name) for name in typed} == typed

    person.page.evaluate("document.querySelector('[name=text]').value = 'Đã họp\\u0000 hai lần'")
    person.refused("Ký tự thứ 7", "NUL")
    assert kept()
    assert person.value("text").startswith("Đã họp")
    paste = ("Đã họp đủ. " * 9 + "\n") * 65_000
    assert len(paste.encode()) > 10 * 10**6
    status, answer = person.pasted("text", paste)
    assert (status, "Bớt" in answer, paste in answer.replace("\r\n", "\n")) == (422, True, True)
    assert all(value in answer for value in typed.values())
    assert 'name="form_key"' in answer
    person.page.fill("[name=text]", "Đã họp hai lần")
    person.choose("bien-ban.pdf", b"MZ\x90\x00" + bytes(500))
    person.refused("bien-ban.pdf")
    assert kept()
    person.page.fill("[name=number]", "a" * 200)
    person.refused("100")
    assert person.value("number") == "a" * 200
    assert not Progress.objects.exists()

    person.page.fill("[name=number]", typed["number"])
    here, key = person.page.url, person.key()
    person.send()
    again = {"to": here, "form_key": key, "text": "Đã họp hai lần", **typed}
    assert person.again(again) == person.page.url
    assert (Progress.objects.count(), Evidence.objects.count()) == (1, 2)
