"""The record of processing as a workbook that people open and read."""

import io
import re
import zipfile
from dataclasses import replace

from schoolgate.domain.vocabulary import Kind
from schoolgate.publish.papers.paper import Gap
from schoolgate.publish.papers.processing import columns, processing_rows
from schoolgate.publish.papers.spreadsheet import as_xlsx
from tests.publish.papers import REGISTER, SUMS
from tests.publish.test_papers_records import held


def test_the_function_is_what_it_belongs_to_and_never_the_notices_title():
    plain = replace(SUMS, category=None, section="Who we share data with")
    shop = replace(plain, slug="shop", service="Shop", canonical=None)
    council = replace(shop, slug="council", service="Ash Council", kind=Kind.AUTHORITY)
    at = columns().index("Business function")

    told = [found[at] for found in processing_rows(held(plain, shop, council))]
    assert told.count("Returns and duties to public bodies") == 1
    assert sum(isinstance(one, Gap) for one in told) == 2
    parted = processing_rows(held(plain, replace(shop, section="School meals")))
    assert sorted(found[at] for found in parted) == ["School meals", "Who we share data with"]


def test_a_row_of_the_workbook_is_as_high_as_its_words():
    sheets = zipfile.ZipFile(io.BytesIO(as_xlsx(held(*REGISTER))))
    heights = re.findall(r'<row [^>]* ht="(\d+)"', sheets.read("xl/worksheets/sheet1.xml").decode())
    assert len(heights) == len(REGISTER) + 1
    assert max(map(int, heights)) >= 60  # words over four lines
