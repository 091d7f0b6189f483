"""Commands that need Django: each runs with the database reachable, as the plain role unless it changes tables."""

import os
from collections.abc import Callable

from .database import as_owner
from .home import opened
from .setup import set_up

AS_OWNER = {"migrate", "createcachetable"}
WITHOUT_DATABASE = {"check", "makemigrations", "makemessages", "compilemessages", "diffsettings", "findstatic", "help"}
Command = Callable[[list[str]], int]


def take_data(argv: list[str]) -> tuple[str | None, list[str]]:
    """The value of --data, and the arguments without it."""
    for index, arg in enumerate(argv):
        if arg == "--data" and index + 1 < len(argv):
            return argv[index + 1], argv[:index] + argv[index + 2 :]
        if arg.startswith("--data="):
            return arg.partition("=")[2], argv[:index] + argv[index + 1 :]
    return None, argv


def inside(command: Command, argv: list[str], *, brought_up: bool = False) -> int:
    """Run a command of a room inside the installation: settings loaded, database reachable, `brought_up` to this version."""
    import django

    data, rest = take_data(argv)
    with opened(data) as home:
        django.setup()
        if brought_up:
            for line in set_up(home):
                print(line, flush=True)
        return command(rest)


def without_database() -> None:
    """Settings for commands that touch no data: no key is needed, none is made."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dongthuan.config.settings")
    os.environ.setdefault("DONGTHUAN_BUILDING", "1")


def check(argv: list[str]) -> int:
    return main(["check", *argv])


def main(argv: list[str]) -> int:
    """`dongthuan manage COMMAND …`"""
    import django
    from django.core.management import execute_from_command_line

    data, argv = take_data(argv)
    line = ["dongthuan manage", *(argv or ["help"])]
    if line[1] in WITHOUT_DATABASE:
        without_database()
        execute_from_command_line(line)
        return 0
    with opened(data) as home:
        django.setup()
        if line[1] in AS_OWNER:
            with as_owner(home.owner()):
                execute_from_command_line(line)
        else:
            execute_from_command_line(line)
    return 0


def worker(argv: list[str]) -> int:
    """`dongthuan worker`: runs jobs until it is told to stop; a job in hand gets ten seconds to end."""
    from django.core.management import call_command

    def run(rest: list[str]) -> int:
        call_command("procrastinate", "worker", "--shutdown-graceful-timeout", "10", *rest)
        return 0

    return inside(run, argv)
