"""`schoolgate roll`: what a heading is read as, and every fault in one file."""

GOOD = "Adno,Forename,Surname,DOB,Colour\n0001,Ann,Lee,01/03/2017,Red\n"


def test_a_mapping_is_shown_as_json_and_loads_nothing(school, tmp_path):
    file = tmp_path / "pupils.csv"
    file.write_text(GOOD)
    shown = school("roll", "mapping", file, "--map", "Colour=house", "--json")

    assert shown.code == 0
    assert ["Colour", "pupil.house", "House"] in shown.json()["rows"]
    assert "No roll is loaded" in school("roll", "show").err


def test_a_refused_load_writes_its_faults_where_it_is_told(school, tmp_path):
    file, report = tmp_path / "pupils.csv", tmp_path / "faults.csv"
    file.write_text(GOOD.replace("01/03/2017", "soon"))
    refused = school("roll", "load", file, "--report", report)

    assert refused.code != 0
    assert f"Wrote every fault to {report}." in refused.err
    assert ",2,DOB,is not a date." in report.read_text("utf-8-sig")
