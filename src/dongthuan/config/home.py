"""One installation: its data folder, its secret key, its database, embedded or on a server."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .database import check_plain
from .postgres import APP, OWNER, Cluster
from .trouble import Trouble, from_os


@dataclass(frozen=True)
class Home:
    data: Path
    url: str
    owner_url: str  # empty: DATABASE_URL without DATABASE_OWNER_URL
    cluster: Cluster | None

    def owner(self) -> str:
        if not self.owner_url:
            raise Trouble(
                "The tables must be changed, and that is the owner's work. Set DATABASE_OWNER_URL to the address of the "
                "database's owner (postgresql://OWNER:PASSWORD@HOST:5432/NAME) and start again."
            )
        return self.owner_url


def data_folder(asked: str | None = None) -> Path:
    return Path(asked or os.environ.get("DONGTHUAN_DATA", "") or "var").resolve()


@contextmanager
def opened(asked: str | None = None) -> Iterator[Home]:
    """The installation, with its database reachable and the environment saying so; settings may be loaded inside."""
    data = data_folder(asked)
    try:
        furnish(data)
    except OSError as error:
        raise from_os(error, "opening the data folder") from error
    os.environ["DONGTHUAN_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dongthuan.config.settings")
    if url := os.environ.get("DATABASE_URL", ""):
        yield Home(data, url, os.environ.get("DATABASE_OWNER_URL", ""), None)
        return
    with Cluster(data / "database") as cluster:
        home = Home(data, cluster.url(APP), cluster.url(OWNER), cluster)
        for name in [n for n in os.environ if n.startswith("PG")]:  # meant for other servers
            del os.environ[name]
        addresses = {"DATABASE_URL": home.url, "DATABASE_OWNER_URL": home.owner_url}
        os.environ.update(addresses)
        try:
            yield home
        finally:
            for name in addresses:
                os.environ.pop(name, None)


def furnish(data: Path) -> None:
    """The folders of a new installation, closed to others, and its secret key."""
    data.mkdir(parents=True, exist_ok=True)
    for name in ("files", "keys", "static"):
        (data / name).mkdir(mode=0o700, exist_ok=True)
    key = data / "keys" / "secret_key"
    if not key.exists() and not os.environ.get("DONGTHUAN_SECRET_KEY"):
        half = key.with_name(f"secret_key.{os.getpid()}")
        with open(half, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(half, key)  # two first starts at once agree on one key
        except FileExistsError:
            pass
        finally:
            half.unlink()


def reachable(home: Home) -> None:
    """Refuse a wrong address, a server too old, or a role that is not plain: each in one sentence."""
    if home.cluster is None:
        check_plain(home.url)
