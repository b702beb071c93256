"""`schoolgate feed run --from-parquet … --engine … --master …`: who runs the query of many schools."""

from schoolgate.feeds.generator import generate
from tests.feeds.cases import ON
from tests.feeds.folders import write_folder


def test_an_engine_that_is_none_is_named_beside_those_there_are(school):
    said = school("feed", "run", "--all", "--from-parquet", ".", "--out", "out", "--engine", "abacus")

    assert said.code == 2
    assert "There is no engine 'abacus'. Choose one of duckdb, postgresql, spark." in " ".join(
        said.err.split()
    )


def test_one_school_s_own_roll_needs_no_engine(school):
    said = school("feed", "run", "--all", "--engine", "spark")

    assert said.code == 2
    assert "--engine and --master are for the schools of a folder: say --from-parquet." in said.err


def test_an_address_in_clear_is_warned_of_and_an_engine_here_takes_none(school, tmp_path):
    folder = write_folder(tmp_path / "nation", {("201", "s1"): generate(5, 1, ON)})
    told = ["feed", "run", "--all", "--from-parquet", folder, "--out", tmp_path / "out"]

    said = school(*told, "--master", "sc://spark.example:15002")

    assert said.code == 5
    assert said.err.splitlines()[:2] == [
        "Warning: rows come back from spark.example unencrypted. Add /;use_ssl=true to --master.",
        "No feed was made by duckdb: it runs in this process and has no --master; leave that out.",
    ]
    closed = school(*told, "--master", "sc://spark.example:15002/;use_ssl=true")
    assert "unencrypted" not in closed.err


def test_many_schools_go_to_a_folder_or_into_one_file_and_one_agreement_into_that(school):
    many = ("feed", "run", "--all", "--from-parquet", ".")

    for told, why in (
        (many, "Say where parcels of many schools go: --out DIR, or --one-file FILE for all of them in one."),
        ((*many, "--one-file", "all.csv"), "--one-file is for one agreement: name a SERVICE."),
        (
            ("feed", "run", "sums", "--one-file", "all.csv"),
            "--one-file is for the schools of a folder: say --from-parquet.",
        ),
    ):
        said = school(*told)
        assert said.code == 2
        assert why in " ".join(said.err.split())
