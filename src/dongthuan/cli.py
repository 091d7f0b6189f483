"""The `dongthuan` command: one table of commands, each loaded only when called."""

import os
import sys
from importlib import import_module

# These run with Django loaded and the database reachable; the others see to that themselves, or need neither.
INSIDE = {"demo-build", "record", "report", "import", "first-account", "close-districts", "service-requests"}
HIDDEN = {"migrate", "demo-build", "demo-tables"}

# name -> (module:function, what it does). Each function takes the arguments after its name and returns an exit code.
COMMANDS = {
    "up": (
        "dongthuan.config.up:main",
        "start everything: database, web server, worker  [--port --host --data --as-of]",
    ),
    "demo": (
        "dongthuan.config.up:demo",
        "build the Ninh Bình demo and start it  [--port --data --as-of DATE]",
    ),
    "demo-build": ("dongthuan.journeys.demo.command:main", "the tables and the demo's data alone"),
    "demo-tables": ("dongthuan.config.empty:main", "the empty tables that a demo begins with, made once"),
    "setup-db": ("dongthuan.config.setup:main", "create or update the tables, as the owner  [--data]"),
    "migrate": ("dongthuan.config.setup:main", "the same as setup-db"),
    "backup": ("dongthuan.config.backup:backup", "write everything into one file: backup FILE  [--data]"),
    "restore": ("dongthuan.config.backup:restore", "bring a backup back into an empty folder: restore FILE  [--data]"),
    "upgrade": (
        "dongthuan.config.backup:upgrade",
        "back up, then update the tables and files to this version  [--data]",
    ),
    "worker": ("dongthuan.config.manage:worker", "run the jobs that wait, and go on (`up` does this for you)"),
    "check": ("dongthuan.config.manage:check", "look for mistakes in the settings and the code"),
    "manage": ("dongthuan.config.manage:main", "Django's own commands: manage COMMAND …  [--data DIR first]"),
    "record": (
        "dongthuan.foundation.record.command:main",
        "the record: record verify [--against FILE] | record checkpoint",
    ),
    "vault": (
        "dongthuan.config.vault_command:main",
        "the vault's keys: vault keys | vault rotate | vault setup  [--data]",
    ),
    "outline": ("dongthuan.lib.outline.command:main", "the outline of a document: outline FILE [--json]"),
    "consensus": (
        "dongthuan.lib.consensus.command:main",
        "groups of like-minded voters and what joins them: consensus VOTES.csv [--json]",
    ),
    "consolidate": (
        "dongthuan.lib.consolidation.command:main",
        "opinions into letters, groups and the synthesis table: consolidate INPUT --out DIR [--draft FILE] [--json]",
    ),
    "check-signatures": (
        "dongthuan.foundation.papers.command:main",
        "who signed a PDF, and whether it holds: check-signatures FILE.pdf [--trust DIR] [--json]",
    ),
    "deadline": (
        "dongthuan.config.deadlines:one",
        "the day a rule of petitions binds, and how it is counted: deadline RULE DATE [--json]",
    ),
    "deadlines": ("dongthuan.config.deadlines:many", "the same for every row of a CSV file: deadlines CASES.csv"),
    "report": ("dongthuan.deliver.reports.command:main", "recompute a report's figures: report verify"),
    "close-districts": (
        "dongthuan.journeys.closing_districts:main",
        "end the districts and give their open tasks back: close-districts DATE --by USERNAME [--check]",
    ),
    "first-account": (
        "dongthuan.config.entry:first_account",
        "the first administrator of a new installation: first-account USERNAME --name NAME",
    ),
    "take-mail": (
        "dongthuan.config.take_mail:main",
        "an opinion that came as an e-mail, for mail servers: take-mail [--to ADDRESS] < MESSAGE",
    ),
    "service-requests": (
        "dongthuan.listen.service_requests.command:main",
        "services with their levels, and cases of another system: service-requests services|import FILE …",
    ),
    "import": (
        "dongthuan.config.entry:import_sheet",
        "organisations, posts or accounts from XLSX: import KIND FILE --by USERNAME [--check]",
    ),
}


def help_text() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {what}" for name, (_, what) in COMMANDS.items() if name not in HIDDEN]
    return "\n".join(
        [
            "dongthuan: coordination programmes, from draft to signature, to tasks, to the report",
            "",
            "  dongthuan COMMAND [options]        `dongthuan COMMAND --help` says more",
            "",
            *lines,
            "",
            "Data live in ./var unless --data (or DONGTHUAN_DATA) names a folder. DATABASE_URL and DATABASE_OWNER_URL",
            "use a PostgreSQL server (15 or newer) instead of the built-in one.",
        ]
    )


def run(name: str, args: list[str]) -> int:
    """Load the command's module and run it, inside the installation if it works on its data."""
    module, function = COMMANDS[name][0].split(":")

    def command(rest: list[str]) -> int:
        return getattr(import_module(module), function)(rest)

    if name in INSIDE and not {"-h", "--help"} & set(args):
        from dongthuan.config.manage import inside

        return inside(command, args, brought_up=name == "demo-build")
    return command(args)


def main(argv: list[str] | None = None) -> int:
    """Run a command. What a person can put right is one sentence and code 2; only our own mistakes show a traceback."""
    args = sys.argv[1:] if argv is None else argv
    if not args or args[0] in {"-h", "--help", "help"}:
        print(help_text())
        return 0
    if args[0] not in COMMANDS:
        print(f"There is no command {args[0]!r}. `dongthuan --help` lists them.", file=sys.stderr)
        return 2
    from dongthuan.config.trouble import Trouble

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dongthuan.config.settings")
    try:
        return run(args[0], args[1:])
    except Trouble as trouble:
        print(f"dongthuan {args[0]}: {trouble}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
