"""What each engine takes for the same work: `python bench/engines.py FOLDER [ENGINE[=MASTER]]… [--repeat N]`.

FOLDER is one that bench/nation.py made. For each engine, in seconds, medians: until it is open; its first
query; the rows of one authority and those of all in one query; of Spark's, the same when no row comes back
here ("stay"); and our own part, from the rows of one authority to its parcels, which no engine does.
"""

import argparse
import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from schoolgate.domain.agreement import Agreement, AgreementState, Choice, Clause, Scope, Term
from schoolgate.domain.assessment import Approval, Assessment, Outcome
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Flow
from schoolgate.feeds.bulk.authority import open_authority
from schoolgate.feeds.bulk.folder import open_folder
from schoolgate.feeds.bulk.parcels import ask, parcels, work_of
from schoolgate.feeds.engines import opened
from schoolgate.feeds.read_already import ReadAlready
from schoolgate.feeds.request import FeedRequest

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SLUG, SIGNED = "feed-1", {"by": "H. Head", "role": "head"}
ITEMS = ("full_name", "date_of_birth", "class", "year_group")


def agreement():
    clause = Clause(
        id="1",
        purposes=("maths practice",),
        terms=tuple(Term(item=one, flow=Flow.SENT) for one in ITEMS),
        basis=Basis.PUBLIC_TASK,
        choice=Choice(kind=ChoiceKind.OBJECT),
        scope=Scope(everyone=True),
    )
    return Agreement(
        slug=SLUG,
        version=1,
        service="Sums",
        state=AgreementState.APPROVED,
        clauses=(clause,),
        format="plain_csv",
    )


def asked_of(folder):
    return ask(
        FeedRequest(
            agreement=agreement(),
            school=School(id="nation", controller_id="nation", name="Nation"),
            snapshot=ReadAlready(digest="", columns=dict(folder.columns), drawn={}),
            decisions={},
            decision_sequence=0,
            at=AT,
            pseudonym_key=b"k" * 32,
            assessments=(
                Assessment(
                    slug=SLUG,
                    outcome=Outcome.APPROVED,
                    on=date(2026, 9, 1),
                    review_due=date(2027, 9, 1),
                    **SIGNED,
                ),
            ),
            approvals=(Approval(slug=SLUG, version=1, made_at=AT, **SIGNED),),
            sender="Olu Office",
            second_person="M. Second",
        )
    )


class AlreadyRead:
    """An engine that has the rows: what is left is our own part."""

    name = "rows that are there"

    def __init__(self, batches):
        self.batches = batches

    def rows(self, work):
        return iter(self.batches)


def seconds(repeat, act):
    taken = []
    for _ in range(repeat):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def stay_there(engine, work):
    """Spark alone can be asked to do all the work and hand over nothing."""
    if engine.name == "spark":
        engine.show(work)
        for tree in work.queries.values():
            told = engine.session.sql(tree.sql(dialect="spark", identify=True))
            told.write.format("noop").mode("overwrite").save()


def measure(told, folder, asked, repeat):
    name, _, master = told.partition("=")
    one = open_authority(folder, folder.authorities[0])
    whole = {table: folder.source(table, folder.authorities) for table in one.sources}
    work = work_of(asked, one)
    began = time.perf_counter()
    with opened(name, master or None) as engine:
        until_open = time.perf_counter() - began
        first = seconds(1, lambda: list(engine.rows(work)))
        batches = list(engine.rows(work))
        read = sum(len(rows) for _, rows in batches)
        of_one = seconds(repeat, lambda: list(engine.rows(work)))
        of_all = seconds(repeat, lambda: [len(rows) for _, rows in engine.rows(replace(work, sources=whole))])
        stay = seconds(repeat, lambda: stay_there(engine, work))
        all_stay = seconds(repeat, lambda: stay_there(engine, replace(work, sources=whole)))
        ours = seconds(repeat, lambda: list(parcels(asked, one, AlreadyRead(batches))))
    told = (until_open, first, of_one, of_all, stay, all_stay, ours)
    print(f"{name:12}{read:8}" + "".join(f"{one:9.2f}" for one in told))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("engines", nargs="*", default=["duckdb"])
    parser.add_argument("--repeat", type=int, default=5)
    told = parser.parse_args()
    folder = open_folder(told.folder)
    asked = asked_of(folder)
    print(f"{len(folder.authorities)} authorities; medians of {told.repeat}, in seconds")
    heads = ("open", "first", "one", "all", "stay", "all stay", "parcels")
    print(f"{'engine':12}{'rows':>8}" + "".join(f"{one:>9}" for one in heads))
    for one in told.engines:
        measure(one, folder, asked, told.repeat)


if __name__ == "__main__":
    main()
