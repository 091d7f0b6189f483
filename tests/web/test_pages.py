"""Registers, the pattern of a view, languages, reading without writing, and the pages of errors."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.management import call_command
from django.db import InternalError, connection
from django.forms import formset_factory
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import path
from django.utils.safestring import mark_safe

from dongthuan.config.urls import urlpatterns as house
from dongthuan.foundation.orgs.models import Area
from dongthuan.web.forms import SampleForm
from dongthuan.web.kit import Tag, away_from, gone, handle
from dongthuan.web.kit.registers import Badges, Nav, Panels, Shown, mark_current

GOOD = {"area": "a", "day": "23/11/2026", "how": "sms", "agreed": "on", "opinion": "Đồng ý."}


def area(**changes):
    values = {"code": "99999", "level": "commune", "name": "Thử", "full_name": "Xã Thử", "unit_type": "Xã"}
    return Area(**values, **{"since": "2015-01-01", "basis": "thử"} | changes)


def writes(request):
    area().save()
    return HttpResponse("written")


def reads(request):
    return HttpResponse(str(Area.objects.count()))


def hears(request):
    if request.method == "POST":
        area().save()
    return HttpResponse("ok")


def probe(request):
    return HttpResponse("alive" if not connection.in_atomic_block else "in a transaction")


def broken(request):
    raise RuntimeError("broken on purpose")


probe.no_database = True
urlpatterns = [
    path("t/writes", writes), path("t/reads", reads), path("t/hears", hears), path("t/probe", probe),
    path("t/broken", broken), path("t/gone", lambda request: gone(request, "Đợt góp ý đã đóng.")), *house,
]  # fmt: skip


@pytest.fixture
def request_of(rf):
    def make(method="get", data=None, path="/"):
        request = getattr(rf, method)(path, data or {})
        request.user = AnonymousUser()
        request._messages = CookieStorage(request)
        return request

    return make


def draw(source, request, **context):
    return engines["django"].from_string("{% load web %}" + source).render(context, request)


# --- registers ----------------------------------------------------------------------------------------------------
def test_navigation_shows_what_this_person_may_see_in_order(request_of):
    nav = Nav()
    nav.add("workspace", "Việc", "Sau", "web:components", order=20, visible=lambda user: user.is_authenticated)
    nav.add("workspace", "Việc", "Trước", "account_login", "inbox", order=10, count=lambda request: 1045)
    nav.add("public", "Chính", "Khác", "account_login")
    (group,) = nav.groups("workspace", request_of())
    assert (group.label, [(i.label, i.count) for i in group.items]) == ("Việc", [("Trước", 1045)])


def test_navigation_refuses_an_unknown_area():
    with pytest.raises(ValueError, match="elsewhere"):
        Nav().add("elsewhere", "", "", "web:components")


@pytest.mark.parametrize(
    ("here", "marked"),
    [("/tasks/", ["/tasks/", "page"]), ("/tasks/7", ["/tasks/", "true"]), ("/tasks/mine/3", ["/tasks/mine/", "true"]),
     ("/tasksx/", []), ("/", ["/", "page"]), ("/other", []), ("/programmes/plans/3/", ["/programmes/work/", "true"]),
     ("/people/5/", [])],
)  # fmt: skip
def test_the_longest_address_that_leads_here_is_current(here, marked):
    items = [
        Shown("", url, "", None)
        for url in ("/", "/tasks/", "/tasks/mine/", "/programmes/work/", "/people/me/", "/people/roles/")
    ]
    mark_current(items, here)
    assert [word for i in items if i.current for word in (i.url, i.current)] == marked


def test_panels_are_drawn_in_order_and_text_is_escaped(request_of):
    panels, thing = Panels(), SimpleNamespace(KIND="task")
    panels.add("task", "main", lambda request, obj: "b < c", order=20)
    panels.add("task", "main", lambda request, obj: mark_safe("<p>a</p>"), order=10)
    panels.add("task", "main", nothing)
    panels.add("task", "main", nothing)
    assert panels.draw(request_of(), thing, "main") == "<p>a</p>"
    panels.add("task", "side", lambda request, obj: "b < c")
    assert panels.draw(request_of(), thing, "side") == "b &lt; c"
    assert panels.draw(request_of(), "desk", "main") == ""


def nothing(request, obj):
    return None


def test_badges_know_their_kind(request_of):
    badges = Badges()
    badges.add("task", lambda request, obj: Tag("late", obj.text))
    badges.add("task", nothing)
    assert badges.of(request_of(), SimpleNamespace(KIND="task", text="Quá hạn")) == [Tag("late", "Quá hạn")]


# --- tags ---------------------------------------------------------------------------------------------------------
def test_a_refused_action_keeps_its_place_and_its_reason(request_of):
    no = type("No", (), {"__bool__": lambda self: False, "reason": "Còn thiếu minh chứng."})()
    html = draw('{% action_button "Đóng" "/x" may=no main=True %}{% action_button "Mở" may=no %}', request_of(), no=no)
    assert '<button class="btn" type="button" aria-disabled="true" aria-describedby="why-1">Đóng</button>' in html
    assert '<p class="why" id="why-1">Còn thiếu minh chứng.</p>' in html
    assert 'id="why-2"' in html
    assert 'href="/x"' not in html


def test_an_allowed_action_is_a_link_or_a_form(request_of):
    assert 'href="/x"' in draw('{% action_button "Đóng" "/x" %}', request_of())
    html = draw('{% action_button "Đóng" "/x" post=True risk=True %}', request_of())
    assert '<form method="post" action="/x">' in html
    assert 'name="form_key"' in html
    assert "btn--risk" in html


def test_a_form_keeps_its_key_when_it_comes_back(request_of):
    key = "7b0ddc1e-0d27-4b43-8a5e-1f5a39b7a001"
    assert key in draw("{% form_key %}", request_of("post", {"form_key": key}))
    assert key not in draw("{% form_key %}", request_of("get", {"form_key": key}))
    again = draw("{% form_key %}", request_of("post", {"form_key": '"><b>'}))
    assert "<b>" not in again
    assert len(again) == len(draw("{% form_key %}", request_of()))


def test_an_unknown_icon_is_said_at_once(request_of):
    with pytest.raises(ValueError, match="drum"):
        draw('{% icon "drum" %}', request_of())


# --- the pattern of a view ----------------------------------------------------------------------------------------
class Refusal(Exception):
    is_refusal, field = True, "opinion"


def refuse(data):
    raise Refusal("Ý kiến này đã được ghi lúc 09:12.")


def answer(request, action, **kwargs):
    form = SampleForm(request.POST or None)
    return handle(request, form, action, done="Đã ghi.", to="/done", context={"heading": "Góp ý"}, **kwargs)


def test_a_right_form_calls_the_action_once_and_goes_on(request_of):
    request, got = request_of("post", GOOD), []
    response = answer(request, got.append)
    assert (response.status_code, response["Location"]) == (302, "/done")
    assert got[0]["opinion"] == "Đồng ý."
    assert [str(m) for m in get_messages(request)] == ["Đã ghi."]


def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(request_of):
    response = answer(request_of("post", GOOD), refuse)
    html = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#id_opinion">Ý kiến: Ý kiến này đã được ghi lúc 09:12.</a>' in html
    assert "Đồng ý.</textarea>" in html


def test_a_refusal_of_a_set_of_forms_stands_on_top_with_its_link(request_of):
    class Newer(Refusal):
        link = "/papers/7"

    def too_late(rows):
        raise Newer("Đã có bản mới hơn.")

    row = {f"form-0-{name}": value for name, value in GOOD.items()}
    request = request_of("post", {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", **row})
    response = handle(request, formset_factory(SampleForm)(request.POST), too_late, context={"heading": "Góp ý"})
    assert response.status_code == 422
    assert '<li>Đã có bản mới hơn. <a href="/papers/7">Mở xem</a></li>' in response.content.decode()
    assert "Đồng ý.</textarea>" in response.content.decode()


def test_any_other_exception_is_a_fault_and_stays_one(request_of):
    def fail(data):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answer(request_of("post", GOOD), fail)


def test_a_wrong_form_never_reaches_the_action(request_of):
    called = []
    assert answer(request_of("post", GOOD | {"day": "31/02/2026"}), called.append).status_code == 422
    assert answer(request_of(), called.append).status_code == 200
    assert called == []


def test_the_next_page_stays_in_the_house(request_of):
    assert away_from(request_of("post", {"next": "/tasks/7"}), "/x")["Location"] == "/tasks/7"
    for outside in ("https://example.com/", "//example.com", "javascript:alert(1)"):
        assert away_from(request_of("post", {"next": outside}), "/x")["Location"] == "/x"


# --- languages ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_pages_are_vietnamese_until_someone_asks_otherwise():
    client = Client(headers={"accept-language": "en"})
    assert b'<html lang="vi">' in client.get("/_components").content
    english = client.get("/_components?lang=en&page=3")
    assert b'<html lang="en">' in english.content
    assert b"Skip to the main content" in english.content
    assert b'href="?lang=vi&amp;page=3"' in english.content
    assert b'<html lang="en">' in client.get("/_components").content
    assert b'<html lang="vi">' in client.get("/_components?lang=vi").content
    assert b'<html lang="vi">' in client.get("/_components?lang=xx").content
    assert client.get("/_components")["Content-Language"] == "vi"


@pytest.fixture
def demo(settings):
    settings.DEMO = True


# --- reading changes nothing --------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.urls(__name__)
class TestReading:
    def test_a_get_cannot_write(self):
        with pytest.raises(InternalError, match="read-only"):
            Client().get("/t/writes")
        assert Client(raise_request_exception=False).get("/t/writes").status_code == 500
        assert not Area.objects.filter(code="99999").exists()

    def test_after_a_get_the_tests_own_transaction_can_write(self):
        assert Client().get("/t/reads").content == b"0"
        area().save()
        assert Client().get("/t/reads").content == b"1"

    def test_a_post_writes(self):
        Client().post("/t/hears")
        assert Area.objects.filter(code="99999").exists()


@pytest.mark.urls(__name__)
def test_outside_a_test_transaction_too_a_get_cannot_write_and_a_probe_runs_alone(django_db_setup, django_db_blocker):
    client = Client(raise_request_exception=False)
    with django_db_blocker.unblock():
        assert client.get("/t/probe").content == b"alive"
        assert client.get("/t/writes").status_code == 500
        assert client.head("/t/writes").status_code == 500
        assert client.get("/t/reads").content == b"0"
        assert not connection.in_atomic_block


# --- errors -------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere", 404, ["Không tìm thấy trang", "Page not found"]),
        ("/t/broken", 500, ["Hệ thống gặp lỗi", "Something went wrong"]),
        ("/t/gone", 410, ["Trang này đã kết thúc", "Đợt góp ý đã đóng."]),
    ],
)
def test_errors_speak_both_languages(address, status, words):
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    for word in words:
        assert word in response.content.decode()


def test_a_form_without_its_token_is_told_what_to_do(db):
    response = Client(enforce_csrf_checks=True).post("/account/login/")
    assert response.status_code == 403
    assert "Biểu mẫu đã hết hạn" in response.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "410", "500", "503"])
def test_an_error_page_needs_no_database(name):
    assert "Về trang đầu" in engines["django"].get_template(f"{name}.html").render({})


def test_every_file_a_style_names_is_there(settings, tmp_path):
    """The production storage refuses a style that names a missing file; the tests use a simpler one."""
    settings.STATIC_ROOT = tmp_path
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": manifest}
    call_command("collectstatic", interactive=False, verbosity=0)
    assert "web/tokens.css" in (tmp_path / "staticfiles.json").read_text()
