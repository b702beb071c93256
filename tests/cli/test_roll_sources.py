"""Sources of a roll at the command line."""

ADDRESS, TOKEN = "https://mis.example/ims/oneroster/rostering/v1p2", "https://mis.example/token"


def add(school, tmp_path, *more):
    secret = tmp_path / "secret"
    secret.write_text("a-canary-of-a-secret\n")
    assert school("egress", "allow", "mis.example").code == 0
    return school(
        "roll", "source", "add", "mis", ADDRESS, "--token-address", TOKEN, "--client", "school-7",
        "--secret-file", secret, *more,
    )  # fmt: skip


def test_a_source_is_set_listed_and_removed_and_its_secret_is_never_printed(adopted, tmp_path):
    said = [
        add(adopted, tmp_path),
        adopted("roll", "source", "list", "--json"),
        adopted("roll", "source", "list"),
        adopted("roll", "source", "remove", "mis"),
        adopted("roll", "source", "list", "--json"),
    ]

    assert [one.code for one in said] == [0] * 5
    [source] = said[1].json()["sources"]
    assert (source["name"], source["address"], source["speaks"]) == ("mis", ADDRESS, "OneRoster 1.2")
    assert said[4].json()["sources"] == []
    assert not [one for one in said if "canary" in one.out + one.err]


def test_a_source_at_a_host_that_is_not_allowed_is_refused(adopted, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("x")
    said = adopted(
        "roll", "source", "add", "mis", ADDRESS, "--token-address", TOKEN, "--client", "7",
        "--secret-file", secret,
    )  # fmt: skip

    assert said.code == 4
    assert "schoolgate egress allow mis.example" in said.err


def test_a_roll_of_a_source_that_nobody_set_is_not_found(adopted):
    said = adopted("roll", "pull", "mis")

    assert (said.code, said.err) == (
        3,
        "There is no source 'mis'. Add one with: schoolgate roll source add mis ADDRESS\n",
    )
