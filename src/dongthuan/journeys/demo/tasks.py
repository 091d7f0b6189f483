"""How the work of a plan row goes in the demo: most in time, some extended, late, sent back, stopped, with obstacles."""

import random
from datetime import date, timedelta
from functools import partial

from dongthuan.deliver.tasks import actions as tasks
from dongthuan.deliver.tasks.models import Progress, Task
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import Question

from . import words
from .calendar import Calendar, after
from .world import World

# outcome -> weight in ordinary years; the last year leaves work open
USUAL = {"on_time": 70, "sent_back": 9, "extended": 8, "late": 12, "stopped": 1}
LAST = {"on_time": 40, "sent_back": 8, "extended": 6, "late": 6, "partly": 20, "waiting": 8, "nothing": 12}
TASK = Question(lambda pk: Task.objects.select_related("organisation", "issuer", "thing").filter(pk=pk), pk=int)


class Course:
    """Puts the course of every given task on the calendar."""

    def __init__(self, world: World, calendar: Calendar) -> None:
        self.world, self.calendar = world, calendar
        self.chance = random.Random("ninh-binh")
        self.to_read: dict[date, list[int]] = {}

    def plan(self, given: list[Task], day: date, *, last_year: bool = False, all_done: set[int] = frozenset()) -> None:  # type: ignore[assignment]
        weights = LAST if last_year else USUAL
        for task in given:
            outcome = self.chance.choices(list(weights), list(weights.values()))[0]
            if task.organisation_id in all_done:
                outcome = "on_time"
            getattr(self, outcome)(task.pk, task.due, max(1, (task.due - day).days))
            if self.chance.random() < 0.04:
                self.obstacle(task.pk, day + timedelta(days=max(1, (task.due - day).days // 2)))

    # --- the steps a person takes -----------------------------------------------------------------------------------
    def doer(self, task: Task):
        return self.world.officer(task.organisation_id)

    def issuer(self, task: Task):
        return self.world.user("daumoi.dang" if task.issuer.kind == Organisation.Kind.PARTY_BODY else "daumoi.ubnd")

    def report(self, pk: int, day: date, percent: int = 100) -> None:
        def act() -> None:
            task = self.task(pk)
            if task is None:
                return
            text = self.chance.choice(words.REPORTS if percent == 100 else words.PARTLY)
            number = f"{self.chance.randint(5, 320)}/BC-{task.organisation.symbol}"
            proof = [tasks.Proof(title=task.product[:300] or "Báo cáo", number=number)] if percent == 100 else []
            tasks.report_progress(task, text=text, percent=percent, by=self.doer(task), evidences=proof)

        self.calendar.on(day, act)

    def send_back(self, pk: int, day: date) -> None:
        def act() -> None:
            task = self.task(pk)
            if task and (waiting := task.reports.filter(status="sent").last()):
                tasks.send_back(waiting, reason=self.chance.choice(words.SENT_BACK), by=self.issuer(task))

        self.calendar.on(day, act)

    def accept(self, pk: int, day: date) -> None:
        """Reports are read every other Friday, all that came in together."""
        friday = day + timedelta(days=(4 - day.weekday()) % 7)
        friday += timedelta(days=friday.toordinal() // 7 % 2 * 7)
        day = friday if friday.year == day.year else day
        if day not in self.to_read:
            self.calendar.on(day, partial(self.read, day))
        self.to_read.setdefault(day, []).append(pk)

    def read(self, day: date) -> None:
        found: dict[User, list[Progress]] = {}
        sent = Progress.objects.filter(task__in=self.to_read[day], status="sent", task__returned_from=None)
        for waiting in sent.filter(task__organisation__in=self.world.officers).select_related("task__issuer"):
            found.setdefault(self.issuer(waiting.task), []).append(waiting)
        for issuer, reports in found.items():
            tasks.accept_many(reports, by=issuer)

    def task(self, pk: int) -> Task | None:
        (task,) = TASK(pk=pk)
        here = task.organisation_id in self.world.officers and task.returned_from_id is None
        return task if task.is_open and here else None

    # --- the courses ------------------------------------------------------------------------------------------------
    def on_time(self, pk: int, due: date, room: int) -> None:
        day = due - timedelta(days=self.chance.randint(0, min(25, room - 1)))
        self.report(pk, day)
        self.accept(pk, after(day, self.chance.randint(1, 6)))

    def late(self, pk: int, due: date, room: int) -> None:
        day = after(due, self.chance.randint(2, 40))
        self.report(pk, day)
        self.accept(pk, after(day, self.chance.randint(1, 6)))

    def sent_back(self, pk: int, due: date, room: int) -> None:
        first = due - timedelta(days=min(14, room - 1))
        self.report(pk, first)
        self.send_back(pk, first + timedelta(days=2))
        again = max(first + timedelta(days=3), due - timedelta(days=self.chance.randint(0, 5)))
        self.report(pk, again)
        self.accept(pk, after(again, 2))

    def extended(self, pk: int, due: date, room: int) -> None:
        new, ask_on = after(due, 30), due - timedelta(days=min(5, room - 1))

        def ask() -> None:
            if task := self.task(pk):
                tasks.ask_extension(task, new=new, reason=self.chance.choice(words.EXTENSIONS), by=self.doer(task))

        def grant() -> None:
            task = self.task(pk)
            if task and (asked := task.extension_asks.filter(status="asked").first()):
                tasks.answer_extension(asked, grant=True, reason="Lý do chính đáng, đồng ý.", by=self.issuer(task))

        self.calendar.on(ask_on, ask)
        self.calendar.on(ask_on + timedelta(days=1), grant)
        day = new - timedelta(days=self.chance.randint(0, 20))
        self.report(pk, day)
        self.accept(pk, after(day, 3))

    def stopped(self, pk: int, due: date, room: int) -> None:
        def ask() -> None:
            if task := self.task(pk):
                reason = "Nội dung trùng với cuộc kiểm tra của Trung ương trong cùng thời gian."
                tasks.ask_stop(task, reason=reason, by=self.issuer(task))

        def agree() -> None:
            if task := self.task(pk):
                asked = task.stop_asks.filter(status="asked").last()
                for consent in list(asked.consents.filter(consent__isnull=True)) if asked else ():
                    party = consent.organisation.kind == Organisation.Kind.PARTY_BODY
                    who = self.world.user("daumoi.dang" if party else "daumoi.ubnd")
                    tasks.consent_stop(consent, agree=True, reason="Đồng ý dừng.", by=who)

        middle = due - timedelta(days=room // 2)
        self.calendar.on(middle, ask)
        self.calendar.on(middle + timedelta(days=3), agree)

    def partly(self, pk: int, due: date, room: int) -> None:
        day = due - timedelta(days=min(20, room - 1))
        self.report(pk, day, percent=50)
        self.accept(pk, after(day, 3))

    def waiting(self, pk: int, due: date, room: int) -> None:
        self.report(pk, due - timedelta(days=min(3, room - 1)))

    def nothing(self, pk: int, due: date, room: int) -> None:
        pass

    def obstacle(self, pk: int, day: date) -> None:
        text, proposal = self.chance.choice(words.OBSTACLES)
        passed_up = self.chance.random() < 0.4

        def act() -> None:
            if task := self.task(pk):
                said = tasks.add_obstacle(task, text=text, proposal=proposal, by=self.doer(task))
                snv = self.world.o["snv"]
                if passed_up and snv.pk not in (task.organisation_id, task.issuer_id):
                    tasks.escalate_obstacle(said, to=snv, by=self.doer(task))

        self.calendar.on(day, act)
