"""What allauth says in its own code and has no Vietnamese for: named here, so that our catalogue translates it."""

from django.utils.translation import gettext_noop as _

SAID_BY_ALLAUTH = [
    _("Password"),
    _("The username and/or password you specified are not correct."),
    _("Too many failed login attempts. Try again later."),
    _("Be patient, you are sending too many requests."),
    _("This account is currently inactive."),
    _("Please type your current password."),
    _("You must type the same password each time."),
    _("Incorrect password."),
    _("Incorrect code."),
    _("Invalid login."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("You cannot deactivate two-factor authentication."),
    _("Use your password"),
    _("Use authenticator app or code"),
    _("Use a security key"),
    _("Master key"),
    _("Backup key"),
    _("Key nr. {number}"),
]
