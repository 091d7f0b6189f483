"""C3: number, freezing and signatures; what anyone can check of them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from .papers import signed_elsewhere, token_of
from .walk import Walk
from .words import CORRECTION, WORDING


def sign(walk: Walk) -> None:
    """Numbered, frozen, signed by one party with the installation's demo key and by the other with a token of its own."""
    focal, leader, state = walk.person("focal_officer"), walk.person("leader"), walk.person("leader_state")
    focal.go("programme").follow("Number and freeze")
    focal.fill(recipients="Thường trực Tỉnh ủy (báo cáo)\nLưu Ban Dân vận")
    focal.press("Give it its number").reads("01-CTr/BDVTU-UBND")
    focal.told("The paper is numbered; withdraw it before changing a word.")
    focal.press("Freeze and send to be signed").told("The paper is frozen and waits for the signatures.")
    focal.follow("Go to the paper to sign").keep("paper")
    assert not focal.has("button", "Sign with the trial key")

    leader.go("/desk/").follow("Read and sign")
    leader.picture("08-sign")
    leader.press("Sign with the trial key").told("Signed for %(organisation)s.", organisation="Ban Dân vận Tỉnh ủy")
    state.go("/desk/").follow("Read and sign").follow("Upload the signed file")
    current = state.download("Download the current PDF")
    name = walk.world.users["leader_state"].full_name
    token = token_of(name, walk.folder / "data")
    state.fill(file=signed_elsewhere(current, "ChuKy2", token, name)).press("Take in the signed file")
    state.told("The signature of %(organisation)s was taken in.", organisation="Ủy ban nhân dân tỉnh")
    state.told("All parties have signed.")
    focal.go("programme").told("In effect")
    focal.picture("09-in-force")


def public(walk: Walk) -> None:
    """Anyone reads the programme in force, downloads the signed file and checks it on their own machine."""
    anyone = walk.person("anonymous")
    anyone.go("/").go("/programmes/").follow("Chương trình")
    anyone.reads("Nguyễn Thị Bích Động", "Trần Văn Vân Long").keep("public")
    pdf = walk.kept["signed"] = anyone.download("Download the signed file (PDF)")
    anyone.follow("Read the whole text").reads(CORRECTION, WORDING)
    trust = walk.folder / "trust"
    trust.mkdir(exist_ok=True)
    keys = walk.folder / "data" / "keys"
    for certificate in [*(keys / "trust").glob("*.pem"), keys / "signing" / "trial-authority.pem"]:
        (trust / certificate.name).write_bytes(certificate.read_bytes())
    status, answer = checked(walk, pdf, trust)
    assert [(a["signer"].split(" (")[0], a["intact"], a["trusted"], a["revocation"]) for a in answer] == [
        ("Nguyễn Thị Bích Động", True, True, "unchecked"), ("Trần Văn Vân Long", True, True, "unchecked"),
    ]  # fmt: skip
    assert (status, answer[-1]["covers"]) == (0, "file")
    assert checked(walk, pdf, folder := walk.folder / "empty")[0] == 1, folder


def checked(walk: Walk, pdf: Path, trust: Path) -> tuple[int, list[dict[str, Any]]]:
    """What `dongthuan check-signatures` says of a file."""
    trust.mkdir(exist_ok=True)
    done = command(walk, "check-signatures", str(pdf), "--trust", str(trust), "--json")
    return done.returncode, json.loads(done.stdout)


def command(walk: Walk, *arguments: str) -> subprocess.CompletedProcess:
    """The `dongthuan` command against the installation of the walk."""
    line = [sys.executable, "-m", "dongthuan.cli", *arguments]
    return subprocess.run(line, env=walk.site.environment, capture_output=True, text=True, timeout=120, check=False)
