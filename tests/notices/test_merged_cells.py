"""A name over several rows is one recipient, and the rows are what is said of it."""

from tests.notices.layouts import cells_of, names_in

TABLE = """<h1>Who we share data with</h1><table>
<tr><th>System</th><th>Data shared</th><th>Purpose</th></tr>
<tr><td rowspan=2>CPOMS</td><td>name</td><td rowspan=2>to log concerns</td></tr>
<tr><td>class</td></tr>
<tr><td>Wonde</td><td rowspan=2>date of birth</td><td>links apps</td></tr>
<tr><td>ParentPay</td><td>takes payments</td></tr></table>"""


def test_a_name_over_two_rows_is_one_recipient():
    assert names_in(TABLE, ".html") == ["CPOMS", "Wonde", "ParentPay"]
    assert cells_of(TABLE, "CPOMS", ".html") == {"data": ["name", "class"], "purpose": ["to log concerns"]}


def test_data_over_two_rows_are_of_both():
    assert cells_of(TABLE, "Wonde", ".html")["data"] == ["date of birth"]
    assert cells_of(TABLE, "ParentPay", ".html")["data"] == ["date of birth"]
