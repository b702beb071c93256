import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.contract import ContractTerm, SubProcessor
from schoolgate.notices.contract_terms import LONGEST_QUOTE, contract_terms, sub_processors

WHOLE = """Data processing agreement

1. The subject matter of the processing is the provision of the reading app.
2. The duration of the processing is the term of the contract.
3. The nature and purpose of the processing is to let pupils read books.
4. The types of personal data are names and classes. The categories of data subjects are pupils.
5. The obligations and rights of the controller are set out in the contract.
6. The processor shall process the personal data only on documented instructions from the controller.
7. The processor shall not transfer personal data outside the UK without leave.
8. The processor ensures that its personnel are bound by a duty of confidentiality.
9. The processor takes all measures required by Article 32.
10. The processor shall not engage another processor without prior written authorisation of the controller.
11. The processor assists the controller in answering requests to exercise data subjects' rights.
12. The processor assists the controller with Articles 32 to 36.
13. At the choice of the controller the processor deletes or returns all the personal data after the end of
the services.
14. The processor allows for and contributes to audits, including inspections.
15. The processor shall immediately inform the controller if an instruction infringes the law.

Sub-processors

- Cloudy Ltd – hosting in London
- Postie Inc: sending e-mail
Helpdesk Co

16. Signatures
"""


def found(text):
    return {quote.term: quote.words for quote in contract_terms(text)}


def test_a_whole_contract_has_every_term_each_with_its_words():
    quotes = found(WHOLE)
    assert list(quotes) == list(ContractTerm)
    assert quotes[ContractTerm.INSTRUCTIONS] == (
        "The processor shall process the personal data only on documented instructions from the controller."
    )
    assert "after the end of the services." in quotes[ContractTerm.END]


TRADE = """12. DATA PROTECTION
12.3 Schedule 2 sets out the scope, nature and purpose of processing by the Supplier, the duration of the
processing and the types of Personal Data and categories of Data Subject.
12.5 The Supplier shall, in relation to any Personal Data processed under this agreement:
(a) process that Personal Data only on the written instructions of the School;
(b) ensure that it has in place appropriate technical and organisational measures;
(c) ensure that all personnel who have access to Personal Data are obliged to keep it confidential;
(d) not transfer any Personal Data outside of the United Kingdom unless the School has agreed;
(e) assist the School, at the School's cost, in responding to any request from a Data Subject;
(f) notify the School without undue delay on becoming aware of a Personal Data Breach;
(g) at the written direction of the School, delete or return Personal Data on termination of the agreement;
(h) maintain complete records and allow for audits by the School.
12.6 The School consents to the Supplier appointing Cloudy Ltd as a third-party processor.
"""


def test_the_usual_words_of_a_supplier_are_understood_and_what_they_leave_out_is_seen():
    assert set(ContractTerm) - set(found(TRADE)) == {
        ContractTerm.SUBJECT_MATTER,
        ContractTerm.CONTROLLER_RIGHTS,
        ContractTerm.UNLAWFUL_INSTRUCTIONS,
    }


def test_each_term_is_missed_when_its_clause_is_struck_out():
    lines = WHOLE.split("Sub-processors\n")[0].splitlines()
    clauses = [line for line in lines if line[:1].isdigit()]
    for clause in clauses:
        rest = [
            line for line in lines if line != clause and not (clause[:3] == "13." and line == "the services.")
        ]
        assert len(found("\n".join(rest))) < len(ContractTerm), clause


def test_a_clause_that_says_no_is_not_the_term():
    assert found("The provider is not obliged to permit audits.") == {}
    assert found("The provider shall be under no obligation to delete data at the end of the contract.") == {}


def test_an_invoice_has_no_terms():
    assert found("Invoice 12. Reading app, one year, 300 pupils. £450. Please pay within 30 days.") == {}


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("We will only act on your written instructions", ContractTerm.INSTRUCTIONS),
        ("We keep your data safe with technical and organisational measures", ContractTerm.SECURITY),
        ("Our staff sign a confidentiality undertaking", ContractTerm.CONFIDENTIALITY),
        ("We will notify you of any personal data breach within 24 hours", ContractTerm.ASSISTANCE),
        ("When the contract terminates we will erase your data", ContractTerm.END),
        (
            "We will tell you 30 days before we add a sub-processor, and you may object",
            ContractTerm.SUB_PROCESSORS,
        ),
        ("We help you answer subject access requests", ContractTerm.RIGHTS),
        ("You may inspect our records once a year", ContractTerm.AUDIT),
        ("We keep all data within the UK and do not send it outside the UK", ContractTerm.TRANSFERS),
    ],
)
def test_plain_words_say_a_term_too(words, term):
    assert term in found(f"{words}.")


def test_types_of_data_alone_do_not_say_whose():
    assert ContractTerm.DATA_AND_PEOPLE not in found("The types of personal data are names.")


def test_those_it_passes_data_on_to_stand_under_their_heading():
    assert sub_processors(WHOLE) == (
        SubProcessor(name="Cloudy Ltd", does="hosting in London"),
        SubProcessor(name="Postie Inc", does="sending e-mail"),
        SubProcessor(name="Helpdesk Co"),
    )
    assert sub_processors("We use no sub-processors without your leave.") == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "Current sub-processors: Cloudy Ltd (hosting), Postie Inc (text, e-mail).",
            ["Cloudy Ltd", "Postie Inc"],
        ),
        ("Our sub-processors are Cloudy, Inc. (Ireland) and Postie.", ["Cloudy, Inc.", "Postie"]),
        ("Subprocessors used: Cloudy – hosting; Postie – mail", ["Cloudy", "Postie"]),
        ("Sub-processors: None", []),
        ("Sub-processors: The Processor shall not engage another processor without our leave.", []),
        ("Sub-processors: see our website", []),
    ],
)
def test_those_that_one_line_lists_are_found_too(line, names):
    assert [one.name for one in sub_processors(f"5. {line}\n6. Audit.\n")] == names


def test_what_each_of_a_line_does_stands_in_its_brackets():
    found = sub_processors("Sub-processors: Cloudy Ltd (hosting, in London), Postie")
    assert found == (SubProcessor(name="Cloudy Ltd", does="hosting, in London"), SubProcessor(name="Postie"))


@given(st.text(max_size=400))
def test_any_text_is_read_and_every_quote_is_in_it(text):
    flat = " ".join(text.split())
    assert all(quote.words.removesuffix(" …")[:20] in flat for quote in contract_terms(text))
    assert all(len(quote.words) <= LONGEST_QUOTE + 2 for quote in contract_terms(text))
    sub_processors(text)
