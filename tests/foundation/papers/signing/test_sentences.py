"""Every refusal is a sentence in both languages, about the same things; none is missing and none is left over."""

import re
from pathlib import Path
from string import Formatter

import pytest

from dongthuan.foundation.papers import signing
from dongthuan.foundation.papers.signing.sentences import SENTENCES

SOURCES = [*Path(signing.__file__).parent.glob("*.py"), Path(signing.__file__).parents[1] / "command.py"]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_say_the_same(code):
    english, vietnamese = SENTENCES[code]
    assert places(english) == places(vietnamese)
    assert english != vietnamese
    for sentence in (english, vietnamese):
        assert sentence[0].isupper() or sentence[0] == "{"
        assert sentence.endswith(".")


def test_every_sentence_is_used_and_every_code_has_one():
    code = "\n".join(file.read_text() for file in SOURCES if file.name != "sentences.py")
    raised = set(re.findall(r'(?:SigningError|Problem)\(\s*"(\w+)"', code))
    assert raised <= set(SENTENCES)
    assert {one for one in SENTENCES if f'"{one}"' not in code} == set()
