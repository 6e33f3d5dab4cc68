"""Why a file was refused or another one counts, and what to do, in the reader's language.

Readers are pure and say it in English, with every detail. In other languages the sentence of the code is shown
instead; file, place and value stand beside it and need no translation.
"""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from majakka.intake.errors import Code
from majakka.notices.choices import KeptBecause
from majakka.notices.operations import Redelivery

_SENTENCES = {
    Code.EMPTY: _("The file is empty. Ask the sender for it again."),
    Code.UNREADABLE: _("The file cannot be opened. Check its permissions and that it is whole."),
    Code.TOO_LARGE: _("The file is larger than a notice can be. Check that it is the right file."),
    Code.NOT_XML: _("The file is not well-formed XML. Ask the sender for it again."),
    Code.CUT_SHORT: _("The file ends in the middle. Fetch it again."),
    Code.BAD_ENCODING: _("The characters of the file cannot be read. Save it as UTF-8."),
    Code.DOCTYPE: _(
        "The file has a document type or entities, which a notice never has. Ask the sender to leave them out."
    ),
    Code.ACTIVE_CONTENT: _(
        "The file has instructions for programs, which a notice never has. Ask the sender to leave them out."
    ),
    Code.TOO_DEEP: _("The elements of the file are nested deeper than in any notice."),
    Code.TOO_MANY_ELEMENTS: _("The file has more elements than any notice."),
    Code.TOO_MANY_ATTRIBUTES: _("An element of the file has more attributes than any notice."),
    Code.TOO_MANY_NAMESPACES: _("The file declares more namespaces than any notice."),
    Code.UNKNOWN_FORMAT: _(
        "The file is neither an eForms notice nor a TED notice. Check that it is the right file."
    ),
    Code.UNKNOWN_VERSION: _(
        "The notice follows a version of its format that is not known here. Update Majakka, or ask the sender."
    ),
    Code.SYMLINK: _("The entry is a link to another file; links are not followed. Give the file itself."),
    Code.UNSAFE_NAME: _("The name of the entry leads out of the archive. Pack the archive again."),
    Code.NESTED_ARCHIVE: _("The entry is an archive inside an archive. Unpack it and give the files."),
    Code.SPECIAL_ENTRY: _("The entry is not an ordinary file."),
    Code.ENCRYPTED: _("The entry is encrypted. Give the archive without a password."),
    Code.TOO_MANY_ENTRIES: _("The archive has too many entries. Split it."),
    Code.RATIO: _("The entry grows far too much when unpacked. Check where the archive comes from."),
    Code.BROKEN_ARCHIVE: _("The archive is broken. Fetch it again."),
    Code.DUPLICATE_ENTRY: _("The archive has two entries with the same name. Pack it again."),
    Code.BAD_STATISTICS: _(
        "The answers beside the notice cannot be read. Check the file that ends in .statistics.json."
    ),
    Code.MISSING: _("A mandatory field is missing. Ask the sender for the whole notice."),
    Code.BAD_DATE: _("A date or time does not exist. Ask the sender to correct it."),
    Code.BAD_NUMBER: _("A number cannot be read. Ask the sender to correct it."),
    Code.NEGATIVE: _("A count or an amount is negative. Ask the sender to correct it."),
    Code.UNKNOWN_CODE: _("A code is not on its list. Ask the sender to correct it."),
    Code.UNKNOWN_CURRENCY: _("The currency is not known. Ask the sender to correct it."),
    Code.BAD_IDENTIFIER: _("An identifier does not have its form. Ask the sender to correct it."),
    Code.DUPLICATE: _("Two parts of the notice have the same identifier. Ask the sender to correct it."),
    Code.DANGLING: _("The notice names a part that it does not have. Ask the sender to correct it."),
    Code.TOO_MANY: _("A part is repeated more often than in any notice."),
    Code.TOO_LONG: _("A text is longer than in any notice."),
}

_REPLACED = {
    KeptBecause.PUBLISHED: _(
        "This file replaced another file of the same notice and version, because it has a publication number "
        "and the other has none."
    ),
    KeptBecause.SENT_LATER: _(
        "This file replaced another file of the same notice and version, because it was sent later."
    ),
    KeptBecause.NO_DIFFERENCE: _(
        "This file replaced another file of the same notice and version. Their numbers and dates are the same; "
        "which one counts does not depend on the order in which they came."
    ),
}
_KEPT_OTHER = {
    KeptBecause.PUBLISHED: _(
        "Another file of the same notice and version was kept, because that one has a publication number and "
        "this one has none."
    ),
    KeptBecause.SENT_LATER: _(
        "Another file of the same notice and version was kept, because that one was sent later."
    ),
    KeptBecause.NO_DIFFERENCE: _(
        "Another file of the same notice and version was kept. Their numbers and dates are the same; which one "
        "counts does not depend on the order in which they came."
    ),
}


def explain(code: str, message: str) -> str:
    """What went wrong and the remedy: `message` in English, the code's sentence in other languages."""
    if (get_language() or "en").startswith("en"):
        return message
    return reason_of(code) or message


def reason_of(code: str) -> str:
    """The sentence of a reason in the reader's language; "" for a code of another room."""
    return str(_SENTENCES[Code(code)]) if code in set(Code) else ""


def explain_redelivery(redelivery: Redelivery) -> str:
    """Which of two files of one notice version counts, and why, in the reader's language."""
    sentences = _REPLACED if redelivery.has_replaced else _KEPT_OTHER
    return str(sentences[redelivery.because])
