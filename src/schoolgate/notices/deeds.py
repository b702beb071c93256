"""Who does what with data in a sentence, read from its verbs: how data come to be with the recipient.

Where phrases (flows.toml) know whole wordings, this knows verbs, doers and prepositions (deeds.toml). "§"
stands for the recipient's own name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.deed_flows import by_whom, flow_of
from schoolgate.notices.doers import ITSELF, adverbs, determiners, doer_of, prepositions
from schoolgate.notices.goals import Goals
from schoolgate.notices.passage import REMEMBERED
from schoolgate.notices.phrases import Hit
from schoolgate.notices.verb_groups import NEAR, STRONG, Verb
from schoolgate.notices.verbs import Token, forms, tokens, words_of

MOST_WORDS = 300  # of a sentence; a longer one is a page's part that lost its marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A verb, and the words that name its data: those at `before`, and those at `after`."""

    flow: Flow
    lead: int
    lead_end: int
    before: tuple[int, int] | None
    after: tuple[int, int] | None
    own: bool  # does the recipient's own name take part in it?
    again: bool = False  # is its data taken up again: "families upload them"?
    clear: bool  # is it said who does it, or where the data go or come from?
    by: str = ""  # "staff", "learners" type it in there; "they" gather it: then it is the item that decides


@lru_cache(maxsize=REMEMBERED)
def deeds(folded: str, nouns: tuple[Hit, ...] = ()) -> tuple[Deed, ...]:
    """`nouns`: where data are named, in whose words no verb stands."""
    said = tokens(folded)
    if len(said) > MOST_WORDS or not any(one.word in forms() for one in said):
        return ()
    return tuple(_Told(said, nouns).deeds())


def holders(folded: str, nouns: tuple[Hit, ...]) -> tuple[tuple[int, int], ...]:
    """The stretches of a sentence that name what § has."""
    said = tokens(folded)
    return tuple(_Told(said, nouns).holders()) if len(said) <= MOST_WORDS else ()


class _Told(Goals):
    def __init__(self, said: list[Token], nouns: tuple[Hit, ...]) -> None:
        super().__init__(said, nouns)
        self.flows: dict[int, Flow | None] = {}  # what the verbs so far said, by their places

    def deeds(self) -> Iterator[Deed]:
        for place, verb in enumerate(self.verbs):
            if (deed := self._deed(place, verb)) and (kept := self._kept(place, verb, deed)):
                yield kept

    def holders(self) -> Iterator[tuple[int, int]]:
        """Where data are named of which it is said that § has them: "§ contains names and classes"."""
        for place, verb in enumerate(self.verbs):
            keeps = verb.form.lemma in words_of("words", "keeping") and not verb.passive
            stretch = self._stretch(*self._following(place, verb))
            if keeps and verb.own and verb.subject == "they" and stretch and not self._is_denied(verb):
                yield stretch

    def _kept(self, place: int, verb: Verb, deed: Deed) -> Deed | None:
        """The whole of it; of one that is denied what follows an "only": "not told names, only the class"."""
        if not self._is_denied(verb):
            return deed
        start, end = self._following(place, verb)
        spared = [
            at
            for at in range(start + 1, end)
            if self.words[at] in ("only", "just", "except") or self.words[at : at + 2] == ["but", "only"]
        ]
        return replace(deed, before=None, after=self._stretch(spared[0], end)) if spared else None

    def _deed(self, place: int, verb: Verb) -> Deed | None:
        following = self._following(place, verb)
        goal, source, agent, own = self._told(verb, following)
        agent, own = self._weigh(verb, following, agent, own=own)
        flow, clear = flow_of(verb, goal, source, agent)
        clear = clear or (flow is not None and self._goes_on_there(place, verb))
        if contents := self._contents(place, verb):
            flow, clear, own = contents, True, own or ITSELF in self.words
        if signed := self._signed_up(verb, following):
            flow, clear, following = Flow.ENTERED_BY_FAMILIES, True, signed
        self.flows[place] = None if flow is Flow.UNKNOWN else flow
        if flow is None or self._is_purpose(verb):
            return None
        if account := self._account(verb, following):
            theirs = verb.subject == "families" and not verb.passive
            flow, clear, following = Flow.ENTERED_BY_FAMILIES if theirs else Flow.SENT, True, account
        doer = agent if verb.passive else verb.subject
        before, after = self._places(place, verb, following)
        if shared := self._shared(place, verb, following):
            before = shared
        return Deed(
            flow=flow,
            again=self._is_said_again(verb, before)
            or (flow is Flow.ENTERED_BY_FAMILIES and self._taken_up(verb, following) is not None),
            lead=self.said[verb.first].start,
            lead_end=self.said[verb.at].end,
            before=before,
            after=after,
            own=own or verb.own or verb.with_own,
            clear=clear,
            by=self._own_words(verb, following) or by_whom(flow, doer, verb, source),
        )

    def _is_said_again(self, verb: Verb, before: tuple[int, int] | None) -> bool:
        """ "Has access to attainment, which we export to it": said behind the data."""
        relative = verb.clause > 0 and self.words[verb.clause - 1] == "which" and not verb.passive
        return relative and verb.subject == "school" and before is not None

    def _weigh(self, verb: Verb, following: tuple[int, int], agent: str, *, own: bool) -> tuple[str, bool]:
        """What else the words around the verb say of it: who does it, and whether § takes part."""
        verb.object = tuple(self.words[following[0] : following[0] + 5])
        verb.lets = bool({"have", "know"} & set(self.words[slice(*following)]))
        if verb.to_own and not verb.own:  # who sends to § is on the school's side
            giving = {"transfer", "enter"} & set(verb.form.sorts) and not verb.passive
            verb.subject = "school" if verb.subject in ("they", "") and giving else verb.subject
            agent = "school" if agent == "they" else agent
        if verb.passive and not agent and "home" in self.words[following[0] : following[0] + NEAR]:
            agent = "families"  # "completed at home"
        verb.of_paper = bool(set(self.words[verb.clause : verb.first]) & words_of("words", "papers"))
        if verb.clause and self.words[verb.clause - 1] == "where" and ITSELF in self.words[: verb.clause]:
            own = verb.with_own = True  # "§, where you state your address"
        return agent, own

    def _contents(self, place: int, verb: Verb) -> Flow | None:
        """ "The form is completed at home and states allergies": what a paper holds goes where it goes."""
        if verb.form.lemma not in words_of("words", "contents") or not place or verb.passive:
            return None
        last, edge = self.verbs[place - 1], self.words[max(verb.clause - 1, 0)]
        gap = self.words[last.at + 1 : verb.first]
        joined = edge in words_of("words", "relatives") or (gap and gap[-1] in words_of("words", "joins"))
        paper = set(self.words[last.clause : verb.first]) & words_of("words", "papers")
        people = verb.said and verb.subject not in ("", "they")
        return self.flows.get(place - 1) if joined and paper and not people else None

    def _goes_on_there(self, place: int, verb: Verb) -> bool:
        """ "Video is shot and kept in §", "every score is saved as the child plays": it is done there."""
        if not verb.passive or verb.by_own:
            return False
        later = self.verbs[place + 1] if place + 1 < len(self.verbs) else None
        behind = self.words[verb.at + 1 : verb.at + 4]
        joined = (
            later is not None and later.passive and self.words[later.first - 1] in words_of("words", "joins")
        )
        playing = behind[:1] in (["as"], ["when"], ["while"], ["whenever"])
        learners = any(doer_of(word) == "learners" for word in behind[1:])
        there = later is not None and ITSELF in self.words[later.at : later.at + NEAR]
        return bool(joined and there) or (playing and learners)

    def _signed_up(self, verb: Verb, following: tuple[int, int]) -> tuple[int, int] | None:
        """ "A carer opens an account with her own email": what stands behind the "with"."""
        if verb.passive or verb.form.lemma not in words_of("words", "own_accounts"):
            return None
        leads = [at for at in range(*following) if self.words[at] in ("with", "using", "giving")]
        near = set(self.words[leads[0] : leads[0] + NEAR]) if leads else set()
        families = verb.subject == "families" and near & {"own", "your", "their", "his", "her", "a", "an"}
        people = families or (verb.subject in ("learners", "staff") and "own" in near)
        return (leads[0] + 1, following[1]) if people else None

    def _own_words(self, verb: Verb, following: tuple[int, int]) -> str:
        """ "Students enter their own address"."""
        near = self.words[following[0] : following[0] + NEAR + 1]
        of_own = any(one in ("their", "her", "his") and two == "own" for one, two in pairwise(near))
        typing = {"enter", "transfer"} & set(verb.form.sorts) and verb.subject in ("learners", "staff")
        giving = {"enter", "transfer"} & set(verb.form.sorts) and verb.subject in ("learners", "staff")
        alone = giving and (
            "themselves" in self.words[slice(*following)] or self._gives_of_theirs(verb, near)
        )
        return "themselves" if (of_own and typing) or alone else ""

    def _gives_of_theirs(self, verb: Verb, near: list[str]) -> bool:
        """ "Candidates supply § with their address"."""
        return verb.to_own and verb.subject == "learners" and "their" in near

    def _account(self, verb: Verb, following: tuple[int, int]) -> tuple[int, int] | None:
        """ "Creates accounts from the name and class": what stands behind the "from" was sent for it."""
        if not {"make", "enter"} & set(verb.form.sorts):
            return None
        accounts = [
            at
            for at in range(max(verb.clause, 0), following[1])
            if self.words[at] in words_of("words", "accounts") and self.words[at + 1 : at + 2] != ["of"]
        ]
        leads = [
            at
            for at in range(*following)
            if self.words[at] in ("from", "with", "using") and accounts and at > accounts[0]
        ]
        return (leads[0] + 1, following[1]) if leads else None

    def _following(self, place: int, verb: Verb) -> tuple[int, int]:
        """The words behind the verb, up to the next one's own."""
        start = verb.at + 1
        stops = (at for at in range(start, len(self.words)) if self.words[at] in (";", "•", ".", ")"))
        end = next(stops, len(self.words))
        if place + 1 < len(self.verbs):
            later = self.verbs[place + 1]
            end = min(end, later.first)
            if later.passive and later.first == later.at:  # "names held in our system"
                pass
            else:
                end = min(end, self._subject_start(later, start))
        return start, max(end, start)

    def _subject_start(self, later: Verb, start: int) -> int:
        """Where the next verb's own words begin: behind an "and", at its "the" or its "we"."""
        opens = determiners() - {"us", "them", "only"} | words_of("words", "nominatives")
        at = later.first
        while at > max(start, later.clause) and self.words[at - 1] not in words_of("words", "joins"):
            at -= 1
            if self.words[at] in opens:
                break
        return max(at, start)

    def _places(
        self, place: int, verb: Verb, following: tuple[int, int]
    ) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        """The stretches of the sentence that name the verb's data."""
        after = self._stretch(*following)
        if verb.form.lemma == "use":
            return None, None
        if again := self._taken_up(verb, following):
            return again, after
        if named := self._named_after(verb, following):
            return None, named
        relative = verb.clause > 0 and self.words[verb.clause - 1] in (
            *words_of("words", "relatives"),
            "what",
        )
        bracket = verb.clause > 0 and self.words[verb.clause - 1] == "("
        start = self._before_start(place, verb) if relative or bracket else verb.clause
        before = self._stretch(start, verb.first)
        moving = "move" in verb.form.sorts
        if verb.passive and not moving and (main := self._main_subject(place, verb)):
            return main, after
        if verb.passive or moving:
            if verb.passive and verb.first == verb.at and not bracket and not relative:
                before = self._stretch(self._nearest(start, verb.first), verb.first)
            told = verb.own or verb.subject in ("they", "school")
            return (None if told and not relative and not bracket and not moving else before), after
        if relative and verb.said and verb.first > verb.clause:
            return before, after
        zero = self.words[following[0] : following[0] + 1]
        item = verb.first - 2 >= verb.clause and (verb.first - 2) in self.nouns | self.single
        if item or not zero or zero[0] in STRONG or zero[0] in prepositions() or zero[0] in adverbs():
            return self._stretch(self._nearest(start, verb.first), verb.first), after
        return None, after

    def _main_subject(self, place: int, verb: Verb) -> tuple[int, int] | None:
        """ "Messages that nurses send to families are composed there": what stands before the "that"."""
        last = self.verbs[place - 1] if place else None
        if last is None or verb.clause != last.at + 1 or verb.first == verb.at or last.clause == 0:
            return None
        relative = self.words[last.clause - 1] in ("that", "which")
        return self._stretch(self._before_start(place - 1, last), last.clause - 1) if relative else None

    def _taken_up(self, verb: Verb, following: tuple[int, int]) -> tuple[int, int] | None:
        """ "Language spoken at home: families choose it", "name, class, all given by the parent": what stood
        before.
        """
        near = self.words[slice(*following)][:2]
        giving = {"transfer", "enter"} & set(verb.form.sorts)
        pronoun = bool(near) and near[0] in ("it", "them", "these", "those", "this")
        pronoun = pronoun and (near[1:] != ["to"] or bool(giving))
        alone = set(self.words[verb.clause : verb.first]) <= words_of("words", "of_all") | words_of(
            "words", "be"
        )
        behind = verb.clause > 0 and self.words[verb.clause - 1] in (":", "–", "—", "-")
        listed = verb.passive and (verb.clause < verb.first or behind) and alone
        if not (pronoun and not verb.passive) and not listed:
            return None
        end = verb.clause - 1 if verb.clause else 0
        if listed:
            end = verb.clause
        elif end and not any(at < end for at in self.nouns | self.single):
            return None
        start = max((at + 1 for at in range(end - 1) if self.words[at] in (".", ";")), default=0)
        return self._stretch(start, end)

    def _named_after(self, verb: Verb, following: tuple[int, int]) -> tuple[int, int] | None:
        """ "All we hand over is a list of names", "what we give it is the class"."""
        near = self.words[max(verb.clause - 1, 0) : verb.first]
        if not {"all", "what", "everything", "thing", "things"} & set(near[:3]) or verb.passive:
            return None
        ends = [at for at in range(following[0], len(self.words)) if self.words[at] in (*STRONG, ",")]
        end = next((at for at in ends if self.words[at] != ","), len(self.words))
        be = [at for at in range(following[0], ends[0] if ends else end) if self.words[at] in ("is", "are")]
        return self._stretch(be[0] + 1, end) if be else None

    def _shared(self, place: int, verb: Verb, following: tuple[int, int]) -> tuple[int, int] | None:
        """ "Reports are written by the tutor and sent to us", "take photographs and send us copies"."""
        last = self.verbs[place - 1] if place else None
        if last is None or self.words[verb.first - 1] not in words_of("words", "joins"):
            return None
        if (
            verb.passive
            and last.passive
            and set(self.words[verb.clause : verb.first]) <= words_of("words", "joins")
        ):
            return self._stretch(last.clause, last.first)
        objects = [word for word in self.words[following[0] : following[0] + 3] if word != "us"]
        again = set(objects[:2]) & {"them", "it", "these", "those", "copy", "copies"}
        return self._stretch(last.at + 1, verb.first - 1) if again and not verb.passive else None

    def _nearest(self, start: int, end: int) -> int:
        """Where the last of a list begins, "name, class, marks made by pupils"; a pair is one."""
        commas = [at for at in range(start, end) if self.words[at] == ","]
        if not commas:
            return start
        joins = [at for at in range(start, end) if self.words[at] in ("and", "or")]
        return max(*commas, *joins) + 1 if joins else commas[-1] + 1

    def _before_start(self, place: int, verb: Verb) -> int:
        at = verb.clause - 1
        last = self.verbs[place - 1].at if place else -1
        while at > 0 and at - 1 > last and self.words[at - 1] not in STRONG:
            at -= 1
        return at

    def _stretch(self, start: int, end: int) -> tuple[int, int] | None:
        if start >= end:
            return None
        return self.said[start].start, self.said[end - 1].end

    def _is_denied(self, verb: Verb) -> bool:
        near = self.words[max(verb.first - 1, verb.clause) : verb.at]
        return any(word in words_of("words", "no") for word in near)

    def _is_purpose(self, verb: Verb) -> bool:
        """ "We use it to send messages"; not "are allowed to send", "have to send"."""
        helped = self.words[verb.first : verb.at]
        if "to" not in helped:
            return False
        to = verb.first + helped.index("to")
        before = self.words[max(to - 4, 0) : to]
        return not any(word in words_of("doers", "bound") for word in before)
