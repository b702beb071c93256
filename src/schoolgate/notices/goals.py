"""Where the data of a verb go, where they come from, and who does it: what its prepositions lead to."""

from schoolgate.notices.doers import ITSELF, adverbs, determiners, doer_of, prepositions
from schoolgate.notices.verb_groups import NEAR, STRONG, Sentence, Verb
from schoolgate.notices.verbs import words_of

AT_IT = (["at", ITSELF], ["of", ITSELF])
TO_IT = ("to", "with", "into", "onto")


class Goals(Sentence):
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
                fronted = at < verb.first and word in words_of("words", "goal")
                verb.to_own = verb.to_own or (led == ITSELF and (word in TO_IT or fronted))
                if who == "they" and word in ("in", "on", "through", "via", "using", "into", "inside"):
                    verb.there = True
                if word == "by":
                    verb.by_own = led == ITSELF
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
        return self._straight_behind(verb, following, (goal, source, agent, own))

    def _straight_behind(
        self, verb: Verb, following: tuple[int, int], told: tuple[str, str, str, bool]
    ) -> tuple[str, str, str, bool]:
        """The same, with who stands straight behind the verb: "tell § about"."""
        goal, source, agent, own = told
        straight = self._straight(following)
        if verb.subject == "families" and ITSELF in self.words[following[0] : following[0] + NEAR]:
            own = True  # "complete a § form"
        if verb.form.lemma == "leave" and straight == "us":  # "a class leaves us for §"
            return goal or "they", "school", agent, own
        verb.to_own = verb.to_own or straight == ITSELF
        own = own or straight == ITSELF or (straight == "they" and self._stands_for_it(following[0]))
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

    def _stands_for_it(self, at: int) -> bool:
        """ "§ expects us to notify it": of no other is it said before."""
        return self.words[at : at + 1] in (["it"], ["them"]) and ITSELF in self.words[:at]

    def _is_source(self, verb: Verb, at: int) -> bool:
        """ "Asks of you", "out of our records"."""
        return verb.form.lemma == "ask" or self.words[at - 1] == "out"

    def _led_to(self, at: int, end: int) -> str:
        """Whom or what a preposition leads to: a key of [doers], "us", "records", "§"."""
        for place in range(at + 1, min(at + 1 + 6, end)):
            word = self.words[place]
            if word == ITSELF or (doer_of(word) and self.words[place + 1 : place + 3] == [",", ITSELF]):
                return ITSELF  # or "from the infant school, §"
            if word == "school" and self._is_other_school(place):
                return "they"
            if word == "our":
                nearby = self.words[place + 1 : place + 3]
                known = next((one for one in nearby if one in words_of("doers", "records")), "")
                goes = next((kind for one in nearby if (kind := doer_of(one))), "")
                goes = "school" if set(nearby) & words_of("doers", "internal") else goes
                return "records" if known else ("us" if goes == "school" else goes)
            if word == "them":
                return self._last_people(place) or "they"
            if word in words_of("doers", "us"):
                return "us" if self._is_ours(place) else "they"
            if word in words_of("doers", "records"):
                return (
                    "records"
                    if word not in ("system", "network", "register")
                    or (place > at + 1 and self.words[place - 1] == "our")
                    else "they"
                )
            if word in words_of("doers", "school") and self.words[place + 1 : place + 3] in AT_IT:
                return ITSELF  # "from Admissions at §"
            if kind := doer_of(word):
                return "us" if kind == "school" else kind
            if word in ("at", "of") and ITSELF in self.words[place : place + 4]:
                continue  # "from Admissions at §"
            if word in prepositions() or word in words_of("words", "edges") or word in (",", "and"):
                return ""
        return ""

    def _last_people(self, place: int) -> str:
        """ "Registration numbers of parents: typed by them": of whom the words before speak."""
        kinds = [kind for word in self.words[:place] if (kind := doer_of(word))]
        return kinds[-1] if kinds and kinds[-1] in ("families", "learners") else ""

    def _is_ours(self, place: int) -> bool:
        """ "To us", "to the office", "our SENCo"; not "the alumni office", "our nursery children"."""
        if self.words[place] == "us":
            return True
        before = self.words[place - 1]
        close = (
            before in ("the", "our", "your", "this", "to", "with", "for", "by", "back")
            or before in words_of("doers", "offices")
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
            behind = self.words[at + 1] if at + 1 < following[1] else ""
            told = word in ("school", "college", "academy") and behind and not doer_of(behind)
            told = told and behind not in words_of("doers", "bodies")  # "gives the school advice"
            return "us" if (self._is_ours(at) or told) and at not in self.nouns else ""
        if self._is_led_to_us(at, following[1]):
            return "us"
        kind = doer_of(word)
        return kind if kind in ("they", "families") and at not in self.nouns and word != "system" else ""

    def _is_led_to_us(self, at: int, end: int) -> bool:
        """ "Notify the duty head of", "alert the designated lead to"."""
        titles = words_of("doers", "us") | words_of("doers", "staff")
        near = self.words[at : min(at + NEAR, end)]
        places = [place for place, word in enumerate(near) if word in titles]
        behind = self.words[at + places[0] + 1 : at + places[0] + 2] if places else []
        led = bool(behind) and behind[0] in ("of", "to", "about", "when", "if")
        return led and not any(word in prepositions() or word == "," for word in near[: places[0]])
