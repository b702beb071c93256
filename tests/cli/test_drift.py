"""schoolgate register drift: where a school's own papers part."""

SERVICE = "times-tables-rock-stars"


def test_papers_that_say_the_same_say_so(adopted):
    said = adopted("register", "drift")
    assert (said.code, said.out, said.err) == (0, "", "The papers say the same.\n")
    assert adopted("register", "drift", "--json").json() == {"schema": "schoolgate.drift/1", "drift": []}


def test_each_place_where_they_part_has_its_words_and_what_to_do(ready):
    stopped = ("agreement", "suspend", SERVICE, "--why", "a breach", "--by", "M. Head")
    assert ready(*stopped).code == 0
    said = ready("register", "drift")
    assert said.code == 0
    assert said.out.splitlines()[:3] == [
        "state: Times Tables Rock Stars is suspended in the register, and notice.txt lists it as used.",
        '  notice.txt: "Times Tables Rock Stars"',
        "  to do: Correct the document or the register, so that both say whether it is used.",
    ]
    (one, *_) = ready("register", "drift", "--json").json()["drift"]
    assert list(one) == ["kind", "service", "slug", "paper", "words", "differs", "to_do"]
    assert one["slug"] == SERVICE
    assert said.err.endswith("where the school's papers part.\n")


def test_a_page_that_is_not_there_is_not_found(adopted, tmp_path):
    assert adopted("register", "drift", "--page", tmp_path / "none.html").code == 3
