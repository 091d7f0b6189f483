"""E-mails: composed once, stored, sent byte for byte."""

import smtplib
import uuid
from collections.abc import Sequence
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from dongthuan.foundation.people.models import User

from .models import Notice
from .queries import grouped

TIMEOUT = 30  # seconds


class Undeliverable(Exception):
    """The mail server refused the message for good; sending it again would not help."""


def compose(user: User, day: date, notices: Sequence[Notice]) -> tuple[str, bytes]:
    """(Message-ID, the whole message as it will be sent every time)."""
    site = settings.SITE_URL
    context = {"user": user, "day": day, "told": grouped(list(notices)), "site": site, "count": len(notices),
               "desk": f"{site}{settings.LOGIN_REDIRECT_URL}"}  # fmt: skip
    with translation.override(user.language):
        subject = " ".join(render_to_string("notify/digest_subject.txt", context).split())
        body = render_to_string("notify/digest.txt", context)
    return written(user.email, subject, body)


def written(to: str, subject: str, body: str, *, answers: str = "") -> tuple[str, bytes]:
    """(Message-ID, the whole message as it will be sent every time)."""
    message_id = f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>"
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = message_id
    message["Date"] = format_datetime(timezone.localtime())
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = to
    message["Subject"] = subject
    message["Auto-Submitted"] = "auto-replied" if answers else "auto-generated"
    if answers:
        message["In-Reply-To"] = message["References"] = answers
    message.set_content(body, cte="base64")  # survives servers that know only ASCII
    return message_id, message.as_bytes()


def deliver(message: bytes, to: str) -> None:
    """Hand the stored message to the mail server. Trouble that may pass is raised as it is, and the job tries again."""
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=TIMEOUT) as server:
        if settings.EMAIL_USE_TLS:
            server.starttls()
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        try:
            server.sendmail(settings.DEFAULT_FROM_EMAIL, [to], message)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            if 500 <= code < 600:
                raise Undeliverable(f"{code} {words.decode(errors='replace')}") from error
            raise
        except smtplib.SMTPResponseException as error:
            if 500 <= error.smtp_code < 600:
                raise Undeliverable(f"{error.smtp_code} {_text(error.smtp_error)}") from error
            raise


def _text(value: bytes | str) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else value
