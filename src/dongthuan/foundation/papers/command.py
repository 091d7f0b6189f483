"""`dongthuan check-signatures FILE.pdf [--trust DIR] [--json]`: anyone may check a signed paper, without us."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from . import signing
from .signing import SignatureReport, SigningError
from .signing.frame import MAX_BYTES
from .signing.trust import LOCAL

GOOD, BAD, UNREADABLE = 0, 1, 2
WORDS = {
    "vi": {
        "signature": "Chữ ký {n}: {field}",
        "timestamp": "Dấu thời gian {n}: {field}",
        "signer": "Người ký",
        "organisation": "Cơ quan",
        "issuer": "Nơi cấp chứng thư",
        "cert": "Chứng thư (SHA-256)",
        "at": "Thời điểm ký",
        "proved": "có dấu thời gian",
        "claimed": "theo đồng hồ của người ký",
        "covers": "Bao phủ",
        "file": "toàn bộ tệp",
        "revision": "phần tệp tới chữ ký này",
        "part": "một phần tệp",
        "intact": "Nguyên vẹn",
        "trusted": "Tin cậy",
        "revocation": "Thu hồi",
        "good": "không bị thu hồi",
        "revoked": "ĐÃ BỊ THU HỒI",
        "unchecked": "chưa kiểm tra",
        "yes": "có",
        "no": "KHÔNG",
        "all_good": "Kết luận: mọi chữ ký đều nguyên vẹn và tin cậy.",
        "not_good": "Kết luận: KHÔNG phải mọi chữ ký đều nguyên vẹn và tin cậy.",
    },
    "en": {
        "signature": "Signature {n}: {field}",
        "timestamp": "Time-stamp {n}: {field}",
        "signer": "Signer",
        "organisation": "Organisation",
        "issuer": "Issued by",
        "cert": "Certificate (SHA-256)",
        "at": "Signed at",
        "proved": "by a time-stamp",
        "claimed": "by the signer’s own clock",
        "covers": "Covers",
        "file": "the whole file",
        "revision": "the file up to this signature",
        "part": "a part of the file",
        "intact": "Intact",
        "trusted": "Trusted",
        "revocation": "Revocation",
        "good": "not revoked",
        "revoked": "REVOKED",
        "unchecked": "unchecked",
        "yes": "yes",
        "no": "NO",
        "all_good": "Conclusion: all signatures are intact and trusted.",
        "not_good": "Conclusion: NOT all signatures are intact and trusted.",
    },
}


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is known of each signature; 0 when all are intact and trusted, 1 when not, 2 when unreadable."""
    options = _parser().parse_args(argv)
    try:
        trust = signing.load_trust(options.trust) if options.trust else None
        reports = signing.validate(_read(options.file), trust)
    except SigningError as error:
        print(error.sentence(options.lang), file=sys.stderr)
        return UNREADABLE
    all_good = bool(reports) and all(report.good for report in reports)
    if options.json:
        print(json.dumps([report.as_dict() for report in reports], ensure_ascii=False, indent=2))
        for sentence in _sentences(reports, options.lang):
            print(sentence, file=sys.stderr)
    else:
        print(as_text(reports, options.lang))
    return GOOD if all_good else BAD


def as_text(reports: Sequence[SignatureReport], language: str) -> str:
    """A block of lines per signature, and a conclusion."""
    words = WORDS[language]
    blocks = [_block(number, report, language) for number, report in enumerate(reports, 1)]
    if not reports:
        blocks = ["\n".join(_sentences(reports, language))]
    good = bool(reports) and all(report.good for report in reports)
    return "\n\n".join([*blocks, words["all_good" if good else "not_good"]])


def _block(number: int, report: SignatureReport, language: str) -> str:
    words = WORDS[language]
    at = report.at.astimezone(LOCAL).strftime("%d/%m/%Y %H:%M:%S") if report.at else "?"
    rows = {
        "signer": report.signer,
        "organisation": report.organisation or "–",
        "issuer": report.cert.issuer,
        "cert": report.cert.sha256,
        "at": f"{at} ({words['proved' if report.at_proved else 'claimed']})",
        "covers": words[report.covers],
        "intact": words["yes" if report.intact else "no"],
        "trusted": words["yes" if report.trusted else "no"],
        "revocation": words[report.revocation],
    }
    width = max(len(words[key]) for key in rows)
    lines = [words[report.kind].format(n=number, field=report.field)]
    lines += [f"  {words[key]:<{width}}  {value}" for key, value in rows.items()]
    lines += [f"  ! {problem.sentence(language)}" for problem in report.problems]
    return "\n".join(lines)


def _sentences(reports: Sequence[SignatureReport], language: str) -> list[str]:
    if not reports:
        return [SigningError("no_signature").sentence(language)]
    return [problem.sentence(language) for report in reports for problem in report.problems]


def _read(path: Path) -> bytes:
    """At most one byte more than is allowed, so that a huge file is refused without being read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SigningError("cannot_open", path=str(path), why=error.strerror or "?") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dongthuan check-signatures",
        description="Check the signatures of a PDF. Exit status: 0 all intact and trusted, 1 not, 2 unreadable.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.pdf")
    parser.add_argument("--trust", type=Path, metavar="DIR", help="root certificates (*.pem, *.crt, *.cer) and *.crl")
    parser.add_argument("--json", action="store_true", help="print a list, one object per signature")
    parser.add_argument("--lang", choices=sorted(WORDS), default="vi", help="language of the sentences")
    return parser


if __name__ == "__main__":
    sys.exit(main())
