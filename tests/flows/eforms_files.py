"""Small eForms files for stories: a call, its change notice, an award. Each lot says only what a story needs."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_EFORMS = "http://data.europa.eu/p27/eforms-ubl-extension"
_NAMESPACES = " ".join(
    [
        f'xmlns:cac="{_UBL}:CommonAggregateComponents-2"',
        f'xmlns:cbc="{_UBL}:CommonBasicComponents-2"',
        f'xmlns:ext="{_UBL}:CommonExtensionComponents-2"',
        f'xmlns:efac="{_EFORMS}-aggregate-components/1"',
        f'xmlns:efbc="{_EFORMS}-basic-components/1"',
        f'xmlns:efext="{_EFORMS}s/1"',
    ]
)
BUYER_ID = "9876543-0"
BUYER = "Testilän kunta"


@dataclass(frozen=True, kw_only=True)
class LotText:
    """What a notice says of one lot. `value` is the winning tender; `strategic` BT-06, `innovation` BT-776."""

    number: int = 1
    strategic: tuple[str, ...] = ()
    innovation: tuple[str, ...] = ()
    value: str = ""
    currency: str = "EUR"
    tenders: str = "3"

    @property
    def identifier(self) -> str:
        return f"LOT-{self.number:04d}"


def identifier(name: str) -> str:
    """An identifier (BT-701, BT-04) that is the same in every run."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"majakka-story/{name}"))


def call(name: str, number: str, day: date, *lots: LotText, purchase: str, changes: str = "") -> bytes:
    """A contract notice (subtype 16); `changes` names the notice that it corrects."""
    return _notice("ContractNotice", name, number, day, lots, purchase=purchase, changes=changes)


def award(
    name: str, number: str, day: date, *lots: LotText, purchase: str, changes: str = "", version: int = 1
) -> bytes:
    """A contract award notice (subtype 29): every lot has a winner with one contract."""
    return _notice(
        "ContractAwardNotice", name, number, day, lots, purchase=purchase, changes=changes, version=version
    )


def _notice(
    root: str,
    name: str,
    number: str,
    day: date,
    lots: tuple[LotText, ...],
    *,
    purchase: str,
    changes: str,
    version: int = 1,
) -> bytes:
    is_award = root == "ContractAwardNotice"
    form, kind, subtype = (
        ("result", "can-standard", "29") if is_award else ("competition", "cn-standard", "16")
    )
    changed = f"<efbc:ChangedNoticeIdentifier>{identifier(changes)}-01</efbc:ChangedNoticeIdentifier>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="{_UBL}:{root}-2" {_NAMESPACES}>
  <ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>
    {f"<efac:Changes>{changed}</efac:Changes>" if changes else ""}
    {_result(lots, day) if is_award else ""}
    <efac:NoticeSubType><cbc:SubTypeCode listName="notice-subtype">{subtype}</cbc:SubTypeCode></efac:NoticeSubType>
    <efac:Organizations>
      {_company("ORG-0001", BUYER, BUYER_ID)}
      {_company("ORG-0002", "Voittaja Oy", "", size="small") if is_award else ""}
    </efac:Organizations>
    <efac:Publication>
      <efbc:NoticePublicationID schemeName="ojs-notice-id">{number}</efbc:NoticePublicationID>
      <efbc:PublicationDate>{day}Z</efbc:PublicationDate>
    </efac:Publication>
  </efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
  <cbc:UBLVersionID>2.3</cbc:UBLVersionID>
  <cbc:CustomizationID>eforms-sdk-1.13</cbc:CustomizationID>
  <cbc:ID schemeName="notice-id">{identifier(name)}</cbc:ID>
  <cbc:ContractFolderID>{identifier(purchase)}</cbc:ContractFolderID>
  <cbc:IssueDate>{day - timedelta(days=1)}+02:00</cbc:IssueDate>
  <cbc:IssueTime>13:20:00+02:00</cbc:IssueTime>
  <cbc:VersionID>{version:02d}</cbc:VersionID>
  <cbc:RegulatoryDomain>32014L0024</cbc:RegulatoryDomain>
  <cbc:NoticeTypeCode listName="{form}">{kind}</cbc:NoticeTypeCode>
  <cbc:NoticeLanguageCode>FIN</cbc:NoticeLanguageCode>
  <cac:ContractingParty><cac:Party><cac:PartyIdentification>
    <cbc:ID schemeName="organization">ORG-0001</cbc:ID>
  </cac:PartyIdentification></cac:Party></cac:ContractingParty>
  <cac:TenderingProcess>
    <cbc:ProcedureCode listName="procurement-procedure-type">open</cbc:ProcedureCode>
  </cac:TenderingProcess>
  <cac:ProcurementProject>
    <cbc:Name languageID="FIN">Koulujen sisäilman mittaus</cbc:Name>
    <cbc:ProcurementTypeCode listName="contract-nature">services</cbc:ProcurementTypeCode>
    {_CPV}
  </cac:ProcurementProject>
  {"".join(_lot(lot) for lot in lots)}
</{root}>
""".encode()


_CPV = (
    "<cac:MainCommodityClassification>"
    '<cbc:ItemClassificationCode listName="cpv">90731400</cbc:ItemClassificationCode>'
    "</cac:MainCommodityClassification>"
)


def _company(key: str, name: str, business_id: str, *, size: str = "") -> str:
    sized = f'<efbc:CompanySizeCode listName="economic-operator-size">{size}</efbc:CompanySizeCode>'
    entity = f"<cac:PartyLegalEntity><cbc:CompanyID>{business_id}</cbc:CompanyID></cac:PartyLegalEntity>"
    return f"""<efac:Organization><efac:Company>
        {sized if size else ""}
        <cac:PartyIdentification><cbc:ID schemeName="organization">{key}</cbc:ID></cac:PartyIdentification>
        <cac:PartyName><cbc:Name languageID="FIN">{name}</cbc:Name></cac:PartyName>
        <cac:PostalAddress><cac:Country>
          <cbc:IdentificationCode listName="country">FIN</cbc:IdentificationCode>
        </cac:Country></cac:PostalAddress>
        {entity if business_id else ""}
      </efac:Company></efac:Organization>"""


def _lot(lot: LotText) -> str:
    codes = [("strategic-procurement", code) for code in lot.strategic]
    codes += [("innovative-acquisition", code) for code in lot.innovation]
    kinds = "".join(
        f'<cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName="{list_name}">{code}'
        "</cbc:ProcurementTypeCode></cac:ProcurementAdditionalType>"
        for list_name, code in codes
    )
    return f"""<cac:ProcurementProjectLot>
    <cbc:ID schemeName="Lot">{lot.identifier}</cbc:ID>
    <cac:ProcurementProject>
      <cbc:Name languageID="FIN">Osa {lot.number}</cbc:Name>
      <cbc:ProcurementTypeCode listName="contract-nature">services</cbc:ProcurementTypeCode>
      {kinds}
      {_CPV}
    </cac:ProcurementProject>
  </cac:ProcurementProjectLot>"""


def _result(lots: tuple[LotText, ...], day: date) -> str:
    results, tenders, contracts = [], [], []
    for lot in lots:
        number = f"{lot.number:04d}"
        results.append(f"""<efac:LotResult>
          <cbc:ID schemeName="result">RES-{number}</cbc:ID>
          <cbc:TenderResultCode listName="winner-selection-status">selec-w</cbc:TenderResultCode>
          <efac:LotTender><cbc:ID schemeName="tender">TEN-{number}</cbc:ID></efac:LotTender>
          <efac:ReceivedSubmissionsStatistics>
            <efbc:StatisticsCode listName="received-submission-type">tenders</efbc:StatisticsCode>
            <efbc:StatisticsNumeric>{lot.tenders}</efbc:StatisticsNumeric>
          </efac:ReceivedSubmissionsStatistics>
          <efac:SettledContract><cbc:ID schemeName="contract">CON-{number}</cbc:ID></efac:SettledContract>
          <efac:TenderLot><cbc:ID schemeName="Lot">{lot.identifier}</cbc:ID></efac:TenderLot>
        </efac:LotResult>""")
        amount = f'<cbc:PayableAmount currencyID="{lot.currency}">{lot.value}</cbc:PayableAmount>'
        tenders.append(f"""<efac:LotTender>
          <cbc:ID schemeName="tender">TEN-{number}</cbc:ID>
          <cac:LegalMonetaryTotal>{amount}</cac:LegalMonetaryTotal>
          <efac:TenderingParty><cbc:ID schemeName="tendering-party">TPA-0001</cbc:ID></efac:TenderingParty>
          <efac:TenderLot><cbc:ID schemeName="Lot">{lot.identifier}</cbc:ID></efac:TenderLot>
        </efac:LotTender>""")
        contracts.append(f"""<efac:SettledContract>
          <cbc:ID schemeName="contract">CON-{number}</cbc:ID>
          <cbc:AwardDate>{day - timedelta(days=20)}Z</cbc:AwardDate>
          <efac:ContractReference><cbc:ID>TES/2025/{number}</cbc:ID></efac:ContractReference>
          <efac:LotTender><cbc:ID schemeName="tender">TEN-{number}</cbc:ID></efac:LotTender>
        </efac:SettledContract>""")
    party = """<efac:TenderingParty>
          <cbc:ID schemeName="tendering-party">TPA-0001</cbc:ID>
          <efac:Tenderer><cbc:ID schemeName="organization">ORG-0002</cbc:ID></efac:Tenderer>
        </efac:TenderingParty>"""
    return f"<efac:NoticeResult>{''.join([*results, *tenders, *contracts])}{party}</efac:NoticeResult>"
