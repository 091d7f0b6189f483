"""`dongthuan take-mail`: one letter from the mail server on standard input, taken in as an opinion."""

import argparse
import sys

from dongthuan.lib.mails import MAX_BYTES

from .manage import inside

TAKEN, DATAERR, TEMPFAIL = 0, 65, 75  # as in sysexits.h: the mail server tells the sender, or tries again later


def main(argv: list[str]) -> int:
    """Read the letter, then open the installation: while it is away nothing is answered for good, and nothing lost."""
    parser = argparse.ArgumentParser(prog="dongthuan take-mail", description=__doc__)
    parser.add_argument(
        "--to", default="", metavar="ADDRESS", help="where the letter was sent, as the mail server knows it"
    )
    parser.add_argument("--data", help="the data folder")
    for stream in (sys.stdout, sys.stderr):  # mail servers set no language
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        options = parser.parse_args(argv)
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        while sys.stdin.buffer.read(2**20):  # of one that is too large, the rest: the mail server waits to hand it over
            pass
        where = ["--data", options.data] if options.data else []
        return inside(lambda _rest: take(data, options.to), where)
    except SystemExit as end:
        if end.code:  # an option that is wrong: an administrator's mistake, not the sender's
            return TEMPFAIL
        raise
    except Exception as error:  # whatever it is, the mail server keeps the letter and tries again
        print(f"Not taken now, try again: {type(error).__name__}: {' '.join(str(error).split())}", file=sys.stderr)
        return TEMPFAIL


def take(data: bytes, to: str) -> int:
    from dongthuan.foundation.things.kit import Refused
    from dongthuan.listen.opinions import actions

    try:
        taken = actions.take_mail(data, envelope=to, by=None)
    except Refused as refused:
        print(refused.reason, file=sys.stderr)
        return DATAERR
    print(f"{taken.call}: {'taken' if taken.new else 'taken before'}")
    return TAKEN
