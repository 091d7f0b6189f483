"""Both languages are complete; and the tool that says so can tell."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tools import messages

CODE = (
    "from django.utils.translation import gettext as _, ngettext, pgettext_lazy\n"
    "A = _('Hello %(name)s')\nB = ngettext('%(n)s day', '%(n)s days', 2)\nC = pgettext_lazy('paper', 'Number')\n"
)
PAGE = (
    '{% load i18n %}<ul>\n    <li>{% translate "Due date" %}</li>\n{% blocktranslate with n=count %}{{ n }} tasks'
    '{% endblocktranslate %}\n  </ul><p title="it\'s">{% blocktranslate count n=2 %}one{% plural %}{{ n }}{% endblocktranslate %}'
)
SAID = {"Hello %(name)s": "Chào %(name)s", "%(n)s day": "%(n)s ngày", "Number": "Số", "Due date": "Hạn",
        "%(n)s tasks": "%(n)s việc", "one": "%(n)s"}  # fmt: skip


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for app, files in {"tasks": {"views.py": CODE, "templates/tasks/a.html": PAGE}, "quiet": {}}.items():
        for name, text in {"apps.py": "", **files}.items():
            (tmp_path / app / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / app / name).write_text(text, encoding="utf-8")
    return tmp_path


def po(source: Path) -> Path:
    return source / "tasks" / messages.PO


def translate(source: Path, said: dict[str, str]) -> None:
    catalog = read_po(po(source).open("rb"), locale="vi")
    for message in catalog:
        if message.id:
            text = said.get(message.id if isinstance(message.id, str) else message.id[0], "")
            message.string = (text,) if isinstance(message.id, tuple) else text
    po(source).write_bytes(messages.as_po(messages.copy(catalog)))


@pytest.fixture
def complete(source: Path) -> Path:
    messages.extract(source)
    translate(source, SAID)
    messages.compile_all(source)
    return source


def test_the_house_speaks_both_languages():
    assert messages.check() == []


def test_every_string_is_found(source):
    assert messages.extract(source) == []
    found = {m.id if isinstance(m.id, str) else m.id[0] for m in read_po(po(source).open("rb")) if m.id}
    assert found == set(SAID)
    assert not (source / "quiet" / messages.PO).exists()


def test_a_complete_catalogue_passes_and_stays_as_it_is(complete):
    assert messages.check(complete) == []
    before = po(complete).read_bytes(), po(complete).with_suffix(".mo").read_bytes()
    messages.extract(complete)
    messages.compile_all(complete)
    assert (po(complete).read_bytes(), po(complete).with_suffix(".mo").read_bytes()) == before


def test_a_string_without_its_vietnamese_is_named(complete):
    translate(complete, SAID | {"Due date": ""})
    messages.compile_all(complete)
    assert messages.check(complete) == ["tasks: untranslated: 'Due date' (tasks/templates/tasks/a.html)"]


def test_a_new_string_is_named(complete):
    (complete / "tasks" / "views.py").write_text(CODE + "D = _('New')\n")
    assert messages.check(complete) == ["tasks: untranslated: 'New' (tasks/views.py)"]


def test_a_string_that_is_gone_is_named(complete):
    (complete / "tasks" / "templates" / "tasks" / "a.html").write_text(PAGE.replace("Due date", "Due day"))
    assert messages.check(complete) == [
        "tasks: untranslated: 'Due day' (tasks/templates/tasks/a.html)",
        "tasks: no code says this any more: 'Due date'",
    ]
    messages.extract(complete)
    assert "Due date" not in po(complete).read_text()


def test_an_uncertain_translation_is_named(complete):
    text = po(complete).read_text()
    po(complete).write_text(text.replace('msgid "Due date"', '#, fuzzy\nmsgid "Due date"'))
    assert "tasks: uncertain (fuzzy): 'Due date'" in messages.check(complete)


def test_placeholders_must_be_the_same(complete):
    translate(complete, SAID | {"Hello %(name)s": "Chào %(ten)s"})
    messages.compile_all(complete)
    assert messages.check(complete) == ["tasks: other placeholders than the English: 'Chào %(ten)s'"]


def test_a_catalogue_that_was_not_compiled_is_named(complete):
    translate(complete, SAID | {"Due date": "Hạn chót"})
    assert messages.check(complete) == ["tasks: django.mo is not what django.po compiles to"]


def test_two_apps_must_agree(complete):
    (complete / "quiet" / "views.py").write_text(
        "from django.utils.translation import gettext as _\nA = _('Due date')\n"
    )
    messages.extract(complete, "quiet")
    path = complete / "quiet" / messages.PO
    path.write_text(path.read_text().replace('msgid "Due date"\nmsgstr ""', 'msgid "Due date"\nmsgstr "Kỳ hạn"'))
    messages.compile_all(complete)
    assert [said for said in messages.check(complete) if "agree" in said] == [
        "'Due date' is 'Kỳ hạn' in quiet but 'Hạn' in tasks: agree, or use pgettext"
    ]


def test_words_outside_any_app_are_named(complete):
    (complete / "loose.py").write_text("from django.utils.translation import gettext as _\nA = _('Loose')\n")
    assert messages.check(complete) == ["loose.py: 'Loose' is marked for translation outside any app"]


def test_an_unknown_verb_explains_itself(capsys):
    assert messages.main("translate") == 2
    assert "extract" in capsys.readouterr().out
