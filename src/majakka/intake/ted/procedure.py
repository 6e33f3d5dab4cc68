"""How an older TED notice buys: procedure, direct award, framework, reservation (sections III and IV)."""

from majakka.intake.ted import codes, paths
from majakka.intake.ted.node import Node, name_of
from majakka.intake.ted.paths import Layout
from majakka.notices.choices import FRAMEWORK_OF_UNKNOWN_KIND


def procedure_type(root: Node, form: Node, layout: Layout) -> str:
    procedure = form.one(layout.procedure)
    names = () if procedure is None else (name_of(element) for element in procedure.iterdescendants("{*}*"))
    found = next((codes.PROCEDURE_TYPES[name] for name in names if name in codes.PROCEDURE_TYPES), "")
    return found or codes.CODED_PROCEDURE_TYPES.get(root.attribute(paths.CODED_PROCEDURE, "CODE"), "")


def is_accelerated(root: Node, form: Node, layout: Layout) -> bool | None:
    is_coded = root.attribute(paths.CODED_PROCEDURE, "CODE") in codes.CODED_ACCELERATED
    return True if is_coded or form.has(layout.accelerated) else None


def direct_award_reasons(form: Node, layout: Layout) -> tuple[str, ...]:
    procedure = form.one(layout.procedure)
    if procedure is None:
        return ()
    names = [name_of(element) for element in procedure.iterdescendants("{*}*")]
    table = codes.DIRECT_AWARD_REASONS
    if codes.CONCESSION_DIRECT_AWARD in names:
        table = table | codes.CONCESSION_REASONS
    return tuple(dict.fromkeys(table[name] for name in names if name in table))


def framework(form: Node, layout: Layout) -> str:
    if not form.has(layout.framework):
        return ""
    return codes.FRAMEWORK_SINGLE if form.has(layout.single_operator) else FRAMEWORK_OF_UNKNOWN_KIND


def purchasing_system(form: Node, layout: Layout) -> str:
    if not form.has(layout.purchasing_system):
        return ""
    return codes.DPS_OPEN if form.has(layout.open_purchasing_system) else codes.DPS_CLOSED


def reserved(form: Node, layout: Layout) -> tuple[str, ...]:
    found = (
        (layout.sheltered, codes.SHELTERED),
        (layout.public_service_mission, codes.PUBLIC_SERVICE_MISSION),
    )
    return tuple(code for where, code in found if form.has(where))
