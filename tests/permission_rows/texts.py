"""Texts that belong to nothing yet are the officers' common paper; what an owner allows is tested with the owner."""

from dongthuan.foundation.texts import actions
from dongthuan.foundation.texts.models import ClauseVersion, Version
from tests.permission_rows import CASES, OFFICERS, Row, pk_of

WORDS = [
    {
        "kind": "la_ma",
        "number": "I",
        "title": "MỤC ĐÍCH",
        "text": "",
        "children": [{"kind": "so", "number": "1", "text": "Một."}],
    }
]
FOCAL = {"focal_officer"}


def text(w):
    return actions.create_text("Văn bản thử", WORDS, by=None)


def version(w):
    return text(w).versions.get()


def two(w):
    first = version(w)
    return {"before": first.pk, "after": actions.new_version(first.text, None, by=None).pk}


def row(w):
    return ClauseVersion.objects.filter(version=version(w)).first()


def earlier(w):
    return Version.objects.get(pk=two(w)["before"])


ROWS = [
    Row("texts:detail", OFFICERS | CASES, pk_of(text), refused=404),
    Row("texts:import", FOCAL, pk_of(text), exact={"administrator": 404, "citizen": 404}),
    Row("texts:version", OFFICERS | CASES, pk_of(version), refused=404),
    Row("texts:compare", OFFICERS | CASES, two, refused=404),
    Row("texts:clause", OFFICERS | CASES, lambda w: {"pk": row(w).clause_id}, refused=404),
    Row("texts:edit", FOCAL, pk_of(version), exact={"administrator": 404, "citizen": 404}),
    Row("texts:add", FOCAL, pk_of(version), exact={"administrator": 404, "citizen": 404}),
    Row("texts:restart", FOCAL, pk_of(earlier), post={}, exact={"administrator": 404, "citizen": 404}),
    Row("texts:edit_clause", FOCAL, pk_of(row), exact={"administrator": 404, "citizen": 404}),
    Row("texts:move", FOCAL, pk_of(row), exact={"administrator": 404, "citizen": 404}),
    Row("texts:delete", FOCAL, pk_of(row), exact={"administrator": 404, "citizen": 404}),
]
