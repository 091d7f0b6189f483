"""Writes about services, requests, keys and imports: one verb, one function, one record entry of the same name."""

from .access import issue_key, revoke_key
from .loading import load_rows, read_file, start_loading
from .requests import answer, close, hand_over, receive, release, reopen, withhold
from .services import change_service, create_service, load_services, publish, set_level, unpublish

__all__ = [
    "answer", "change_service", "close", "create_service", "hand_over", "issue_key", "load_rows", "load_services", "publish",
    "read_file", "receive", "release", "reopen", "revoke_key", "set_level", "start_loading", "unpublish", "withhold",
]  # fmt: skip
