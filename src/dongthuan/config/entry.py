"""`dongthuan first-account` and `dongthuan import`: how a new installation gets its people."""

import argparse
import getpass
import sys
from pathlib import Path

from .trouble import Trouble, from_os


def first_account(argv: list[str]) -> int:
    """The first administrator, who makes all other accounts in the pages. Refused once there is any account."""
    parser = argparse.ArgumentParser(
        prog="dongthuan first-account",
        description="Make the account of the first system administrator of a new installation.",
    )
    parser.add_argument("username")
    parser.add_argument("--name", required=True, help="the person's full name")
    options = parser.parse_args(argv)
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from dongthuan.foundation.people.models import User
    from dongthuan.foundation.things.kit import Refused

    if User.objects.exists():
        raise Trouble("There are accounts already. An administrator makes further ones in the pages, under Accounts.")
    password = ask_password()
    try:
        with transaction.atomic():
            make_administrator(options.username, options.name, password)
    except (Refused, ValidationError) as refused:
        raise Trouble(" ".join(getattr(refused, "messages", [str(refused)]))) from None
    print(f"{options.username} may sign in. Add a key (authenticator app or passkey) on the page of the account.")
    return 0


def ask_password() -> str:
    """Typed twice at a terminal; read from the input where there is none."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise Trouble("The two passwords differ. Nothing was made.")
    return password


def make_administrator(username: str, name: str, password: str) -> None:
    from django.contrib.auth.password_validation import validate_password

    from dongthuan.foundation.orgs import actions as orgs
    from dongthuan.foundation.orgs.models import Area, Organisation, Post, Role
    from dongthuan.foundation.people import actions as people
    from dongthuan.foundation.people.models import User
    from dongthuan.foundation.things.kit import today

    validate_password(password, User(username=username, full_name=name))
    orgs.load_areas()
    since, basis = today(), "Cài đặt hệ thống"
    office = orgs.create_organisation(
        code="van-hanh", name="Đơn vị vận hành hệ thống", kind=Organisation.Kind.STATE,
        level=Organisation.Level.PROVINCE, area=Area.objects.get(level=Area.Level.PROVINCE, until=None),
        since=since, basis=basis, by=None,
    )  # fmt: skip
    post = orgs.create_post(
        office, title="Quản trị hệ thống", role=Role.ADMINISTRATOR, rank=Post.Rank.HEAD, since=since, by=None
    )
    user = people.create_account(username=username, full_name=name, password=password, by=None)
    people.assign(user, post, since=since, basis=basis, by=None)


def import_sheet(argv: list[str]) -> int:
    """Read a sheet as the page does: all rows or none, and a row that is there already is left alone."""
    from dongthuan.foundation.orgs import actions
    from dongthuan.foundation.orgs.kit import WRONG, plan, sheets
    from dongthuan.foundation.people.models import User
    from dongthuan.foundation.things.kit import Refused

    parser = argparse.ArgumentParser(
        prog="dongthuan import", description="Read organisations, posts or accounts from XLSX."
    )
    parser.add_argument("kind", choices=sorted(sheets))
    parser.add_argument("file", type=Path)
    parser.add_argument("--by", required=True, metavar="USERNAME", help="who imports; the record names this person")
    parser.add_argument("--check", action="store_true", help="only say what would happen")
    options = parser.parse_args(argv)
    by = User.objects.filter(username=options.by, is_active=True).first()
    if by is None:
        raise Trouble(f"There is no active account {options.by!r}.")
    try:
        sheet = actions.read_sheet(options.kind, file_name=options.file.name, data=options.file.read_bytes(), by=by)
        steps = plan(sheet)
        for error in (error for step in steps for error in step.errors):
            print(error, file=sys.stderr)
        if any(step.status == WRONG for step in steps):
            raise Trouble("Nothing was imported. Put the cells named above right and import the file again.")
        outcome = {} if options.check else actions.apply_sheet(sheet, by=by).outcome
    except Refused as refused:
        raise Trouble(str(refused)) from None
    except OSError as error:
        raise from_os(error, f"reading {options.file}") from error
    counts = outcome or {
        status: sum(step.status == status for step in steps) for status in {step.status for step in steps}
    }
    print(", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "no rows")
    return 0
