"""A cell that lists several services we know is as many rows."""

from tests.notices.layouts import names_in


def test_a_cell_of_several_known_services_is_as_many_rows():
    text = (
        "| Purpose | Services | Details held |\n|---|---|---|\n"
        "| Homework | Sparx Science, Educake, Seneca | name, form |\n"
        "| Exams | AQA, OCR; Wisepay | name, DOB |\n"
        "| Payroll | Capita, London | name |\n"
    )
    assert names_in(text, ".md") == [
        "Sparx Science",
        "Educake",
        "Seneca",
        "AQA",
        "OCR",
        "Wisepay",
        "Capita, London",
    ]
