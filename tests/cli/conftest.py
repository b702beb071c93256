"""The command line as a person meets it: a home of its own, what was printed, and the exit code."""

import json
from dataclasses import dataclass

import pytest

from schoolgate.server.boot import boot
from schoolgate.server.main import main


@dataclass(frozen=True)
class Said:
    """What one command came to."""

    code: int
    out: str
    err: str

    def json(self):
        return json.loads(self.out)


@pytest.fixture
def home(tmp_path, shared_home, django_db_blocker):
    with django_db_blocker.unblock():
        yield tmp_path / "home"
        boot(shared_home.home, shared_home.database, shared_home.owner)


@pytest.fixture
def schoolgate(home, monkeypatch, capsys):
    monkeypatch.setenv("SCHOOLGATE_HOME", str(home))
    monkeypatch.delenv("SCHOOLGATE_DATABASE", raising=False)

    def run(*words):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(ended.value.code, out, err)

    return run


@pytest.fixture
def school(schoolgate):
    """A home with a school in it."""
    made = schoolgate(
        "school", "create", "--name", "Hill Primary", "--nation", "england", "--type", "maintained"
    )
    assert made.code == 0
    return schoolgate


NOTICE = """Hill Primary School

Services we use

Times Tables Rock Stars
Service Provider: Maths Circle Ltd
Purpose: Times tables practice
Data Shared: first name, surname, class, year group
Year Groups Enrolled: All
Risk assessment date: September 2026

Swimphony
Service Provider: Kinetic Insight Ltd
Purpose: School swimming programme management
Data Shared: full name, medical requirements
Year Groups Enrolled: All
Risk assessment date: Awaiting Assessment (Not currently approved for use)
"""


@pytest.fixture
def notice(tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE, "utf-8")
    return path


@pytest.fixture
def adopted(school, notice):
    """A home whose register was read from a notice."""
    assert school("notice", "adopt", notice).code == 0
    return school


@pytest.fixture
def ready(adopted, tmp_path):
    """Times Tables Rock Stars is settled, assessed and approved, and a roll is loaded."""
    for key, value in (("clause.1.basis", "6(1)(e)"), ("clause.1.choice", "object")):
        assert adopted("agreement", "set", "times-tables-rock-stars", key, value, "--by", "A. Khan").code == 0
    look = ("--outcome", "approved", "--by", "M. Head", "--role", "head", "--review-due", "2099-01-01")
    assert adopted("agreement", "assess", "times-tables-rock-stars", *look).code == 0
    assert (
        adopted("agreement", "approve", "times-tables-rock-stars", "--by", "M. Head", "--role", "head").code
        == 0
    )
    roll = tmp_path / "roll.zip"
    assert adopted("roll", "generate", "--pupils", 30, "--seed", 3, "--out", roll).code == 0
    assert adopted("roll", "load", roll).code == 0
    return adopted
