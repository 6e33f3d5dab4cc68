"""Forms of word lists: a phrase a line."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

_LONGEST = 20_000


def as_lines(phrases: Sequence[str]) -> str:
    return "\n".join(phrases)


class WordListForm(forms.Form):
    """`version` is the one that was read: a newer one in force means that another person has edited since."""

    supports = forms.CharField(
        label=_("Phrases that speak for the definition"),
        help_text=_("One phrase a line. * ends a stem, ... is a gap of up to three words."),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=_LONGEST,
        required=False,
    )
    opposes = forms.CharField(
        label=_("Phrases that cancel a hit"),
        help_text=_("One phrase a line. ! before the phrase cancels every hit of its sentence."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=_LONGEST,
        required=False,
    )
    source = forms.CharField(label=_("Why the list changes"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def phrases(self, name: str) -> list[str]:
        return [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
