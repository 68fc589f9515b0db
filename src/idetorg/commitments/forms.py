"""One small form a question. Labels, help and choices come from change_task.yaml."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idetorg.commitments import letters, words
from idetorg.commitments.actions.calling import LONGEST_NOTE
from idetorg.commitments.actions.writing import LONGEST
from idetorg.commitments.enums import LetterKind, ObstacleCode, TaskState, Visibility
from idetorg.commitments.errors import ReasonMissing
from idetorg.commitments.models import ChangeTask, LeaderLetter, MakkerWord
from idetorg.commitments.queries import ORIGIN_LABEL_LENGTH
from idetorg.commitments.rules import HEARD, ticked
from idetorg.commitments.words import Option, Question
from idetorg.core import content
from idetorg.core.time import now, today
from idetorg.people.validators import is_phone_number
from idetorg.seminars.models import Participation

ONLY_ME = "only_me"


def _pairs(options: list[Option]) -> list[tuple[str, str]]:
    return [(o.id, o.name) for o in options]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST})


def _short_area() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, "maxlength": 500})


class QuestionForm(forms.Form):
    """The base: knows its question and its draft, gives the action its columns."""

    def __init__(self, data: Any, *, question: Question, task: ChangeTask | None) -> None:
        self.question = question
        self.task = task
        super().__init__(data, initial=self.stored(task) if task else None)
        first = next(iter(self.fields.values()))
        first.label = question.question
        first.help_text = question.help
        for field in self.fields.values():
            field.required = False

    def stored(self, task: ChangeTask) -> dict[str, Any]:
        """Return the stored answer by field."""
        return {name: getattr(task, name) for name in words.COLUMNS[self.question.id]}

    def values(self) -> dict[str, Any]:
        """Return the answer by column, as `actions.save_answer` takes it."""
        return dict(self.cleaned_data)


class TextForm(QuestionForm):
    """One text in own words."""

    text = forms.CharField(max_length=LONGEST, widget=_area(5))

    def stored(self, task: ChangeTask) -> dict[str, Any]:
        """Return the text."""
        return {"text": getattr(task, words.COLUMNS[self.question.id][0])}

    def values(self) -> dict[str, Any]:
        """Return the text under its column."""
        return {words.COLUMNS[self.question.id][0]: self.cleaned_data["text"]}


class OriginForm(TextForm):
    """Where the idea came from, in a line."""

    text = forms.CharField(
        max_length=ORIGIN_LABEL_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": ORIGIN_LABEL_LENGTH}),
    )


class WhenThenForm(QuestionForm):
    """When …, then I …"""

    when_text = forms.CharField(max_length=LONGEST, widget=_area(2))
    then_text = forms.CharField(label=gettext_lazy("… then I"), max_length=LONGEST, widget=_area(2))


class ObstacleForm(QuestionForm):
    """Own words first, then what it resembles, then the counter-plan."""

    words = forms.CharField(max_length=LONGEST, widget=_area(3))
    codes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    plan = forms.CharField(
        label=gettext_lazy("If that happens, then I …"), max_length=LONGEST, widget=_area(3)
    )

    def __init__(self, data: Any, *, question: Question, task: ChangeTask | None) -> None:
        super().__init__(data, question=question, task=task)
        codes = self.fields["codes"]
        assert isinstance(codes, forms.MultipleChoiceField)
        codes.choices = _pairs(words.obstacle_options())

    def stored(self, task: ChangeTask) -> dict[str, Any]:
        """Return the obstacle's rows as one answer."""
        found = words.obstacle_of(task)
        return {"words": found.words, "codes": list(found.codes), "plan": found.counter_plan}

    @property
    def obstacle_heading(self) -> str:
        """What the codes are asked with."""
        return str(content.say(content.load("obstacles")["heading"]))

    @property
    def obstacle_help(self) -> str:
        """A line on the codes."""
        return str(content.say(content.load("obstacles")["help"]))

    def code_rows(self) -> list[tuple[forms.boundfield.BoundWidget, str]]:
        """Return each box with the code's meaning."""
        lines = [o.line for o in words.obstacle_options()]
        return list(zip(self["codes"], lines, strict=True))


class YesForm(QuestionForm):
    """Who must say yes, and do they know."""

    must_say_yes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    they_know = forms.ChoiceField(
        label=gettext_lazy("Do they know?"), widget=forms.RadioSelect, required=False
    )

    def __init__(self, data: Any, *, question: Question, task: ChangeTask | None) -> None:
        super().__init__(data, question=question, task=task)
        for name, part in (("must_say_yes", "choices"), ("they_know", "knows")):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = _pairs(words.options_of(question.id, part))


def _future_day() -> forms.DateField:
    return forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    )


class DateForm(QuestionForm):
    """By when."""

    by_when = _future_day()

    def clean_by_when(self) -> date | None:
        """Refuse a day that has passed."""
        day: date | None = self.cleaned_data["by_when"]
        if day is not None and day < today():
            raise forms.ValidationError(_("That day has passed. Choose one that is to come."))
        return day


class ScaleForm(QuestionForm):
    """0 to 10."""

    number = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        choices=[(n, str(n)) for n in range(11)],
        widget=forms.RadioSelect,
    )

    def stored(self, task: ChangeTask) -> dict[str, Any]:
        """Return the number."""
        return {"number": getattr(task, self.question.id)}

    def values(self) -> dict[str, Any]:
        """Return the number under its column."""
        return {self.question.id: self.cleaned_data["number"]}


class VisibilityForm(QuestionForm):
    """Who may see: a set, chosen by ticking; "only me" is a choice, and so is no tick."""

    seen_by = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    leader_name = forms.CharField(label=gettext_lazy("Your leader's name"), max_length=120)
    leader_email = forms.EmailField(label=gettext_lazy("Your leader's e-mail"))

    def __init__(self, data: Any, *, question: Question, task: ChangeTask | None) -> None:
        super().__init__(data, question=question, task=task)
        field = self.fields["seen_by"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = _pairs(words.visibility_options())

    def stored(self, task: ChangeTask) -> dict[str, Any]:
        """Return what is ticked; nothing at all before the first choice."""
        chosen = [v.value for v in ticked(task)]
        if task.visibility_chosen and not chosen:
            chosen = [ONLY_ME]
        return {
            "seen_by": chosen,
            "leader_name": task.leader_name,
            "leader_email": task.leader_email,
        }

    def rows(self) -> list[tuple[forms.boundfield.BoundWidget, str]]:
        """Return each box with its consequence in words."""
        lines = [o.line for o in words.visibility_options()]
        return list(zip(self["seen_by"], lines, strict=True))

    def clean_seen_by(self) -> list[str]:
        """Take no tick as "only me", as the page says; ask when the ticks contradict."""
        chosen: list[str] = self.cleaned_data["seen_by"]
        if ONLY_ME in chosen and len(chosen) > 1:
            raise forms.ValidationError(
                _("“Only me” can't stand together with others. Take away one of them.")
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        """A leader who may see has a name."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "leader" in cleaned.get("seen_by", []) and not cleaned.get("leader_name"):
            self.add_error(
                "leader_name", _("Write your leader's name, so that we show it to no other.")
            )
        return cleaned

    def chosen(self) -> set[Visibility]:
        """Return the ticked set."""
        return {Visibility(v) for v in self.cleaned_data["seen_by"] if v != ONLY_ME}


FORMS: dict[str, type[QuestionForm]] = {
    "text": TextForm,
    "origin": OriginForm,
    "when_then": WhenThenForm,
    "obstacle": ObstacleForm,
    "yes": YesForm,
    "date": DateForm,
    "scale": ScaleForm,
    "visibility": VisibilityForm,
}


def form_for(question: Question, task: ChangeTask | None, data: Any = None) -> QuestionForm:
    """Return the form of a question, filled with what is stored."""
    return FORMS[question.kind](data, question=question, task=task)


class NotNowForm(forms.Form):
    """A reason of one's own, private unless shared."""

    reason = forms.CharField(required=False, max_length=LONGEST, widget=_area(4))
    shared = forms.BooleanField(
        required=False, label=gettext_lazy("The organiser may read my reason, without my name")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = words.text("not_now", "reason_label")
        self.fields["reason"].help_text = words.text("not_now", "who_sees")


def reasons_to_point_at() -> list[tuple[str, str]]:
    """Return the codes that are a reason by themselves; "something else" takes words."""
    return [pair for pair in _pairs(words.obstacle_options()) if pair[0] != ObstacleCode.OTHER]


class StateForm(forms.Form):
    """Where the task is now, with what postponed and put aside need."""

    to = forms.ChoiceField(choices=TaskState.choices)
    reason = forms.CharField(required=False, max_length=LONGEST)
    learning = forms.CharField(required=False, max_length=LONGEST)
    new_date = forms.DateField(required=False, input_formats=["%Y-%m-%d", "%d.%m.%Y"])
    obstacle_code = forms.ChoiceField(required=False, choices=reasons_to_point_at)

    def clean(self) -> dict[str, Any]:
        """Take what was pointed at for the reason, where no words were written."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.has_error("obstacle_code"):
            self.add_error(None, str(ReasonMissing.message))
        code = said.get("obstacle_code")
        if code and not (said.get("reason") or "").strip():
            said["reason"] = words.obstacle_name(code)
        return said


class AnswerForm(StateForm):
    """The first tap: a state, or no change."""

    to = forms.ChoiceField(choices=[*TaskState.choices, ("same", "same")])


def _phone() -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=40,
        label=gettext_lazy("Which number?"),
        help_text=gettext_lazy(
            "Kept as your telephone number. Organiser, facilitator and your makker see it."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        validators=[is_phone_number],
    )


def _helpers(has_makker: bool) -> list[tuple[str, str]]:
    """Return whom help may be wished from, "no thanks" last; a makker only when there is one."""
    options = words.follow_up_options("help")
    return _pairs([o for o in options if has_makker or o.id != "makker"])


class DetailsForm(forms.Form):
    """What may be told beside the answer. All of it can be left."""

    happened = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    helped = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    stopped = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    obstacle_code = forms.ChoiceField(required=False)
    anyway = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    help_from = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    help_text = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=_area(2),
        label=gettext_lazy("With what? A line is enough."),
    )
    phone = _phone()

    def __init__(
        self,
        *args: Any,
        asks_anyway: bool,
        has_makker: bool,
        asks_phone: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "happened": "what_happened",
            "helped": "what_helped",
            "stopped": "what_stopped",
        }
        for field, name in labels.items():
            self.fields[field].label = words.text("follow_up", name)
        self._choose("help_from", words.text("follow_up", "help", "question"), "help")
        self.fields["help_from"].choices = _helpers(has_makker)  # type: ignore[attr-defined]
        self._choose("anyway", words.text("follow_up", "anyway", "question"), "anyway")
        codes = self.fields["obstacle_code"]
        assert isinstance(codes, forms.ChoiceField)
        codes.label = content.say(content.load("obstacles")["heading"])
        codes.choices = [("", _("Nothing in particular")), *_pairs(words.obstacle_options())]
        if not asks_anyway:
            del self.fields["anyway"]
        if not asks_phone:
            del self.fields["phone"]

    def _choose(self, name: str, label: str, part: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.label = label
        field.choices = _pairs(words.follow_up_options(part))


class RewordForm(forms.Form):
    """The words of a task that has gone home, to be written anew."""

    change = forms.CharField(max_length=LONGEST, widget=_area(4))
    first_step = forms.CharField(max_length=LONGEST, widget=_area(3))
    by_when = _future_day()
    for_whom = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    when_text = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    then_text = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    helpers = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    sign = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    takes = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    obstacle_words = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    obstacle_codes = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    obstacle_plan = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    must_say_yes = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    they_know = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    FOLDED = ("obstacle_words", "obstacle_codes", "obstacle_plan", "must_say_yes", "they_know")
    QUESTION_OF = {
        "change": "change",
        "first_step": "first_step",
        "by_when": "by_when",
        "for_whom": "for_whom",
        "when_text": "when_then",
        "then_text": "when_then",
        "helpers": "helpers",
        "sign": "sign",
        "takes": "what_it_takes",
        "obstacle_words": "obstacle",
        "obstacle_codes": "obstacle",
        "obstacle_plan": "obstacle",
        "must_say_yes": "who_must_say_yes",
        "they_know": "who_must_say_yes",
    }
    # What an action calls a field of ours.
    COLUMN_OF = {"obstacle_words": "words", "obstacle_codes": "codes", "obstacle_plan": "plan"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_when"].required = True
        for name, question in self.QUESTION_OF.items():
            self.fields[name].label = words.question(question).label
        self.fields["then_text"].label = _("… then I")
        self.fields["obstacle_plan"].label = _("If that happens, then I …")
        self._choose("must_say_yes", words.options_of("who_must_say_yes"))
        if "obstacle_codes" in self.fields:
            self._choose("obstacle_codes", words.obstacle_options())
            self.fields["obstacle_codes"].label = content.say(content.load("obstacles")["heading"])
            self._choose("they_know", words.options_of("who_must_say_yes", "knows"))
            self.fields["they_know"].label = _("Do they know?")

    def _choose(self, name: str, options: list[Option]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _pairs(options)

    @classmethod
    def stored(cls, task: ChangeTask) -> dict[str, Any]:
        """Return what stands now, by field."""
        found = words.obstacle_of(task)
        return {
            **{n: getattr(task, n) for n in cls.QUESTION_OF if n not in cls.COLUMN_OF},
            "obstacle_words": found.words,
            "obstacle_codes": list(found.codes),
            "obstacle_plan": found.counter_plan,
        }

    def always_shown(self) -> list[forms.BoundField]:
        """Return the fields that stand open."""
        return [field for field in self if field.name not in self.FOLDED]

    def folded(self) -> list[forms.BoundField]:
        """Return what may stop it, the counter-plan and who must say yes: behind one press."""
        return [self[name] for name in self.FOLDED]

    def opens(self) -> bool:
        """Say whether something behind the press needs to be looked at."""
        return any(name in self.errors for name in self.FOLDED)

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return question → columns of what differs from what stood, as `actions.reword` takes it.

        A page opened before the folded fields were there says nothing of them.
        """
        asked = [
            name
            for name in self.QUESTION_OF
            if name not in self.FOLDED or "obstacle_words" in self.data
        ]
        changed = {self.QUESTION_OF[name] for name in asked if name in self.changed_data}
        found: dict[str, dict[str, Any]] = {}
        for name in asked:
            if (question := self.QUESTION_OF[name]) in changed:
                column = self.COLUMN_OF.get(name, name)
                found.setdefault(question, {})[column] = self.cleaned_data[name]
        return found


class SmallerStepForm(forms.Form):
    """A smaller first step, and if the owner likes a new date and a new when–then.

    Filled with what the owner wrote, and nothing else.
    """

    first_step = forms.CharField(max_length=LONGEST, widget=_area(3))
    by_when = _future_day()
    when_text = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))
    then_text = forms.CharField(required=False, max_length=LONGEST, widget=_area(2))

    def __init__(self, data: Any = None, *, task: ChangeTask) -> None:
        self.task = task
        super().__init__(data, initial={name: getattr(task, name) for name in self.base_fields})
        for name in ("first_step", "by_when"):
            self.fields[name].label = words.question(name).label
        self.fields["when_text"].label = words.question("when_then").label
        self.fields["then_text"].label = _("… then I")

    def clean_by_when(self) -> date | None:
        """Keep the date that stands when none is given; a new one is still to come."""
        day: date | None = self.cleaned_data["by_when"] or self.task.by_when
        zone = self.task.participation.seminar.time_zone
        if day and day != self.task.by_when and day < today(zone):
            raise forms.ValidationError(_("That day has passed. Choose one that is to come."))
        return day

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return what differs, question → columns, as `actions.reword` takes it."""
        said = self.cleaned_data
        groups = {
            "first_step": ("first_step",),
            "by_when": ("by_when",),
            "when_then": ("when_text", "then_text"),
        }
        return {
            question: {column: said[column] for column in columns}
            for question, columns in groups.items()
            if any(said[column] != getattr(self.task, column) for column in columns)
        }


def _number() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *((n, str(n)) for n in range(11))],
    )


class SheetForm(RewordForm):
    """All that can stand on the paper form, in its order, typed in at one go.

    Not who may see it: its owner ticks that.
    """

    obstacle_codes = None  # type: ignore[assignment]  # not on paper
    they_know = None  # type: ignore[assignment]
    important = _number()
    sure = _number()
    origin_label = forms.CharField(required=False, max_length=ORIGIN_LABEL_LENGTH)

    QUESTION_OF = {
        **{
            name: question
            for name, question in RewordForm.QUESTION_OF.items()
            if name not in {"obstacle_codes", "they_know"}
        },
        "important": "important",
        "sure": "sure",
        "origin_label": "origin",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in self.QUESTION_OF.items():
            if name not in {"then_text", "obstacle_plan"}:  # the second line of a question
                self.fields[name].label = words.question(question).question
        self.fields["obstacle_plan"].label = _("If that happens, then I …")
        for name in ("first_step", "by_when"):
            self.fields[name].required = False
        order = [q.id for q in words.questions()]
        names = sorted(self.QUESTION_OF, key=lambda name: order.index(self.QUESTION_OF[name]))
        self.order_fields(["person", *names])

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return question → columns of what was written; what was left is not there."""
        found: dict[str, dict[str, Any]] = {}
        for name, question in self.QUESTION_OF.items():
            if (said := self.cleaned_data[name]) not in (None, "", []):
                found.setdefault(question, {})[self.COLUMN_OF.get(name, name)] = said
        return found


class PaperForm(SheetForm):
    """What somebody wrote on paper, typed in by a helper."""

    person = forms.TypedChoiceField(
        coerce=int, label=gettext_lazy("Whose words are these?"), empty_value=None
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose a person")), *people]


class LeaderSeenForm(forms.Form):
    """What a leader or makker has seen."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Have you seen it?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("Yes")),
            ("partly", gettext_lazy("Partly")),
            ("no", gettext_lazy("No")),
            ("unsure", gettext_lazy("I don't know")),
        ],
    )
    text = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=_area(3),
        label=gettext_lazy("What did you see?"),
    )


class CallForm(forms.Form):
    """After a call: whether they talked, and what they agreed."""

    reached = forms.ChoiceField(
        label=gettext_lazy("Did you talk?"),
        widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No answer"))],
        initial="yes",
    )
    text = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_NOTE}),
        label=gettext_lazy("What did you agree?"),
    )

    def __init__(self, data: Any = None, *, about: Participation) -> None:
        super().__init__(data, prefix="call")
        self.fields["text"].help_text = _(
            "%(name)s can read this, and so can those who organise the seminar."
        ) % {"name": about.user.name}


class HeardForm(forms.Form):
    """What somebody said on the phone, for them to confirm. The choices are the same for all."""

    follow_up = forms.TypedChoiceField(
        coerce=int,
        label=gettext_lazy("Which change task?"),
        widget=forms.RadioSelect,
    )
    answer = forms.ChoiceField(label=gettext_lazy("What did they say?"), widget=forms.RadioSelect)
    note = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=_area(3),
        label=gettext_lazy("In their words"),
        help_text=gettext_lazy("Postponed and put aside need a few words on why."),
    )
    new_date = _future_day()

    def __init__(self, data: Any = None, *, questions: list[tuple[int, str]]) -> None:
        super().__init__(data, prefix="heard")
        which, answer = self.fields["follow_up"], self.fields["answer"]
        assert isinstance(which, forms.TypedChoiceField)
        assert isinstance(answer, forms.ChoiceField)
        which.choices = questions
        if len(questions) == 1:
            which.widget = forms.HiddenInput()
            which.initial = questions[0][0]
        answer.choices = [
            (o, words.text("follow_up", "no_change") if o == "same" else words.state_name(o))
            for o in HEARD
        ]
        self.fields["new_date"].label = _("New date, if it is postponed")


class HelpForm(forms.Form):
    """A wish for help."""

    to = forms.ChoiceField(widget=forms.RadioSelect)
    text = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=_area(3),
        label=gettext_lazy("With what? A line is enough."),
    )
    phone = _phone()

    def __init__(self, *args: Any, has_makker: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.label = words.text("follow_up", "help", "question")
        field.choices = [pair for pair in _helpers(has_makker) if pair[0] != "no_help"]


class MakkerForm(forms.Form):
    """One's own answers to the makker's three questions; each pair on the page has its own ids."""

    ask_about = forms.CharField(required=False, max_length=500, widget=_short_area())
    ring_when = forms.CharField(required=False, max_length=500, widget=_short_area())
    leave_out = forms.CharField(required=False, max_length=500, widget=_short_area())

    def __init__(self, data: Any = None, *, pair: int, said: MakkerWord | None = None) -> None:
        names = ("ask_about", "ring_when", "leave_out")
        initial = {name: getattr(said, name) for name in names} if said else None
        super().__init__(data, initial=initial, auto_id=f"pair-{pair}-%s")
        for name, question in zip(names, words.text("makker", "questions"), strict=True):
            self.fields[name].label = question


PAUSES = [("4", gettext_lazy("Four weeks")), ("12", gettext_lazy("Three months"))]


class PauseForm(forms.Form):
    """How long to be left in peace."""

    weeks = forms.TypedChoiceField(coerce=int, choices=PAUSES)


class LetterForm(forms.Form):
    """What the organiser gives to a letter: whom it is about, to whom, and the one request.

    There is no field for tasks, and nothing here reads one.
    """

    person = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        label=gettext_lazy("Whose library is it about?"),
        help_text=gettext_lazy("They decide what stands in the letter, or say no, thank you."),
    )
    kind = forms.ChoiceField(
        choices=LetterKind.choices, widget=forms.RadioSelect, label=gettext_lazy("Which letter?")
    )
    to_name = forms.CharField(max_length=120, label=gettext_lazy("The municipal director's name"))
    request = forms.CharField(
        required=False,
        max_length=letters.LONGEST_REQUEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": letters.LONGEST_REQUEST}),
        label=gettext_lazy("The one request"),
        help_text=gettext_lazy(
            "One thing, possible to say yes to. Leave out the tasks. The last letter asks for a"
            " visit by itself: leave this empty then."
        ),
    )
    language = forms.ChoiceField(
        choices=list(letters.LANGUAGES.items()), label=gettext_lazy("Language of the letter")
    )

    def __init__(self, data: Any, *, people: list[Participation], language: str) -> None:
        super().__init__(data, initial={"language": language})
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        rows = [(p.pk, f"{p.user.name}, {p.institution}") for p in people]
        field.choices = [("", _("Choose a person")), *rows]

    def kind_rows(self) -> list[tuple[forms.boundfield.BoundWidget, str]]:
        """Return each kind with what its letter asks for."""
        return [
            (box, letters.asks(kind)) for box, kind in zip(self["kind"], LetterKind, strict=True)
        ]

    def clean_to_name(self) -> str:
        """Keep a name on one line."""
        return " ".join(self.cleaned_data["to_name"].split())

    def clean(self) -> dict[str, Any]:
        """One letter, one request: neither none nor two."""
        cleaned: dict[str, Any] = super().clean() or {}
        kind, asked = cleaned.get("kind"), cleaned.get("request", "")
        if kind and letters.needs_request(kind) and not asked and "request" not in self.errors:
            self.add_error("request", _("Write the one thing you ask for."))
        if kind and not letters.needs_request(kind) and asked:
            self.add_error(
                "request",
                _("This letter already asks for one thing: “%(asks)s” Leave this empty.")
                % {"asks": letters.asks(kind)},
            )
        return cleaned


class LetterWordsForm(forms.Form):
    """What the owner lets stand in a letter. Nothing is ticked beforehand, ever."""

    tasks = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("May any of this stand in the letter?"),
        help_text=gettext_lazy("Word for word, as you wrote it. What you don't tick stays out."),
    )
    results = forms.CharField(
        required=False,
        max_length=letters.LONGEST_RESULTS,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": letters.LONGEST_RESULTS}),
        label=gettext_lazy("What has happened?"),
    )
    stuck = forms.CharField(
        required=False,
        max_length=letters.LONGEST_STUCK,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": letters.LONGEST_STUCK}),
        label=gettext_lazy("Is anything stuck?"),
    )
    seal = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, letter: LeaderLetter, tasks: list[ChangeTask]) -> None:
        own = {"results": letter.results, "stuck": letter.stuck}
        super().__init__(data, initial=own)
        self._tasks = tasks
        field = self.fields["tasks"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(task.pk, task.change) for task in tasks]
        for name in own:
            if not letters.has_room_for(letter.kind, name):
                del self.fields[name]

    def chosen(self) -> list[ChangeTask]:
        """Return the ticked tasks, in the order they were written."""
        ticks = set(self.cleaned_data.get("tasks", []))
        return [task for task in self._tasks if str(task.pk) in ticks]

    def said(self, name: str) -> str:
        """Return own words, empty where this letter has no room for them."""
        return str(self.cleaned_data.get(name, ""))


class HandedOverForm(forms.Form):
    """The day a letter was sent or handed over."""

    day = forms.DateField(
        label=gettext_lazy("When was it sent or handed over?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    )

    def __init__(self, data: Any = None, *, letter: LeaderLetter) -> None:
        self.zone = ZoneInfo(letter.participation.seminar.time_zone)
        self.approved_at = letter.answered_at
        super().__init__(data, initial={"day": today(self.zone.key)})

    def clean_day(self) -> date:
        """It has happened, and not before its owner said yes."""
        day: date = self.cleaned_data["day"]
        if day > today(self.zone.key):
            raise forms.ValidationError(_("That day is still to come."))
        if self.approved_at and day < self.approved_at.astimezone(self.zone).date():
            raise forms.ValidationError(_("The letter was not approved yet that day."))
        return day

    def moment(self) -> datetime:
        """Return the moment to store: now for today, noon for another day."""
        day: date = self.cleaned_data["day"]
        if day == today(self.zone.key):
            return now()
        return datetime(day.year, day.month, day.day, 12, tzinfo=self.zone)


class QuietForm(forms.Form):
    """From a day to a day on which nobody is asked."""

    first = forms.DateField(
        label=gettext_lazy("From"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the date as 24.12.2026.")},
    )
    last = forms.DateField(
        label=gettext_lazy("To and with"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the date as 24.12.2026.")},
    )

    def __init__(self, data: Any = None, *, zone: str) -> None:
        super().__init__(data)
        self.today = today(zone)

    def clean(self) -> dict[str, Any]:
        """Refuse what ends before it begins, and what is over."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first and last and last < first:
            self.add_error("last", _("It ends before it begins."))
        elif last and last < self.today:
            self.add_error("last", _("That day is past."))
        return found
