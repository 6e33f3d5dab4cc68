"""Code lists as bytes."""


def genericode(rows: str, *, name: str = "colour", version: str = "20250101-0", parent: str = "") -> bytes:
    parent_element = f'<LongName Identifier="eFormsParentId">{parent}</LongName>' if parent else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
 <Identification><ShortName>Colour</ShortName><LongName>{name}</LongName>
  <LongName Identifier="listId">http://example.org/{name}</LongName>{parent_element}
  <Version>{version}</Version></Identification>
 <SimpleCodeList>
{rows}
 </SimpleCodeList>
</gc:CodeList>""".encode()


def row(code: str, **labels: str) -> str:
    values = {"code": code} | {f"{language}_label": text for language, text in labels.items()}
    inner = "".join(
        f'<Value ColumnRef="{k}"><SimpleValue>{v}</SimpleValue></Value>' for k, v in values.items()
    )
    return f"<Row>{inner}</Row>"
