"""Who may post a draft, gather, group, decide. Everyone may speak while it is open."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dongthuan.foundation.notify.queries import mail_goes_out
from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import YES, No, must, today

from .models import Group, Intake, Opinion, Posting, Referral
from .states import Status

Answer = bool | No
WRITERS = (Role.FOCAL_OFFICER, Role.DEPARTMENT_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)
FOR_SUPERIOR = (Role.FOCAL_OFFICER, Role.DEPARTMENT_OFFICER)  # a department drafts for the body it belongs to
ANSWERERS = (*WRITERS, Role.LEADER)
COLLECTORS = (*WRITERS, Role.LEADER, Role.RECEPTION_OFFICER)


def organiser_ids(user: Any) -> set[int]:
    """The bodies in whose name this person prepares a call: the own one, and for a department the one above it."""
    posts = [p for p in people.of(user).all_posts if p.role in WRITERS]
    above = {p.organisation.parent_id for p in posts if p.role in FOR_SUPERIOR}
    return people.of(user).lineage({p.organisation_id for p in posts} | (above - {None}))


def leader_ids(user: Any) -> set[int]:
    """The bodies in whose name this person approves: the own one and those under it."""
    acting = people.of(user)
    mine = acting.lineage({p.organisation_id for p in acting.all_posts if p.role == Role.LEADER})
    return mine | set(Organisation.objects.filter(parent__in=mine).values_list("pk", flat=True)) if mine else set()


def inside(user: Any) -> Q:
    """The postings this person works on, decides, or oversees."""
    if people.of(user).has(Role.STEERING_VIEWER):
        return Q(pk__isnull=False)
    mine = organiser_ids(user) | leader_ids(user)
    return Q(organiser__in=mine) if mine else Q(pk__in=[])


def works(user: Any) -> bool:
    return people.of(user).has(*COLLECTORS, Role.STEERING_VIEWER)


def may_open(user: Any) -> Answer:
    if people.of(user).has(*WRITERS):
        return YES
    return No(_("Officers of the body that drafts the text ask everyone for opinions."))


def may_manage(user: Any, posting: Posting) -> Answer:
    """The officers of the organiser."""
    if posting.organiser_id in organiser_ids(user):
        return YES
    return No(_("Only the officers of %(who)s may do this.") % {"who": posting.organiser.short_name})


def may_edit(user: Any, posting: Posting) -> Answer:
    """Change the words of the draft, until it is posted."""
    if posting.status != Status.DRAFT:
        return No(_("The draft was posted; its words stay as they are."))
    if posting.about_id is not None:
        return No(_("The words belong to the programme; change them there."))
    return may_manage(user, posting)


def may_post(user: Any, posting: Posting) -> Answer:
    if posting.status != Status.DRAFT:
        return No(_("The draft was posted already."))
    return may_manage(user, posting)


def may_extend(user: Any, posting: Posting) -> Answer:
    if posting.status != Status.OPEN:
        return No(_("Opinions are not received now."))
    return may_manage(user, posting)


def may_speak(posting: Posting) -> Answer:
    """Everyone, from the day of posting through the last day."""
    if posting.status == Status.OPEN and posting.until is not None and today() <= posting.until:
        return YES
    return No(_("Opinions are not received now."))


def may_write(posting: Posting) -> Answer:
    """As `may_speak`, told to somebody whose letter comes back."""
    if may_speak(posting) or posting.until is None:
        return may_speak(posting)
    day = {"title": posting.title, "day": f"{posting.until:%d/%m/%Y}"}
    return No(_("Opinions on “%(title)s” were received until %(day)s; this letter came after that.") % day)


def may_collect(user: Any, posting: Posting) -> Answer:
    """Officials bring in what was said on paper or in a meeting, until deciding begins."""
    if posting.status != Status.OPEN:
        return No(_("Opinions are not received now."))
    if people.of(user).has(*COLLECTORS):
        return YES
    return No(_("Officers of the programme bring in opinions on paper."))


def may_start_deciding(user: Any, posting: Posting) -> Answer:
    if posting.status != Status.OPEN:
        return No(_("Opinions are not received now."))
    if not (managing := may_manage(user, posting)):
        return managing
    if posting.until is not None and today() <= posting.until:
        return No(_("Everyone may speak until %(day)s.") % {"day": f"{posting.until:%d/%m/%Y}"})
    reading = Intake.objects.filter(posting=posting, kind=Intake.Kind.SHEET, finished=False)
    if reading.exists():
        return No(_("An Excel file is still being read."))
    return YES


def may_group(user: Any, posting: Posting) -> Answer:
    if posting.status not in (Status.OPEN, Status.DECIDING):
        return No(_("Nothing is grouped now."))
    return may_manage(user, posting)


def may_correct(user: Any, group: Group) -> Answer:
    """Change the grouping, as long as the group is not decided."""
    if group.approved_at is not None:
        return No(_("This group is decided."))
    if group.merged_into_id is not None:
        return No(_("This group was merged into another."))
    return may_group(user, group.posting)


def may_release(user: Any, opinion: Opinion) -> Answer:
    """Show everyone words of an opinion that stands in a group."""
    if opinion.withdrawn_at is not None:
        return No(_("This opinion was taken back by its giver."))
    if opinion.group_id is None:
        return No(_("This opinion has no group yet."))
    if not (opinion.words or opinion.wording):
        return No(_("This opinion has no words."))
    return may_manage(user, opinion.posting)


def answering_ids(user: Any) -> set[int]:
    """The bodies in whose name this person gives a view that was asked for."""
    acting = people.of(user)
    return acting.lineage({p.organisation_id for p in acting.all_posts if p.role in ANSWERERS})


def may_answer_referral(user: Any, referral: Referral) -> Answer:
    """The officers and leaders of who is asked, until the group is decided."""
    if referral.organisation_id not in answering_ids(user):
        return No(_("Only the officers of %(who)s may do this.") % {"who": referral.organisation.short_name})
    if referral.taken_back_at is not None:
        return No(_("The organiser no longer asks for it."))
    if referral.group.approved_at is not None or referral.posting.status not in (Status.OPEN, Status.DECIDING):
        return No(_("This group is decided."))
    return YES


def may_keep_blocks(user: Any, organisation: Organisation) -> Answer:
    """The text blocks of a body, by its officers."""
    if organisation.pk in organiser_ids(user):
        return YES
    return No(_("Only the officers of %(who)s may do this.") % {"who": organisation.short_name})


def may_decide(user: Any, posting: Posting) -> Answer:
    if posting.status == Status.OPEN:
        return No(_("Everyone may speak until %(day)s.") % {"day": f"{posting.until:%d/%m/%Y}"})
    if posting.status != Status.DECIDING:
        return No(_("Nothing is decided now."))
    return may_manage(user, posting)


def may_propose(user: Any, group: Group) -> Answer:
    if group.merged_into_id is not None:
        return No(_("This group was merged into another."))
    if group.approved_at is not None:
        return No(_("This group is decided."))
    return may_decide(user, group.posting)


def may_approve(user: Any, posting: Posting) -> Answer:
    """A leader of the organiser approves what an officer proposed."""
    if posting.status != Status.DECIDING:
        return No(_("Nothing is decided now."))
    if posting.organiser_id not in leader_ids(user):
        return No(_("A leader of %(who)s approves.") % {"who": posting.organiser.short_name})
    return YES


def may_close(user: Any, posting: Posting) -> Answer:
    """Once every opinion has its outcome."""
    if not (deciding := may_decide(user, posting)):
        return deciding
    open_ones = posting.opinions.filter(withdrawn_at=None).filter(Q(group=None) | Q(group__approved_at=None)).count()
    if open_ones:
        words = ngettext("%(n)s opinion has no outcome yet.", "%(n)s opinions have no outcome yet.", open_ones)
        return No(words % {"n": open_ones})
    return YES


def may_issue_keys(user: Any, posting: Posting) -> Answer:
    """Let an organisation's system send opinions on a call that is open."""
    if posting.status != Status.OPEN:
        return No(_("Opinions are not received now."))
    return may_manage(user, posting)


def may_mail(user: Any, posting: Posting) -> Answer:
    """Send the answers to who left an e-mail address, once there are answers and a mail server."""
    if posting.status != Status.CLOSED:
        return No(_("First every opinion is answered."))
    if not mail_goes_out():
        return No(_("No mail server is set up; contributors see their answer with their code."))
    return may_manage(user, posting)


# --- the same, refusing -------------------------------------------------------------------------------------------
def check(answer: Answer) -> None:
    must(answer)
