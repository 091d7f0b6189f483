"""What the vault opened goes nowhere by accident: not printed, pickled, turned into JSON, queued, logged or kept in a copy."""

import copy
import io
import json
import logging
import pickle

import pytest
import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.template import engines

from dongthuan.config import logs
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.foundation.vault import actions, queries
from dongthuan.foundation.vault.models import Item, Part, Redaction
from dongthuan.foundation.vault.sealed import MASK, Sealed
from dongthuan.lib.redaction import GAP, marks_for, redact, suggested

from . import SECRET_CONTENT, SECRET_NAME, SECRET_PHONE, make_case
from .test_looks import VERIFY

SECRET = "Người tố cáo là cô giáo ở xóm 7"


def test_it_does_not_show_itself():
    sealed = Sealed(SECRET.encode(), name="đơn của cô giáo.pdf")
    shown = [str(sealed), repr(sealed), f"{sealed}", "%s" % sealed, repr([sealed]), repr({"a": sealed})]  # noqa: UP031
    shown.append(engines["django"].from_string("{{ x }} {{ x|safe }}").render({"x": sealed}))
    assert not [text for text in shown if "giáo" in text]
    assert shown[0] == MASK
    for refuse in (
        lambda: pickle.dumps(sealed), lambda: copy.copy(sealed), lambda: copy.deepcopy(sealed), lambda: bytes(sealed),
        lambda: list(sealed), lambda: json.dumps(sealed), lambda: json.dumps({"a": sealed}, cls=DjangoJSONEncoder),
        lambda: vars(sealed),
    ):  # fmt: skip
        with pytest.raises(TypeError):
            refuse()
    assert sealed.reveal_text() == SECRET


@pytest.mark.parametrize("as_json", [False, True])
def test_no_line_of_a_log_holds_it(as_json):
    """However it came there: as an argument, in a message, in a traceback of somebody else's mistake."""
    sealed = Sealed(f"{SECRET}\ndòng thứ hai rất riêng".encode())
    config = logs.logging(as_json=as_json)["formatters"]["lines"]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=config["foreign_pre_chain"], processors=config["processors"]
    )
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    log = logging.getLogger("test.vault.scrub")
    log.addHandler(handler)
    log.propagate = False
    try:
        log.warning("saw %s and %s", sealed, sealed.reveal_text())
        log.warning("data: %r", {"text": sealed.reveal_text()})
        try:
            raise ValueError(f"cannot read {sealed.reveal_text()!r}", sealed.reveal())
        except ValueError:
            log.exception("failed on %s", sealed.reveal_text().splitlines()[1])
    finally:
        log.removeHandler(handler)
    said = out.getvalue()
    assert "saw" in said
    assert "ValueError" in said
    for scrap in ("cô giáo", "xóm 7", "rất riêng", r"c\u00f4 gi\u00e1o"):
        assert scrap not in said


def everywhere(link) -> str:
    """All rows of all tables that the application's role reads."""
    tables = [r[0] for r in link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    return "\n".join(str(row) for table in tables for row in link.execute(f"SELECT t::text FROM public.{table} t"))


def test_nothing_sealed_lies_in_any_table_the_role_reads(own_database):
    import psycopg

    case = make_case(protected=True)
    case.grant(Part.IDENTITY, case.verifier)
    asked = actions.answer_yes(actions.ask(case.identity, ground=VERIFY, by=case.verifier), by=case.head)
    look = actions.look(case.identity, request=asked, by=case.verifier)
    assert queries.reveal(look, by=case.verifier)
    with psycopg.connect(own_database.url) as link:
        said = everywhere(link)
    assert "vault.look" in said
    for secret in (SECRET_NAME, SECRET_PHONE, *SECRET_CONTENT.splitlines(), "0912345678", "phong bì"):
        assert secret not in said
    with psycopg.connect(own_database.owner_url) as link:
        held = link.execute("SELECT string_agg(encode(ciphertext, 'hex'), '') FROM vault.sealed").fetchone()[0]
    assert SECRET_NAME.encode().hex() not in held
    assert not Entry.objects.filter(data__icontains="phong").exists()


# --- the copy that leaves ---------------------------------------------------------------------------------------------
def test_passages_and_numbers_are_taken_out():
    text = "Tôi là Trần Thị  Mẫu, xóm 7.\nGọi 0912 345 678, căn cước 001199887766, thư a.b@c.vn. TRẦN thị mẫu ký. Số tiền 5000000 đồng."
    clean, removed = redact(text, [*marks_for(text, ["trần thị mẫu", "xóm 7", ""]), *suggested(text)])
    assert removed == 6
    assert clean == (f"Tôi là {GAP}, {GAP}.\nGọi {GAP}, căn cước {GAP}, thư {GAP}. {GAP} ký. Số tiền 5000000 đồng.")
    assert redact("abcdef", [(1, 3), (2, 4), (4, 5)]) == (f"a{GAP}f", 1)
    for bad in [(-1, 2), (3, 3), (2, 99)]:
        with pytest.raises(ValueError, match="outside"):
            redact("abc", [bad])


def test_papers_use_the_released_copy(own_database):
    case = make_case()
    case.grant(Part.CONTENT, case.verifier)
    case.grant(Part.IDENTITY, case.verifier)
    assert queries.redacted(case.thing) is None
    look = actions.look(case.content, ground="LTC56-LUOCBO", by=case.verifier)
    copied = actions.release_redacted(look, passages=["quán Hương Sen"], by=case.verifier)
    assert copied.removed == 2
    assert queries.redacted(case.thing) == (
        f"Giám đốc sở nhận phong bì ngày 12/3 tại {GAP}.\nNgười làm chứng gọi số {GAP}."
    )
    with pytest.raises(Refused):  # what shows an identity has no copy
        actions.release_redacted(actions.look(case.identity, ground=VERIFY, by=case.verifier), by=case.verifier)
    with pytest.raises(Refused):
        actions.release_redacted(look, by=case.head)
    assert (Redaction.objects.count(), Item.objects.count()) == (1, 2)
