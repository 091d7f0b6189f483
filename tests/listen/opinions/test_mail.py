"""Opinions that come as letters: by the mail server's command and in saved files; each once, each answered once."""

import base64
import email
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dongthuan.config import take_mail
from dongthuan.config.postgres import waiting
from dongthuan.foundation.notify.models import Mailing
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused, at_day, today
from dongthuan.listen.opinions import actions, mail, queries
from dongthuan.listen.opinions.models import Enclosure, Intake, Opinion, Posting
from tests.factories import World, make_world
from tests.foundation.vault.test_stripping import TRACE, jpeg

from .making import clause, post

MAILBOX = "gopy@tinh.example"
LATER = "Đề nghị mở cửa đến 21 giờ để bà con sinh hoạt buổi tối."


@pytest.fixture
def world(settings) -> World:
    settings.OPINIONS_MAIL = MAILBOX
    return make_world()


def letter(posting: Posting, text: str = LATER, subject: str = "Góp ý", **heads: str) -> EmailMessage:
    """As a mail program writes it, to the call's own address."""
    made = EmailMessage(policy=default)
    facts = {
        "From": "Lê Thị Mẫu <mau@example.org>",
        "To": mail.address_of(posting) or MAILBOX,
        "Message-ID": "<m1@example.org>",
    }
    for name, value in (facts | {"Subject": subject} | {k.replace("_", "-"): v for k, v in heads.items()}).items():
        made[name] = value
    made.set_content(text)
    return made


def take(message: EmailMessage | bytes, **more) -> actions.mail.Taken:
    data = message if isinstance(message, bytes) else message.as_bytes()
    return actions.take_mail(data, **({"by": None} | more))


def refused(message: EmailMessage | bytes, **more) -> str:
    with pytest.raises(Refused) as found:
        take(message, **more)
    return found.value.reason


@pytest.mark.django_db
def test_a_letter_is_one_opinion_on_the_clause_it_names(world, settings):
    settings.EMAIL_HOST = "mail.example"
    posting = post(world)
    sent = letter(
        posting, f"Điều 2: nhất trí, đề nghị sửa\n{LATER}\n\nVào Th 2, Ban Dân vận <a@b.vn>\nđã viết:\n> cũ\n"
    )
    sent.add_attachment(jpeg(turned=1), maintype="image", subtype="jpeg", filename="nha-nguyen-van-mau.jpg")
    sent.add_attachment(b"-----BEGIN PGP", maintype="application", subtype="pgp-signature", filename="ky.asc")
    first, again = take(sent), take(letter(posting, "Máy chủ khác thêm chân trang.", Received="x"))
    assert (first.new, again.new, first.given.code) == (True, False, again.given.code)
    made = Opinion.objects.get()
    assert (made.channel, made.stance, made.clause, made.given_on) == ("mail", "changes", clause(posting, "2"), today())
    assert made.words == f"Điều 2: nhất trí, đề nghị sửa\n{LATER}"
    assert (made.giver.name, made.giver.contact, made.mailed.subject, made.intake) == (
        "Lê Thị Mẫu", "mau@example.org", "Góp ý", None)  # fmt: skip
    assert (kept := Enclosure.objects.get().file)
    assert (kept.name, TRACE.encode() in kept.bytes()) == ("giay-to-kem-y-kien.jpg", False)
    assert queries.by_code(first.given.code) == made

    answer = email.message_from_bytes(bytes(Mailing.objects.get(to="mau@example.org").message), policy=default)
    assert (answer["In-Reply-To"], answer["Auto-Submitted"]) == ("<m1@example.org>", "auto-replied")
    body = answer.get_content()
    assert f"Mã biên nhận: {first.given.code}" in body
    assert f"/opinions/track/#{first.given.code}" in body
    assert "Điều 2. Thái độ ghi nhận: nhất trí, đề nghị sửa" in body
    assert not any(secret in answer.as_string() + body for secret in ("21 giờ", "Lê Thị Mẫu"))
    entry = Entry.objects.get(verb="opinions.take_mail")
    assert (entry.data["papers"], entry.data["answered"]) == (1, True)
    assert not any(secret in str(entry.data) for secret in ("mau@example.org", "Mẫu", "m1@"))


def in_charset(charset: str, said: str = "") -> Callable[[str], bytes]:
    """The text in a charset that Python may not know, said to be in that or another."""
    return lambda text: (
        b"Content-Type: text/plain; charset=" + (said or charset).encode() + b"\nContent-Transfer-Encoding: 8bit\n\n"
        + subprocess.run(["iconv", "-f", "UTF-8", "-t", f"{charset}//TRANSLIT"], input=text.encode(), capture_output=True,
                         check=True).stdout
    )  # fmt: skip


def in_html(text: str) -> bytes:
    message = EmailMessage()
    message.set_content(f"<html><head><style>p {{}}</style><body><p>{text.replace(' bà', ' <b>bà</b>')}</html>", "html")
    return message.as_bytes()


@pytest.mark.django_db
@pytest.mark.parametrize("body", [
    in_charset("TCVN5712-1"), in_charset("TCVN5712-1", "iso-8859-1"), in_charset("CP1258"), in_charset("CP1258", "utf-8"),
    in_charset("UTF-8", "us-ascii"), in_charset("UTF-8", "x-unknown"), in_html,
    lambda text: b'Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n'
    + base64.encodebytes(text.encode()),
])  # fmt: skip
def test_the_words_are_read_in_whatever_they_were_written(world, body):
    posting = post(world)
    head = f"From: mau@example.org\nTo: {mail.address_of(posting)}\nDate: Mon, 2 Mar 2026 08:00:00 +0700\nMIME-Version: 1.0\n"
    made = take(head.encode() + body(LATER)).given.opinion
    assert (made.words, made.stance, made.clause) == (LATER, "unsaid", None)


@pytest.mark.django_db
@pytest.mark.parametrize(("subject", "text", "number", "stance"), [
    ("Re: [YK1] Không nhất trí Điều 3", "Lý do: tốn kém.", "3", "disagree"),
    ("Góp ý", "Về khoản 2 và khoản 3 Điều 2: sửa lại.", None, "unsaid"),
    ("Góp ý", "Theo Điều 2 Luật Đất đai thì chưa đúng.", None, "unsaid"),
    ("Góp ý Điều 77", "Nhất trí.\nChúc sức khỏe.", None, "agree"),
    ("Điều 1 và Điều 2", "Không nhất trí với cách làm này vì tốn kém.", None, "unsaid"),
])  # fmt: skip
def test_only_what_is_said_clearly_counts(world, subject, text, number, stance):
    posting = post(world)
    made = take(letter(posting, text, subject)).given.opinion
    wanted = clause(posting, number) if number else None
    assert (made.clause, made.stance, made.words) == (wanted, stance, text)


@pytest.mark.django_db
def test_what_is_no_letter_on_an_open_draft_is_refused_with_its_reason(world, settings):
    posting, other = post(world), post(world, title="Quy ước thôn")
    report = b"From: a@b.vn\nDate: x\nContent-Type: multipart/report; boundary=x\n\n--x--"
    found = [
        refused(b""), refused(b"\xff\x00 not a letter"), refused(letter(posting, " ", "[YK1]")), refused(report),
        refused(letter(posting, "x" * 20_001)), refused(b"x" * (25 * 2**20 + 1)), refused(letter(posting, To=MAILBOX)),
        refused(letter(posting, To=MAILBOX, subject="[YK999999]")),
        refused(letter(posting, To=f"{mail.address_of(posting)}, {mail.address_of(other)}")),
    ]  # fmt: skip
    for sentence, word in zip(found, (
        "không phải thư", "không phải thư", "không có nội dung", "máy chủ thư", "20000", "25 MB", "[YK12]", "số này",
        "nhiều dự thảo"), strict=True):  # fmt: skip
        assert word in sentence, found
    assert not Opinion.objects.exists()
    assert not Enclosure.objects.exists()
    message = letter(posting, To=f"{mail.address_of(posting)}, {mail.address_of(other)}")
    assert take(letter(posting)).new
    assert take(message, envelope=mail.address_of(other)).given.opinion.posting == other
    assert take(letter(posting, To=MAILBOX, subject=f"Fwd: [{mail.code_of(posting)}] x", Message_ID="<m3@x.vn>")).new
    with at_day(today() + timedelta(days=21)):
        assert "đã hết ngày" in refused(letter(posting, Message_ID="<m2@x.vn>"))
        assert not take(letter(posting)).new, "what was taken before stays taken"


@pytest.mark.django_db
def test_a_paper_that_cannot_be_kept_keeps_no_words_out(world, settings):
    settings.EMAIL_HOST = "mail.example"
    posting = post(world)
    sent = letter(posting, f"Điều 2: nhất trí, đề nghị sửa\n{LATER}")
    sent.add_attachment(b"MZ\x00", maintype="application", subtype="octet-stream", filename="nguyen-van-mau.exe")
    for n in range(6):
        sent.add_attachment(jpeg(turned=1), maintype="image", subtype="jpeg", filename=f"anh-{n}.jpg")
    client, url = Client(), reverse("opinions:bring_mails", args=[posting.pk])
    client.force_login(world.users["reception_officer"])
    brought = client.post(url, {"letters": [SimpleUploadedFile("thu.eml", sent.as_bytes())]})
    made = Opinion.objects.get()
    assert (made.words, made.enclosures.exclude(file=None).count()) == (f"Điều 2: nhất trí, đề nghị sửa\n{LATER}", 5)
    program, sixth = made.mailed.left_out.splitlines()
    assert program == "nguyen-van-mau.exe: Hãy gửi tệp PDF, Word hoặc ảnh."
    assert sixth == "anh-5.jpg: Mỗi thư được giữ tối đa 5 tệp kèm theo."
    answer = (
        email.message_from_bytes(bytes(Mailing.objects.get().message), policy=default)
        .get_content()
        .replace("\r\n", "\n")
    )
    assert f"2 tệp gửi kèm không lưu được:\n- {program.partition(': ')[2]}\n- Mỗi thư" in answer
    assert "mau.exe" not in answer, "whose letter it is may be forged: nothing of it stands in the answer"
    assert Entry.objects.get(verb="opinions.take_mail").data["left_out"] == 2
    code = brought.context["outcomes"][0]["code"]
    followed = Client()
    followed.post(reverse("opinions:track"), {"code": code})
    own = followed.get(reverse("opinions:own")).content.decode()
    again = client.post(url, {"letters": [SimpleUploadedFile("thu.eml", sent.as_bytes())]}).content.decode()
    assert "Đã có" in again
    assert code not in again
    for shown in (brought.content.decode(), again, own):
        assert "Tệp gửi kèm thư không lưu được: nguyen-van-mau.exe:" in shown
        assert "anh-5.jpg" in shown


@pytest.mark.django_db
def test_programs_and_ourselves_get_no_answer(world, settings, monkeypatch):
    posting = post(world)
    assert take(letter(posting, Message_ID="<m0@x.vn>")).new
    assert not Mailing.objects.exists(), "there is no mail server"
    settings.EMAIL_HOST = "mail.example"
    heads = [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}, {"List_Id": "<x.y>"},
             {"From": mail.address_of(posting)}, {"From": "dong-thuan@localhost"}]  # fmt: skip
    for n, head in enumerate(heads):
        assert take(letter(posting, Message_ID=f"<a{n}@x.vn>", **head)).new
    assert not Mailing.objects.exists()
    monkeypatch.setattr("dongthuan.listen.opinions.actions.mail.ANSWERS", 2)
    for n in range(4):
        take(letter(posting, Message_ID=f"<b{n}@x.vn>", Auto_Submitted="no"))
    assert Mailing.objects.count() == 2, "who forges a sender floods nobody through us"
    assert Opinion.objects.count() == 1 + len(heads) + 4


@pytest.mark.django_db
def test_saved_letters_are_brought_in_each_with_its_outcome(world, settings):
    posting = post(world)
    client = Client()
    url = reverse("opinions:bring_mails", args=[posting.pk])
    client.force_login(world.users["reception_officer"])
    assert mail.address_of(posting) in client.get(url).content.decode()
    two = letter(posting, "Nhất trí", To="xa@tinh.example", Message_ID="<m2@x.vn>")
    messages = [letter(posting), two, letter(posting), b"no letter"]
    files = [
        SimpleUploadedFile(f"thu-{n}.eml", bytes(m) if isinstance(m, bytes) else m.as_bytes())
        for n, m in enumerate(messages)
    ]
    for expected in (["Đã nhập", "Đã nhập", "Đã có", "Không nhận"], ["Đã có", "Đã có", "Đã có", "Không nhận"]):
        for file in files:
            file.seek(0)
        answer = client.post(url, {"letters": files})
        assert [o["told"] for o in answer.context["outcomes"]] == expected
        shown = answer.content.decode()
        for outcome in answer.context["outcomes"]:
            if "code" in outcome:
                assert outcome["code"] in shown
                assert queries.by_code(outcome["code"]) == outcome["opinion"]
    assert answer["Cache-Control"] == "no-store"
    found = {(o.stance, o.words, o.intake.collector, o.giver.name) for o in Opinion.objects.all()}
    collector = world.users["reception_officer"]
    assert found == {("unsaid", LATER, collector, "Lê Thị Mẫu"), ("agree", "", collector, "Lê Thị Mẫu")}
    assert Intake.objects.filter(kind="mail", done=1).count() == 2
    assert client.post(url, {"x": ""}).status_code == 422
    public = Client().get(reverse("opinions:page", args=[posting.pk])).content.decode()
    assert mail.address_of(posting) in public
    settings.OPINIONS_MAIL = ""
    assert "DONGTHUAN_OPINIONS_MAIL" in client.get(url).content.decode()
    assert MAILBOX not in Client().get(reverse("opinions:page", args=[posting.pk])).content.decode()


def hand_over(data: bytes, **environment: str) -> subprocess.Popen:
    """The command as a mail server starts it: without a language, the letter on its input."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "dongthuan.cli", "take-mail"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env={**kept, "DONGTHUAN_OPINIONS_MAIL": MAILBOX, **environment},
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(data)
    process.stdin.close()
    process.stdin = None
    return process


def ended(process: subprocess.Popen) -> tuple[int, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, (out + err).decode()


def test_the_mail_servers_command_killed_and_sent_again_and_without_a_database(own_database, world, capsys):
    posting = post(world)
    data, here = letter(posting).as_bytes(), {"DATABASE_URL": own_database.url}
    code, told = ended(hand_over(data, DATABASE_URL="postgresql://a:b@127.0.0.1:1/none"))
    assert (code, "try again" in told) == (75, True)
    with psycopg.connect(own_database.url) as held:  # it comes as far as its line in the record, and dies there
        held.execute("LOCK TABLE record_entry IN SHARE MODE")
        process = hand_over(data, **here)
        waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        with psycopg.connect(own_database.url, autocommit=True) as watch:
            assert any(watch.execute(waits).fetchone() for _moment in waiting(60))
        process.kill()
        assert ended(process)[0] == -9
        held.rollback()
    assert not Opinion.objects.exists()
    assert ended(hand_over(data, **here)) == (0, f"YK{posting.pk}: taken\n")
    assert (take_mail.take(data, ""), take_mail.take(b"no letter", "")) == (0, 65)
    assert tuple(capsys.readouterr()) == (f"YK{posting.pk}: taken before\n", "Đây không phải thư điện tử đọc được.\n")
    assert Opinion.objects.count() == Entry.objects.filter(verb="opinions.take_mail").count() == 1
