"""The few plain values that signing speaks in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from .sentences import sentence


class SigningError(Exception):
    """A refusal in one sentence; `code` and `params` choose it, `sentence(language)` says it."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def sentence(self, language: str = "vi") -> str:
        return sentence(self.code, self.params, language)

    def __str__(self) -> str:
        return self.sentence("en")


@dataclass(frozen=True)
class Problem:
    """Why a signature is not good."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def sentence(self, language: str = "vi") -> str:
        return sentence(self.code, self.params, language)


@dataclass(frozen=True)
class FieldBox:
    """Where a signature goes: points from the top left corner of a page; the first page is 1."""

    name: str
    page: int
    left: float
    top: float
    width: float
    height: float
    label: str = ""


@dataclass(frozen=True)
class Certificate:
    """What a reader wants to know of a certificate."""

    subject: str
    issuer: str
    serial: str
    sha256: str
    not_before: datetime
    not_after: datetime


@dataclass(frozen=True)
class SignatureReport:
    """One signature of a file, in the order of signing.

    covers: "file" (every byte), "revision" (every byte up to the next signer's part) or "part".
    intact: what it covers is unchanged and everything added since is another signature.
    trusted: its certificate leads to a given root, was valid, may sign, and is not known to be revoked.
    revocation: "good", "revoked" or "unchecked"; never good without a list or answer of its issuer at hand.
    """

    field: str
    kind: str  # "signature" or "timestamp" (of the whole document)
    signer: str
    organisation: str
    cert: Certificate
    at: datetime | None
    at_proved: bool  # by a trusted time-stamp; otherwise the signer's own clock
    covers: str
    intact: bool
    trusted: bool
    revocation: str
    reason: str = ""
    location: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def good(self) -> bool:
        return self.intact and self.trusted

    def as_dict(self) -> dict[str, Any]:
        """The published form: exactly the seven keys that `check-signatures --json` promises."""
        return {
            "signer": self.signer,
            "cert": _plain(asdict(self.cert)),
            "at": self.at.isoformat() if self.at else None,
            "covers": self.covers,
            "intact": self.intact,
            "trusted": self.trusted,
            "revocation": self.revocation,
        }


def to_json(report: SignatureReport) -> dict[str, Any]:
    """All of a report, as JSON can carry it."""
    return _plain(asdict(report))


def from_json(data: dict[str, Any]) -> SignatureReport:
    """The report again."""
    cert = {**data["cert"]}
    for name in ("not_before", "not_after"):
        cert[name] = datetime.fromisoformat(cert[name])
    known = {f.name for f in fields(SignatureReport)}
    values = {name: value for name, value in data.items() if name in known}
    values["cert"] = Certificate(**cert)
    values["at"] = datetime.fromisoformat(data["at"]) if data["at"] else None
    values["problems"] = tuple(Problem(p["code"], p["params"]) for p in data["problems"])
    return SignatureReport(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
