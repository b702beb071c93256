"""What stands in a notice is shown, and never drives the terminal it is shown on."""

import json

from rich.console import Console

from schoolgate.cli import output

NAME = "Sums\x1b]0;pwned\x07 [/bold] [red]\x9b2J"
SAFE = "Sums\ufffd]0;pwned\ufffd [/bold] [red]\ufffd2J"


def test_a_control_character_is_shown_as_one_that_cannot_be_shown(capsys):
    output.print_line(NAME)
    output.talk(NAME)
    output.print_table(("service",), [(NAME,)])
    said = capsys.readouterr()
    assert said.out == f"{SAFE}\nservice\n{SAFE}\n"
    assert said.err == f"{SAFE}\n"


def test_a_name_with_brackets_is_shown_whole_on_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr(output, "Console", lambda: Console(width=100, force_terminal=False))
    output.print_table(("service",), [(NAME,)])
    assert SAFE in capsys.readouterr().out


def test_json_keeps_the_name_as_it_is_and_spells_it_in_characters_that_show(capsys):
    output.print_json("schoolgate.test/1", {"name": NAME})
    said = capsys.readouterr().out
    assert json.loads(said)["name"] == NAME
    assert not {"\x1b", "\x9b", "\x07"} & set(said)
