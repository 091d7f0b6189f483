"""Something from the vault in the hands of a program: it goes nowhere by accident. Pure: no Django.

A `Sealed` shows no content when printed, formatted or logged, and refuses to be pickled, copied or written as JSON, so it
cannot become a job's argument, a session's value, a cache's entry or a line of the record. Whoever means it says `reveal`.
"""

import weakref
from typing import Any, NoReturn

MASK = "‹niêm phong›"
SHORT = 4  # a scrap shorter than this would blot out every line of a log
_living: "weakref.WeakSet[Sealed]" = weakref.WeakSet()


class Sealed:
    """Content from the vault. `name` and `mime` say what it was sent as, and are as secret as the rest."""

    __slots__ = ("__content", "__mime", "__name", "__weakref__")

    def __init__(self, content: bytes, *, name: str = "", mime: str = "text/plain") -> None:
        self.__content, self.__name, self.__mime = content, name, mime
        _living.add(self)

    def reveal(self) -> bytes:
        return self.__content

    def reveal_text(self) -> str:
        return self.__content.decode()

    def reveal_name(self) -> str:
        return self.__name

    @property
    def mime(self) -> str:
        return self.__mime

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return MASK

    def __html__(self) -> str:
        return MASK

    def __refused(self, *args: Any) -> NoReturn:
        raise TypeError(
            "What comes from the vault is not written down, copied or sent. Say reveal() where it is shown."
        )

    __reduce__ = __reduce_ex__ = __getstate__ = __copy__ = __deepcopy__ = __bytes__ = __iter__ = __refused  # type: ignore[assignment]

    def scraps(self) -> list[str]:
        """Its lines and its name, as a log could come to hold them."""
        try:
            text = self.__content.decode()
        except UnicodeDecodeError:
            text = ""
        lines = [line.strip() for line in [text, *text.splitlines(), self.__name]]
        return sorted({line for line in lines if len(line) >= SHORT}, key=len, reverse=True)


def scrub(text: str) -> str:
    """The text without anything that lies open in this process at the moment."""
    for sealed in list(_living):
        for scrap in sealed.scraps():
            for form in {scrap, repr(scrap)[1:-1], scrap.encode("unicode_escape").decode()}:
                text = text.replace(form, MASK)
    return text


def scrub_event(logger: Any, method: str, event: Any) -> Any:
    """A processor of structlog: nothing of the vault in the values of a line, however it came there."""
    return {key: scrub_value(value) for key, value in event.items()} if _living else event


def scrub_value(value: Any) -> Any:
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, (int, float, bool)) or value is None:
        return value
    if isinstance(value, dict):
        return {scrub_value(k): scrub_value(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [scrub_value(v) for v in value]
    return value
