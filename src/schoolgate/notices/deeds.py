"""Who does what with data in a sentence, read from its verbs: how data come to be with the recipient.

Where phrases (flows.toml) know whole wordings, this knows verbs, doers and prepositions (deeds.toml). "§"
stands for the recipient's own name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.deed_flows import by_whom, flow_of
from schoolgate.notices.passage import REMEMBERED
from schoolgate.notices.phrases import Hit
from schoolgate.notices.verb_groups import (
    ITSELF,
    NEAR,
    STRONG,
    Sentence,
    Verb,
    adverbs,
    determiners,
    doer_of,
    prepositions,
)
from schoolgate.notices.verbs import forms, tokens, words_of

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
    clear: bool  # is it said who does it, or where the data go or come from?
    by: str = ""  # "staff", "learners" type it in there; "they" gather it: then it is the item that decides


@lru_cache(maxsize=REMEMBERED)
def deeds(folded: str, nouns: tuple[Hit, ...] = ()) -> tuple[Deed, ...]:
    """`nouns`: where data are named, in whose words no verb stands."""
    said = tokens(folded)
    if len(said) > MOST_WORDS or not any(one.word in forms() for one in said):
        return ()
    return tuple(_Told(said, nouns).deeds())


class _Told(Sentence):
    def deeds(self) -> Iterator[Deed]:
        for place, verb in enumerate(self.verbs):
            if (deed := self._deed(place, verb)) and (kept := self._kept(place, verb, deed)):
                yield kept

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
        verb.object = tuple(self.words[following[0] : following[0] + 5])
        verb.lets = bool({"have", "know"} & set(self.words[slice(*following)]))
        flow, clear = flow_of(verb, goal, source, agent)
        if flow is None or self._is_purpose(verb):
            return None
        if account := self._account(verb, following):
            flow, clear, following = Flow.SENT, True, account
        doer = agent if verb.passive else verb.subject
        before, after = self._places(place, verb, following)
        if shared := self._shared(place, verb, following):
            before = shared
        return Deed(
            flow=flow,
            lead=self.said[verb.first].start,
            lead_end=self.said[verb.at].end,
            before=before,
            after=after,
            own=own or verb.own or verb.with_own,
            clear=clear,
            by=self._own_words(verb, following) or by_whom(flow, doer, verb, source),
        )

    def _own_words(self, verb: Verb, following: tuple[int, int]) -> str:
        """ "Students enter their own address"."""
        of_own = "own" in self.words[following[0] : following[0] + NEAR]
        typing = "enter" in verb.form.sorts and verb.subject == "learners"
        return "themselves" if of_own and typing else ""

    def _account(self, verb: Verb, following: tuple[int, int]) -> tuple[int, int] | None:
        """ "Creates accounts from the name and class": what stands behind the "from" was sent for it."""
        if not {"make", "enter"} & set(verb.form.sorts):
            return None
        accounts = [
            at
            for at in range(max(verb.clause, 0), following[1])
            if self.words[at] in words_of("words", "accounts")
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

    def _told(self, verb: Verb, following: tuple[int, int]) -> tuple[str, str, str, bool]:
        """(where it goes, where it comes from, who does it, whether § is one of them); keys of [doers]."""
        goal = source = agent = ""
        own = False
        for start, end in (verb.fronted, following):
            for at in range(start, end):
                word = self.words[at]
                if word in STRONG:
                    break
                led = self._led_to(at, end) if word in prepositions() else ""
                own = own or (led == ITSELF)
                who = "they" if led == ITSELF else led
                if who == "they" and word in ("in", "on", "through", "via", "using", "into", "inside"):
                    verb.there = True
                if word == "by":
                    agent = agent or ("school" if who == "us" else who)
                elif who and (word == "from" or (word == "of" and self._is_source(verb, at))):
                    source = source or who
                elif word == "out" or ("move" in verb.form.sorts and word in ("through", "via", "using")):
                    continue
                elif (
                    word in words_of("words", "goal")
                    and who
                    and (who != "us" or word in ("to", "with", "for"))
                ):
                    goal = goal or who
        straight = self._straight(following)
        own = own or straight == ITSELF
        if straight == "families":
            source = source or ("families" if verb.form.lemma == "ask" else "")
            goal = goal or "families"
        elif straight and not verb.passive:
            goal = "they" if straight in (ITSELF, "they") else straight
        if verb.led_on:
            goal = goal or "they"
        if "back" in self.words[slice(*following)] and not goal:
            goal = "us"
        return goal, source, agent, own

    def _is_source(self, verb: Verb, at: int) -> bool:
        """ "Asks of you", "out of our records"."""
        return verb.form.lemma == "ask" or self.words[at - 1] == "out"

    def _led_to(self, at: int, end: int) -> str:
        """Whom or what a preposition leads to: a key of [doers], "us", "records", "§"."""
        for place in range(at + 1, min(at + 1 + 6, end)):
            word = self.words[place]
            if word == ITSELF:
                return ITSELF
            if word == "school" and self._is_other_school(place):
                return "they"
            if word == "our":
                nearby = self.words[place + 1 : place + 3]
                known = next((one for one in nearby if one in words_of("doers", "records")), "")
                goes = next((kind for one in nearby if (kind := doer_of(one))), "")
                return "records" if known else ("us" if goes == "school" else goes)
            if word in words_of("doers", "us"):
                return "us" if self._is_ours(place) else "they"
            if word in words_of("doers", "records"):
                return (
                    "records"
                    if word not in ("system", "network", "register")
                    or (place > at + 1 and self.words[place - 1] == "our")
                    else "they"
                )
            if kind := doer_of(word):
                return "us" if kind == "school" else kind
            if word in ("at", "of") and ITSELF in self.words[place : place + 4]:
                continue  # "from Admissions at §"
            if word in prepositions() or word in words_of("words", "edges") or word in (",", "and"):
                return ""
        return ""

    def _is_ours(self, place: int) -> bool:
        """ "To us", "to the office", "our SENCo"; not "the alumni office", "our nursery children"."""
        if self.words[place] == "us":
            return True
        before = self.words[place - 1]
        close = (
            before in ("the", "our", "your", "this", "to", "with", "for", "by", "back")
            or doer_of(before) == "they"
        )
        return close and not self._is_other_school(place)

    def _is_other_school(self, place: int) -> bool:
        """ "To the new school", "in the school census"."""
        after = self.words[place + 1 : place + 2]
        free = words_of("words", "edges") | prepositions() | words_of("words", "joins") | adverbs()
        other = self.words[place - 1] in (
            "new",
            "next",
            "secondary",
            "high",
            "other",
            "another",
            "primary",
            "receiving",
            "previous",
        )
        free |= {"about", "regarding", "concerning", "without", "during", "under", "know", "of"}
        free |= words_of("words", "be") | determiners() | words_of("words", "adverbs")
        return other or bool(after and after[0] not in free and not after[0].endswith("ly"))

    def _straight(self, following: tuple[int, int]) -> str:
        """Who stands straight behind the verb: "gives us", "tell § about"; a key of [doers]."""
        at = following[0]
        while at < following[1] and self.words[at] in ("the", "all", "both", "back", "each", "every"):
            at += 1
        if at >= following[1]:
            return ""
        word = self.words[at]
        if word == ITSELF:
            after = self.words[at + 1 : at + 2]
            return ITSELF if after != ["to"] else ""
        if word == "our" and at + 1 < following[1]:
            at, word = at + 1, self.words[at + 1]
        if word in words_of("doers", "us") | words_of("doers", "staff"):
            return "us" if self._is_ours(at) and at not in self.nouns else ""
        kind = doer_of(word)
        return kind if kind in ("they", "families") and at not in self.nouns and word != "system" else ""

    def _places(
        self, place: int, verb: Verb, following: tuple[int, int]
    ) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        """The stretches of the sentence that name the verb's data."""
        after = self._stretch(*following)
        if verb.form.lemma == "use":
            return None, None
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
