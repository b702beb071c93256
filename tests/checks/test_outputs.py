"""How findings are written out: for a person, a program, a pipeline, a spreadsheet."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from schoolgate.checks import run
from schoolgate.checks.judging import judge
from schoolgate.checks.outputs import OUTPUTS
from schoolgate.checks.outputs.report import Report
from schoolgate.domain.waiver import Waiver
from tests.spec.a_notice import ON
from tests.spec.story import notice, register

NOTICE = notice("""
ClassDojo
Purpose: rewards
Data shared: first name, UPN
Year groups: Y1 to Y6
Risk assessment date: December 2019
""")


def report(told=NOTICE, *, source="notice.txt", waivers=(), only=("RISK-001", "MIN-002")):
    found = [one for one in run(told.subject) if one.check in only]
    return Report(source=source, on=ON, judged=judge(found, waivers, source=source, on=ON))


def waived(name, finding):
    return Waiver(
        check=finding.check,
        finding=finding.id,
        source=name,
        about=finding.about,
        words=finding.words,
        why="It goes in July.",
        by="A. Khan",
        made_at=datetime(2026, 11, 1, tzinfo=UTC),
        lapses_on=date(2027, 11, 1),
    )


def test_the_text_says_who_asks_what_is_found_and_what_to_do_once():
    (finding,) = (one.finding for one in report(only=("RISK-001",)).judged)
    assert OUTPUTS["text"].write(report(only=("RISK-001",))).decode() == (
        "Good practice (1)\n"
        "\n"
        "MEDIUM RISK-001 Was the risk of each service in use looked at within the school's own limit?\n"
        "  - The assessment of ClassDojo is overdue for review: it is more than 24 months old. "
        f"[{finding.id}]\n"
        '    "Risk assessment date: December 2019"\n'
        "  What to do: Review the assessment, and record the day, by whom, and when it is due again.\n"
        "  Source: DfE, Data protection in schools (review policies and records regularly); "
        "UK GDPR Art 35(11). No law sets a period: 12 and 24 months are the school's to change.\n"
        "  Read: https://www.gov.uk/guidance/data-protection-in-schools\n"
        "\n"
    )


def test_nothing_found_says_so():
    assert OUTPUTS["text"].write(report(only=())).decode() == "Nothing to put right, and no questions.\n"


def test_what_is_answered_stands_apart_with_its_reason():
    (one,) = report(only=("RISK-001",)).judged
    said = report(only=("RISK-001",), waivers=[waived("notice.txt", one.finding)])
    text = OUTPUTS["text"].write(said).decode()
    assert text.startswith("Not a problem, because (1)\n")
    assert '    A. Khan until 2027-11-01: "It goes in July."\n' in text
    (kept,) = json.loads(OUTPUTS["json"].write(said))["findings"]
    assert kept["waived"] == {"why": "It goes in July.", "by": "A. Khan", "lapses_on": "2027-11-01"}
    (result,) = json.loads(OUTPUTS["sarif"].write(said))["runs"][0]["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "It goes in July."}
    ]


def test_the_json_is_the_findings_contract_with_what_was_said_to_each():
    said = json.loads(OUTPUTS["json"].write(report()))
    assert list(said) == ["schema", "findings", "source", "on"]
    assert (said["schema"], said["source"], said["on"]) == (
        "schoolgate.findings/1",
        "notice.txt",
        "2026-11-22",
    )
    assert all(one["waived"] is None and one["lapsed"] is None for one in said["findings"])


# What SARIF 2.1.0 requires of the parts that are written, and which words it knows.
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "helpUri": {"type": "string", "format": "uri"},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {"type": "object", "properties": {"uri": {"type": "string"}}},
                "region": {
                    "type": "object",
                    "properties": {
                        "charOffset": {"type": "integer", "minimum": -1},
                        "charLength": {"type": "integer", "minimum": 0},
                        "snippet": TEXT,
                    },
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
        "logicalLocations": {"type": "array", "items": {"type": "object"}},
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "suppressions": {"type": "array", "items": {"type": "object", "required": ["kind"]}},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
    "if": {"properties": {"kind": {"const": "review"}}},
    "then": {"properties": {"level": {"const": "none"}}},
}
DRIVER = {"required": ["name"], "properties": {"rules": {"type": "array", "items": RULE}}}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "properties": {
                    "tool": {"required": ["driver"], "properties": {"driver": DRIVER}},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


@pytest.mark.parametrize("told", [NOTICE, register({"clause.1.basis": "", "retention": ""})])
def test_the_sarif_is_as_its_standard_has_it(told):
    source = "register" if told.subject.is_register() else "a notice (2026).txt"
    everything = {one.check for one in run(told.subject)}
    said = json.loads(OUTPUTS["sarif"].write(report(told, source=source, only=everything)))
    Draft202012Validator(SARIF).validate(said)
    run_ = said["runs"][0]
    rules = run_["tool"]["driver"]["rules"]
    assert run_["results"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run_["results"])


def test_a_finding_in_sarif_stands_where_its_words_do():
    said = json.loads(OUTPUTS["sarif"].write(report(source="a notice.txt", only=("RISK-001",))))
    (place,) = said["runs"][0]["results"][0]["locations"]
    at = place["physicalLocation"]
    region = at["region"]
    start = region["charOffset"]
    text = NOTICE.subject.text
    assert at["artifactLocation"] == {"uri": "a%20notice.txt"}
    assert text[start : start + region["charLength"]] == region["snippet"]["text"]


HOSTILE = notice("""
=cmd|' /C calc'!A0
Purpose: rewards
Data shared: first name, UPN
Year groups: Y1 to Y6
Risk assessment date: December 2019
""")


def test_the_workbook_holds_words_alone_under_a_heading_that_stays():
    told = report(HOSTILE, only=("RISK-001",))
    data = OUTPUTS["xlsx"].write(told)
    sheet = openpyxl.load_workbook(BytesIO(data))["Findings"]
    headings, row = sheet.iter_rows(min_row=1, max_row=2)
    cells = dict(zip((cell.value for cell in headings), row, strict=True))
    assert cells["About"].value == "=cmd|' /C calc'!A0"
    assert {cell.data_type for cell in row} <= {"s", "n"}
    assert [cell.value for cell in row if cell.data_type == "n"] == [None] * sum(c.value is None for c in row)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:L2")
    assert all(cell.alignment.wrap_text for cell in row)
    xml = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml
