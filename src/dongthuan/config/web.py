"""The web server's process: the house is read in once, before it listens, and the workers, its forks, share what was read.

    python -m dongthuan.config.web [--after FILE] GRANIAN'S OPTIONS

With --after it reads itself in and listens only once the file is there: nobody sees a demo that is still being built.
"""

import os
import sys
import time
from importlib import import_module
from pathlib import Path


def main(argv: list[str]) -> None:
    import django
    from django.urls import get_resolver

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dongthuan.config.settings")
    django.setup()
    _ = get_resolver().url_patterns  # every page's code
    if argv[0] == "--after":
        while not Path(argv[1]).exists():
            time.sleep(0.1)
        argv = argv[2:]
    import_module("dongthuan.config.wsgi")  # last: it lists the static files, which a first start has just collected
    from granian.cli import entrypoint

    sys.argv = ["granian", *argv]
    entrypoint()


if __name__ == "__main__":
    main(sys.argv[1:])
