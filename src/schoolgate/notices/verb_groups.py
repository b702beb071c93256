"""The verbs of a sentence: what helps them, whether they are passive, and who does what they say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schoolgate.notices.doers import ITSELF, actors, adverbs, determiners, doer_of, helping, prepositions
from schoolgate.notices.doers import is_doer as is_doer
from schoolgate.notices.phrases import Hit
from schoolgate.notices.verbs import GERUND, PAST, PHRASAL, Form, Token, forms, phrasal, words_of

READ_OVER = "-"  # of items.toml
STRONG = frozenset(";:.()•–—-")
ARTICLES = (["a"], ["an"], ["the"], ["each"], ["every"])
NEAR = 3  # words before a verb, in which what helps or denies it stands


@dataclass(slots=True)
class Verb:
    at: int
    first: int  # where its "is", "will have" begin
    form: Form
    passive: bool
    clause: int  # the first word of its clause
    subject: str = ""  # a key of [doers]
    fronted: tuple[int, int] = (0, 0)
    own: bool = False
    object: tuple[str, ...] = ()  # the first words behind it
    led_on: bool = False  # "§, to whom we send": there the data go
    there: bool = False  # "through the app", "in §"
    lets: bool = False  # does "let" lead to "have" or "know"?
    led: bool = False  # does a preposition lead to its doer: "names of pupils go"?
    goes: bool = False  # is its subject something that goes to the recipient: "entries to §"?
    with_own: bool = False  # does the verb that it goes on from name the recipient?
    said: bool = False  # does its own clause say who does it?
    to_own: bool = False  # do the data go to the recipient by its name: "to §"?
    by_own: bool = False  # "by §"
    of_paper: bool = False  # is a paper its subject: "a referral with the name is made"?


class Sentence:
    """Words and verbs in order; `nouns`: where data are named, in whose words no verb stands."""

    def __init__(self, said: list[Token], nouns: Sequence[Hit]) -> None:
        self.said = said
        self.words = [one.word for one in said]
        self.nouns = {
            at
            for at, one in enumerate(said)
            for hit in nouns
            if hit.start <= one.start < hit.end
            and (hit.start, hit.end) != (one.start, one.end)
            and READ_OVER not in hit.meanings
            and not (at and one.start > hit.start and self.words[at - 1] in actors() and one.word in forms())
        }
        self.single = {
            at for at, one in enumerate(said) for hit in nouns if (hit.start, hit.end) == (one.start, one.end)
        }
        self.verbs: list[Verb] = []
        for at in range(len(said)):
            if (verb := self._verb(at)) and not self._is_object(verb):
                self.verbs.append(verb)
                self._find_subject(verb)

    # Which words are verbs, and of what form.

    def _verb(self, at: int) -> Verb | None:
        form = self._form(at)
        if form is None or at in self.nouns or self._tells_contents(at, form) or self._is_no_verb(at, form):
            return None
        first = self._first(at)
        helped = self.words[first:at]
        be = any(word in words_of("words", "be") for word in helped)
        have = any(word in words_of("words", "have") for word in helped) and not be
        doubtful = at in self.single or self.words[at] in words_of("doubtful", "words")
        if doubtful and not helped and not self._is_forced(at, form):
            return None
        if (
            not helped
            and form.tense == GERUND
            and at
            and self.words[at - 1] in determiners() - {"us", "them"}
        ):
            return None
        while self.verbs and self.verbs[-1].at >= first:
            self.verbs.pop()  # "has to be sent": the "has" only helps
        clause = self._clause(first)
        same = self.words[at] == form.lemma  # "come", "put"
        passive = (
            form.tense == PAST
            and not (same and not be and self.words[at + 1 : at + 2] != ["by"])
            and (be or (not have and not helped and self._is_reduced(at, clause)))
        )
        return Verb(at=at, first=first, form=form, passive=passive, clause=clause)

    def _form(self, at: int) -> Form | None:
        """With the word behind it: "goes through" looks, where no "to" or "from" follows."""
        form = forms().get(self.words[at])
        skipped = self.words[at + 1 : at + 2] in (["us"], ["you"], ["them"], [ITSELF])
        behind, after = (*self.words[at + 1 + skipped : at + 3 + skipped], "", "")[:2]
        sort = phrasal().get((form.lemma, behind), "") if form else ""
        if form and sort and (after not in prepositions() or after in ("of", "by", "in", "on")):
            return replace(form, sorts=(sort,))
        return form if form and form.sorts != (PHRASAL,) else None

    def _is_no_verb(self, at: int, form: Form) -> bool:
        """ "A written report", "keeps us posted"."""
        last = self.verbs[-1] if self.verbs else None
        if last and at - last.at <= 2 and (last.form.lemma, self.words[at]) in phrasal():
            return True
        before, after = self.words[at - 1 : at], self.words[at + 1 : at + 2]
        noun_behind = bool(after) and after[0] not in prepositions() | STRONG | {",", "and"}
        return (
            form.tense == PAST and before in ARTICLES and noun_behind and (at + 1) in self.single | self.nouns
        )

    def _tells_contents(self, at: int, form: Form) -> bool:
        """ "A list showing names": what a paper holds; the verb before says where it goes."""
        paper = at > 0 and self.words[at - 1] in words_of("words", "papers")
        return paper and form.tense == GERUND and form.lemma in words_of("words", "contents")

    def _first(self, at: int) -> int:
        """Where the words that help the verb begin: "has since been" of "has since been sent"."""
        first, at = at, at - 1
        helped = helping()
        while at >= 0 and (
            self.words[at] in helped or self.words[at] in adverbs() or self.words[at].endswith("ly")
        ):
            first = at if self.words[at] in helped else first
            at -= 1
        return first

    def _is_forced(self, at: int, form: Form) -> bool:
        """Does somebody stand before a doubtful verb, or what can only follow a verb behind it?"""
        before = self._before(at)
        after = self.words[at + 1] if at + 1 < len(self.words) else ""
        named_before = before == "," and ITSELF in self.words[:at]  # "§, the infant school, hands on …"
        acting = before in actors() or before in words_of("words", "relatives") or named_before
        joined = before in words_of("words", "joins") and bool(self.verbs)
        contents = joined and form.ends_in_s and form.lemma in words_of("words", "contents")
        object_ = after in determiners() or (at + 1) in self.single | self.nouns
        if form.tense == PAST:
            return True
        if form.tense == GERUND:
            return after in determiners() and before not in determiners()
        opens = form.ends_in_s and object_ and (at == 0 or self.words[at - 1] in STRONG or contents)
        leads = after in prepositions() or after in words_of("words", "adverbs")
        return (
            opens
            or (acting and (object_ or leads or (not after and before in ("we", "they", "you", "it"))))
            or (self._bids(at, form) and (after in determiners() or (at + 1) in self.single | self.nouns))
            or (
                after in determiners()
                and before not in determiners()
                and before not in prepositions()
                and (joined or (bool(before) and before not in STRONG))
            )
        )

    def _bids(self, at: int, form: Form) -> bool:
        """ "Tick your child's meals": what families are bidden to do."""
        last = self.words[at - 1] if at else ";"
        asked = last == "," and self.words[0] in ("if", "when", "once", "before", "to", "where")
        start = last in STRONG or last == "please" or asked
        base = form.tense != GERUND and self.words[at] == form.lemma
        typing = {"enter", "transfer", "take"} & set(form.sorts)
        return start and base and bool(typing) and bool({"your", "you"} & set(self.words[at:]))

    def _before(self, at: int) -> str:
        at -= 1
        while at >= 0 and (self.words[at] in adverbs() or self.words[at].endswith("ly")):
            at -= 1
        return self.words[at] if at >= 0 else ""

    def _is_reduced(self, at: int, clause: int) -> bool:
        """ "Names supplied by us", "(sent by us)": a past form with nobody before it is passive."""
        before = self._before(at)
        if before in actors() - words_of("doers", "school") | {"we"}:
            return self.words[at + 1 : at + 2] == ["by"] or (at - 1 > clause and self._is_led(at - 1))
        near = max(
            [clause, *(one + 1 for one in range(clause, at) if self.words[one] in prepositions() | {","})]
        )
        return not any(word in {"we", "they", "it", "§", "you"} for word in self.words[near:at])

    def _clause(self, first: int) -> int:
        """The first word of the verb's clause: behind the last edge, or the last verb."""
        at = first
        last = self.verbs[-1].at if self.verbs else -1
        while at > 0 and at - 1 > last:
            if self.words[at - 1] in words_of("words", "edges") and not self._is_over(at, first):
                break
            at -= 1
        return at

    def _is_over(self, start: int, first: int) -> bool:
        """Has the relative clause a verb of its own: "pupils who are absent are referred"?"""
        own = words_of("words", "be") | words_of("words", "have")
        relative = self.words[start - 1] in words_of("words", "relatives")
        return relative and any(word in own for word in self.words[start:first])

    def _is_object(self, verb: Verb) -> bool:
        """ "Is told which children have …", "lets us have", "what they know": data of the verb before."""
        if not self.verbs:
            return False
        last = self.verbs[-1]
        if last.form.lemma == "let" and verb.form.lemma in ("have", "know", "see"):
            return True
        if last.form.lemma == "let" and verb.at - last.at <= NEAR and not verb.passive:
            self.verbs.pop()  # "lets us share photographs": it gives nothing
            return True
        edge = verb.clause - 1
        between = self.words[last.at + 1 : edge]
        asking = edge > last.at and self.words[edge] in (
            "which",
            "what",
            "how",
            "who",
            "if",
            "whether",
            "when",
            "whose",
        )
        plain = (
            adverbs() | determiners() | words_of("doers", "us") | {"about", "of", "on", "with", "to", "know"}
        )
        return asking and last.form.sorts[0] in ("transfer", "take", "see") and set(between) <= plain

    # Who does it.

    def _find_subject(self, verb: Verb) -> None:
        if self._is_prepositional(verb):
            verb.with_own = verb.led_on = True
        if verb.clause > 0 and self.words[verb.clause - 1] == "whose":
            verb.subject, verb.said = "they", True  # "§, whose staff see"
            verb.own = ITSELF in self.words[max(verb.clause - 5, 0) : verb.clause]
            return
        begins = self._behind_join(verb)
        verb.subject, at = self._actor(begins, verb.first)
        names = [one for one in range(begins, verb.first) if self.words[one] == ITSELF]
        if verb.subject and names:
            self._weigh_name(verb, at, names[-1])
            if self.words[begins] == "from" and not verb.fronted[1]:
                verb.fronted = (begins, names[-1])  # "From our records § loads"
        if verb.subject == "they" and self.words[at] == "they":
            before = self.verbs[-2].subject if len(self.verbs) > 1 else ""
            before = before or next(filter(None, map(doer_of, reversed(self.words[:at]))), "")
            verb.subject = before if before in ("families", "learners", "staff") else "they"
            verb.with_own = verb.with_own or ITSELF in self.words[: verb.clause]
        if not verb.subject and begins and self.words[begins - 1] == ")":
            self._take_bracketed(verb, begins)
        verb.said = bool(verb.subject)
        verb.led = bool(verb.subject) and (
            self._is_led(at) or any(begins <= one < verb.first for one in self.single | self.nouns)
        )
        if not verb.subject or self._is_joined(verb):
            self._inherit(verb)
        if not verb.subject and (self._bids(verb.at, verb.form) or self._is_theirs(verb)):
            verb.subject, verb.said = "families", True
        opens = verb.first == verb.clause and {"see", "take", "transfer"} & set(verb.form.sorts)
        if not verb.subject and opens and verb.form.ends_in_s and verb.form.lemma != "check":
            verb.subject = "they"  # "§: reads plans in school"

    def _take_bracketed(self, verb: Verb, begins: int) -> None:
        """ "External verifiers (§) may view": who acts stands in the brackets, or before them."""
        opened = max((at for at in range(begins) if self.words[at] == "("), default=0)
        if ITSELF in self.words[opened:begins]:
            verb.subject, verb.own = "they", True

    def _is_theirs(self, verb: Verb) -> bool:
        """ "Your address is yours to keep up to date", "for you to enter"."""
        near = self.words[max(verb.first - 2, 0) : verb.at]
        pairs = [pair for pair in (near[:2], near[1:3]) if pair[1:] == ["to"]]
        led = self.words[max(verb.first - 5, 0) : verb.first]
        return any(
            who == "yours" or (doer_of(who) == "families" and {"for", "up"} & set(led)) for who, _ in pairs
        )

    def _is_prepositional(self, verb: Verb) -> bool:
        """ "§, to whom we pass names", "§, into which you put your name"."""
        edge = verb.clause - 1
        whom = edge > 0 and self.words[edge] in ("whom", "which")
        led = whom and self.words[edge - 1] in words_of("words", "goal")
        return led and ITSELF in self.words[:edge]

    def _behind_join(self, verb: Verb) -> int:
        """In "book § directly and enter" the last verb's object is over at the "and"."""
        if len(self.verbs) < 2 or verb.passive or self.verbs[-2].passive:
            return verb.clause
        joins = [at for at in range(verb.clause, verb.first) if self.words[at] in words_of("words", "joins")]
        return joins[-1] + 1 if joins and self.verbs[-2].at == verb.clause - 1 else verb.clause

    def _weigh_name(self, verb: Verb, actor: int, name: int) -> None:
        """ "Engineers of § look": § acts. "In § pupils write", "to § we send": there it is done."""
        behind = self.words[name - 1] if name else ""
        far = self.words[name - 2] if name > 1 else ""
        preposition = next(
            (one for one in (behind, far) if one in prepositions() - {"of"} or one == "of"), ""
        )
        if name > actor or (
            name == actor and preposition not in words_of("words", "goal") - {"at", "for", "with"}
        ):
            verb.subject, verb.own = "they", True
        elif name < actor and not preposition:
            verb.own = True  # "§, the company, sees"; "§ staff see"
            verb.subject = "they" if actor - name <= 2 or verb.subject in ("they", "staff") else verb.subject
        else:
            verb.fronted = (verb.clause, actor)
            verb.with_own = True
        verb.goes = preposition in ("to", "for") and self.words[max(name - 2, 0)] in words_of(
            "words", "papers"
        ) | {"the", "our"}
        behind_name = self.words[name + 1 : name + 2]
        if not preposition and behind_name and behind_name[0] in words_of("words", "sent_papers"):
            verb.goes = verb.own = True  # "§ referrals contain …"

    def _actor(self, start: int, end: int) -> tuple[str, int]:
        """The last doer among the words, outside "of the pupils" where there is another."""
        found = [
            (kind, at)
            for at in range(start, end)
            if (kind := doer_of(self.words[at]))
            and (at not in self.single | self.nouns or (at == end - 1 and kind == "families"))
        ]
        heads = [one for one in found if not self._is_led(one[1])]
        kind, at = (heads or found or [("", start)])[-1]
        return kind, at

    def _is_led(self, at: int) -> bool:
        """Does a preposition stand before the doer's own words: "of the pupils", "at our school"?"""
        near = self.words[max(at - NEAR, 0) : at]
        places = [place for place, word in enumerate(near) if word in prepositions()]
        return (
            bool(places)
            and all(word in determiners() or word not in actors() for word in near[places[-1] + 1 :])
            and "," not in near[places[-1] :]
        )

    def _is_joined(self, verb: Verb) -> bool:
        return verb.first == verb.clause

    def _inherit(self, verb: Verb) -> None:
        """ "Families sign up and enter …", "… who enter", "asked to enter": the doer is the one before."""
        if len(self.verbs) < 2:
            relative = verb.clause > 0 and self.words[verb.clause - 1] in words_of("words", "relatives")
            if relative and not verb.subject:
                self._take_antecedent(verb)
            return
        if verb.clause > 0 and self.words[verb.clause - 1] in words_of("words", "relatives"):
            self._take_antecedent(verb)
            return
        before = self.verbs[-2]
        if verb.passive and not verb.subject and "to" in self.words[verb.first : verb.at] and before.own:
            verb.subject, verb.own = "they", True  # "§ has a right to be told"
        if verb.subject or verb.passive:
            return
        if "to" in self.words[verb.first : verb.at]:
            asked = self.words[verb.first + self.words[verb.first : verb.at].index("to") - 1]
            if (
                asked in ("us", "them", "you", "parents", "families", ITSELF)
                and asked != self.words[before.at]
            ):
                verb.subject = "school" if asked == "us" else doer_of(asked)
                verb.own, verb.said = asked == ITSELF, True
                return
        conditional = before.clause > 0 and self.words[before.clause - 1] in (
            "if",
            "once",
            "when",
            "unless",
            "where",
        )
        if conditional and len(self.verbs) > 2 and "," in self.words[before.at : verb.first]:
            before = self.verbs[-3]
        verb.subject, verb.own = before.subject, before.own and before.subject == "they"
        verb.said = bool(verb.subject)
        verb.with_own = before.with_own or ITSELF in self.words[before.at : verb.first]

    def _take_antecedent(self, verb: Verb) -> None:
        end = verb.clause - 1
        start = max(end - NEAR, 0)
        verb.subject, at = self._actor(start, end)
        verb.own = self.words[at] == ITSELF if verb.subject else False
        verb.said = bool(verb.subject)
