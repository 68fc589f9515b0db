"""Forms of the showcase."""

from django import forms
from django.utils.translation import gettext_lazy as _

from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase.models import InspirationItem, Presentation, RemoteVisit


class WebLinkField(forms.URLField):
    """A link that a browser opens: http or https."""

    def __init__(self, **options: object) -> None:
        options.setdefault("assume_scheme", "https")
        super().__init__(**options)  # type: ignore[arg-type]

    def clean(self, value: object) -> str:
        """Return the link; other schemes are refused."""
        link: str = super().clean(value)
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("A link starts with https://"))
        return link


class PresentationForm(forms.ModelForm[Presentation]):
    """A project in its own words."""

    presenters = forms.ModelMultipleChoiceField(
        queryset=Participation.objects.none(),
        required=False,
        label=_("Who presents"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Presentation
        fields = ["title", "summary", "partners", "process", "went_wrong", "minutes"]
        labels = {"minutes": _("Minutes")}
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("summary", "partners", "process", "went_wrong")
        }

    def __init__(self, *args: object, seminar: Seminar, choose: bool, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        if choose:
            people = seminar.participations.present().select_related("user", "institution")
            field = self.fields["presenters"]
            field.queryset = people  # type: ignore[attr-defined]
            field.label_from_instance = lambda p: (  # type: ignore[attr-defined]
                f"{p.user.name}, {p.institution.name}" if p.institution else p.user.name
            )
        else:
            del self.fields["presenters"]


class VisitForm(forms.ModelForm[RemoteVisit]):
    """A remote visit: any link, a host there."""

    link = WebLinkField(label=_("Link to the meeting"), required=False, max_length=500)

    class Meta:
        model = RemoteVisit
        fields = ["title", "link", "host_name", "host_phone"]
        labels = {"title": _("Which library we visit")}


class InspirationForm(forms.ModelForm[InspirationItem]):
    """A source worth an hour."""

    link = WebLinkField(label=_("Link"), required=False, max_length=500)

    class Meta:
        model = InspirationItem
        fields = ["title", "source", "kind", "link", "why_read", "rights"]
        labels = {"kind": _("Kind")}


class PictureForm(forms.Form):
    """A picture with its two texts and the consent of those seen."""

    file = forms.FileField(label=_("Picture"))
    caption = forms.CharField(
        label=_("Caption"),
        max_length=300,
        help_text=_("What readers should know: who, where, when."),
    )
    alt = forms.CharField(
        label=_("Alternative text"),
        max_length=500,
        help_text=_("What the picture shows, for those who don't see it."),
    )
    consent = forms.BooleanField(
        label=_("Everyone who can be recognised has said yes to the picture on the open web"),
        required=False,
    )
