"""The record's verbs as Vietnamese sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from dongthuan.lib.vietnamese import shortened

Sentence = str | Callable[[dict[str, Any]], str]


def _new(d: dict[str, Any]) -> str:
    base = f" từ bản {d['base']}" if d.get("base") else ""
    return f"đã mở <b>bản {d.get('number')}</b>{base}"


def _imported(d: dict[str, Any]) -> str:
    return f"đã nhập <b>bản {d.get('number')}</b>: giữ {d.get('kept', 0)}, thêm {d.get('added', 0)}, bỏ {d.get('removed', 0)} mục"


def _edited(d: dict[str, Any]) -> str:
    if "text" in d:
        return f"đã sửa lời trong bản {d.get('version')}: <del>{_short(d['text'][0])}</del> <ins>{_short(d['text'][1])}</ins>"
    return f"đã sửa số hoặc tên mục trong bản {d.get('version')}"


def _short(words: str) -> str:
    return shortened(words, 200)


TEXT: Mapping[str, Sentence] = {
    "texts.create_text": "đã lập văn bản",
    "texts.new_version": _new,
    "texts.import_words": _imported,
    "texts.restart": _new,
    "texts.freeze": lambda d: f"đã <b>chốt lời</b> bản {d.get('number')}, mã băm {str(d.get('hash', ''))[:16]}…",
}
CLAUSE: Mapping[str, Sentence] = {
    "texts.edit_clause": _edited,
    "texts.add_clause": lambda d: f"đã thêm mục này vào bản {d.get('version')}",
    "texts.move_clause": lambda d: f"đã chuyển chỗ mục này trong bản {d.get('version')}",
    "texts.delete_clause": lambda d: f"đã bỏ mục này khỏi bản {d.get('version')}",
}
