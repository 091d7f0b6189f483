"""A request that is no service matter becomes a petition: its words, its sender and the day it came go with it."""

import uuid

from dongthuan.listen.petitions import actions as petitions
from dongthuan.listen.service_requests.kit import Handed, receive_with


def take_over(given: Handed) -> str:
    """The case at the desk of petitions, by the channel it came by; the code its sender follows it with.

    It came without a person of the office, so that nobody's post decides where it may go; a body that a denunciation is
    about is refused by the vault.
    """
    sending = uuid.uuid5(uuid.NAMESPACE_URL, f"dongthuan:{given.key}")
    got = petitions.receive(
        organisation=given.to, channel="web", content=given.content, persons=[given.person],
        denunciation=given.denunciation, denounced=given.denounced, received_on=given.received_on, sending=sending, by=None,
    )  # fmt: skip
    return got.code


def ready() -> None:
    receive_with(take_over)
