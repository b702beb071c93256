"""Goes down a page once: each block is taken by the first reader that knows its shape."""

import re
from collections.abc import Sequence

from schoolgate.notices.blocks import ALL_BOLD, Block, BlockKind
from schoolgate.notices.cards import read_card
from schoolgate.notices.clauses import sentences
from schoolgate.notices.company_headings import company_over, give_all, heads_products
from schoolgate.notices.contexts import CLOSED, Context, context_of, headed_by
from schoolgate.notices.cutting import PROPER, without_edges
from schoolgate.notices.details_below import details_below, read_details
from schoolgate.notices.draft import Draft, Group, Said
from schoolgate.notices.entries import entry_headings, entry_leads, is_taken_up, read_entry, stopped_lead
from schoolgate.notices.fields import exact_label, read_fields
from schoolgate.notices.flat_lines import headings_in
from schoolgate.notices.flattened import read_flattened
from schoolgate.notices.forms import forms_of, read_form
from schoolgate.notices.inline_fields import read_fields_under, read_inline_fields
from schoolgate.notices.item_first import pieces_of, read_piece
from schoolgate.notices.labels import NUMBER, TICK, meaning
from schoolgate.notices.like_cards import like_cards, read_like_card
from schoolgate.notices.listed import add_item, deny_names
from schoolgate.notices.listing import listed as listed_data
from schoolgate.notices.lists import LEADS_ON, read_bullets
from schoolgate.notices.lost_bullets import run_together
from schoolgate.notices.members import is_product, opens_sentence
from schoolgate.notices.name_lists import looks_like_name
from schoolgate.notices.naming import Named
from schoolgate.notices.passage import Passage
from schoolgate.notices.plain_lines import read_colon_line, read_led, read_lines
from schoolgate.notices.pointed_lines import read_pointed
from schoolgate.notices.promised_lines import read_promised_line
from schoolgate.notices.purpose_brackets import bracketed_lines, read_bracketed
from schoolgate.notices.refusals import denies
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.run_on_lists import read_run_on
from schoolgate.notices.sentences import is_question_about
from schoolgate.notices.service_lines import read_company_line, read_service_line
from schoolgate.notices.shared_lists import read_shared_list
from schoolgate.notices.stars import is_key, is_note
from schoolgate.notices.tables import read_table
from schoolgate.notices.told_lines import read_name_in_head, read_told_line
from schoolgate.notices.topic_lines import read_topic, topics_of

GUESSED_RANK = 6  # a heading told by its looks alone, below the document's own
LEAD_RANK = 8  # "You do not have a choice about these:" over one list
MOST_HEADING_WORDS = 14
MOST_KIND_WORDS = 4  # of a line that says of what kind the list below it is
MOST_NAME_WORDS = 7  # of a name that heads a paragraph
MOST_CLOSE = 3  # lines straight below a name
FEWEST_WORDS = 6  # of a paragraph under a name
PART = re.compile(
    r"(?:part|section|schedule|appendix|annex|list|group|table) (?:\d{1,2}|[A-H]|one|two|three|four)\b",
    re.IGNORECASE,
)
DATED = re.compile(
    r"(?:last |date |next |first )*"
    r"(?:updated?|reviewed|review|published|issued?|version|approved|amended|revised)\b"
    r"[^a-z]{0,3}(?:on |in |date |by )?.{0,12}\d{2,4}\W*$",
    re.IGNORECASE,
)
FEWEST_BESIDE = 3  # rows above a line, before it is one more of them
ONE_MORE = re.compile(rf"{PROPER.pattern} [–—-] (?P<rest>.+)", re.DOTALL)
QUESTION = re.compile(r"Q(?:uestion)?\s*\d*[.:]\s*", re.IGNORECASE)


class BlockReader:
    """`pieces`: what item_first.py found, and gives its data to after all is read."""

    def __init__(self, draft: Draft, blocks: Sequence[Block]) -> None:
        self.draft, self.blocks = draft, blocks
        self.lead: Block | None = None  # the line just above, where it leads on to a list
        self.colon_line = -2  # where the last "Name: …" or "Category: …" line stood
        self.entries = entry_headings(draft.text, blocks)
        self.leads = entry_leads(draft.text, blocks)
        self.forms = forms_of(draft.text, blocks)
        self.pieces = {} if self.forms else pieces_of(draft.text, blocks)
        self.bracketed = bracketed_lines(draft.text, blocks)
        self.cards = like_cards(draft.text, blocks)
        self.details = details_below(draft.text, blocks)
        self.topics = topics_of(draft.text, blocks)
        self.listed: Context | None = None  # the last list's promise: "3." goes on with it

    def read(self, at: int) -> int:
        """Reads what stands at `at`; gives how many blocks were taken, at least one."""
        block = self.blocks[at]
        taken = read_piece(self.draft, self.pieces[at]) if at in self.pieces else 0
        taken = taken or (read_topic(self.draft, self.topics[at]) if at in self.topics else 0)
        taken = taken or (read_bracketed(self.draft, self.bracketed[at]) if at in self.bracketed else 0)
        taken = taken or (read_like_card(self.draft, self.cards[at]) if at in self.cards else 0)
        taken = taken or self._form(at)
        taken = taken or self._details(at)
        taken = taken or read_card(self.draft, self.blocks, at)
        taken = taken or read_table(self.draft, self.blocks, at)
        taken = taken or read_flattened(self.draft, self.blocks, at)
        taken = taken or read_name_in_head(self.draft, block, self._promise())
        taken = taken or read_inline_fields(self.draft, block)
        taken = taken or read_fields_under(self.draft, self.blocks, at) or self._fields(at)
        if not taken and block.kind is BlockKind.BULLET:
            taken = self._bullets(at)
        if not taken and block.kind is BlockKind.HEADING:
            taken = self._heading(at, block.level)
        taken = taken or self._line(at)
        last = self.blocks[at + taken - 1]
        self.lead = last if last.kind is not BlockKind.ROW else None
        return taken

    def _details(self, at: int) -> int:
        return read_details(self.draft, self.details[at], self._promise()) if at in self.details else 0

    def _form(self, at: int) -> int:
        """A card; or the line above the first, which else would be taken for its name."""
        if at in self.forms:
            return read_form(self.draft, self.forms[at])
        if at + 1 not in self.forms or self.blocks[at].kind in (BlockKind.ROW, BlockKind.BULLET):
            return 0
        if self.blocks[at].kind is BlockKind.HEADING or self._looks_heading(at):
            self._open(self.blocks[at], self.blocks[at].level or GUESSED_RANK)
            return 1
        return self._prose(at, self._promise())

    def _fields(self, at: int) -> int:
        block = self.blocks[at]
        promise = self.draft.promise() if block.kind is BlockKind.BULLET else Context.NEUTRAL
        if promise in CLOSED or promise in (Context.DATA, Context.PURPOSES):
            return 0
        # "Tyne Valley UTC" over "Student data: our processors" is a page's title.
        title = at == 0 and all(one.kind is BlockKind.HEADING for one in self.blocks[:2])
        return 0 if title else read_fields(self.draft, self.blocks, at)

    def _promise(self) -> Context:
        """What the words above promise of a list here: a lead-in first, then headings, then any line."""
        above = self._lead_words()
        told = headed_by(above) if above else Context.NEUTRAL
        if above.endswith((":", ";")) and exact_label(above.rstrip(":; ")):
            told = Context.RECIPIENTS  # "Services:"
        if told is not Context.NEUTRAL and above.endswith((":", ";", "with", "to", "?", "…")):
            return told
        headed = self.draft.promise()
        if told is Context.DENIED:
            return headed  # "Not used: Kahoot." denies what it names, and is over
        return told if headed is Context.NEUTRAL else headed

    def _lead_words(self) -> str:
        if self.lead is None:
            return ""
        *_, last = sentences(self.draft.text, self.lead.span)
        return self.draft.words(last)

    def _bullets(self, at: int) -> int:
        marker = self.blocks[at].marker
        goes_on = marker.isdigit() and int(marker) > 1 and self.listed is not None
        promise = self.listed if goes_on and self.listed else self._promise()
        outer = self._open_lead()
        shared = read_shared_list(self.draft, self.blocks, at, self.lead)
        if shared:
            self.draft.group, self.listed = outer, None
            return shared
        known, company = len(self.draft.rows), company_over(self.draft, self.blocks, at)
        taken = read_bullets(self.draft, self._up_to_next_read(at), at, promise)
        self.draft.group, self.listed = outer, promise
        if company:
            give_all(self.draft.rows[known:], company, self.draft.words(company.span))
            self._close(company)
        return taken

    def _up_to_next_read(self, at: int) -> Sequence[Block]:
        """The page up to the next line that is known beforehand for a reader of its own."""
        stop = min((n for n in (*self.pieces, *self.bracketed, *self.details) if n > at), default=None)
        return self.blocks if stop is None else self.blocks[:stop]

    def _close(self, company: Block) -> None:
        """A company's name over its products is no heading over what comes after them."""
        group = self.draft.group
        if group and company.kind is BlockKind.LINE and group.spans == (company.span,):
            self.draft.group = group.parent

    def _open_lead(self) -> Group | None:
        """A lead-in is a group of its own for the one list below it."""
        outer = self.draft.group
        if self.lead and LEADS_ON.search(self.draft.words(self.lead.span)):
            *_, last = sentences(self.draft.text, self.lead.span)
            self.draft.open_group(last, rank=LEAD_RANK)
        return outer

    def _heading(self, at: int, rank: int) -> int:
        block = self.blocks[at]
        if self._is_entry(at):
            return self._entry_under(at)
        if self._stands_alone(at):
            self.draft.add_row(Named(self.draft.words(block.span), (block.span,)))
            return 1
        self._open(block, rank)
        return 1

    def _is_entry(self, at: int) -> bool:
        """A name over a paragraph about it: a known service, or words that the paragraph takes up again."""
        if at in self.entries:
            return True
        below = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        if below is None or below.kind is not BlockKind.LINE or below.lead or self.draft.promise() in CLOSED:
            return False
        name, words = self.draft.words(self.blocks[at].span), self.draft.words(below.span)
        if (
            len(name.split()) > MOST_NAME_WORDS
            or len(words.split()) < FEWEST_WORDS
            or not words.endswith(".")
        ):
            return False
        told = context_of(name) is Context.NEUTRAL and looks_like_name(name) and not opens_sentence(name)
        if not told or name not in words or self.draft.promise() is not Context.RECIPIENTS:
            return is_product(name)
        return is_taken_up(name, words) or is_product(name)

    def _stands_alone(self, at: int) -> bool:
        """A name in bold with nothing said of it, among others of its kind."""
        block = self.blocks[at]
        below = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        name = self.draft.words(block.span)
        empty = below is None or below.kind is BlockKind.HEADING or below.lead is not None
        unknown = block.level == ALL_BOLD and context_of(name) is Context.NEUTRAL and looks_like_name(name)
        return empty and self.draft.promise() is Context.RECIPIENTS and (is_product(name) or unknown)

    def _entry_under(self, at: int) -> int:
        """A service's name as a heading: the paragraphs below, up to the next heading, are about it."""
        end = at + 1
        while (
            end < len(self.blocks)
            and self.blocks[end].kind is BlockKind.LINE
            and (not self._looks_heading(end) or self._is_close(at, end))
            and end not in self.entries
            and not self._is_over(at, end)
        ):
            end += 1
        read_entry(self.draft, self.blocks[at].span, [block.span for block in self.blocks[at + 1 : end]])
        return end - at

    def _is_over(self, at: int, end: int) -> bool:
        """A gap, where none stands below the name, and words on rights or on how long: of the whole page."""
        if end - at < 2 or self.blocks[at + 1].after_gap or not self.blocks[end].after_gap:
            return False
        name, words = self.draft.words(self.blocks[at].span), self.draft.words(self.blocks[end].span)
        return name not in words and context_of(words) in (*CLOSED, Context.PURPOSES)

    def _is_close(self, at: int, end: int) -> bool:
        """Is it straight below a name of many that stand so: "The pupil's full record"?"""
        return at in self.entries and end - at <= MOST_CLOSE and not self.blocks[end].after_gap

    def _open(self, block: Block, rank: int) -> None:
        question = QUESTION.match(self.draft.text, *block.span)
        span = (question.end(), block.end) if question else block.span
        self.draft.open_group(span, rank=rank)

    def _line(self, at: int) -> int:
        block, draft = self.blocks[at], self.draft
        if at in self.leads:
            read_entry(draft, self.leads[at], [without_edges(draft.text, (self.leads[at][1], block.end))])
            return 1
        if read_service_line(draft, block.span):
            return 1
        if heads_products(draft, self.blocks, at):
            self._open(block, GUESSED_RANK)
            return 1
        if not self._after_name(at) and self._is_entry(at):
            return self._entry_under(at)
        promise = self._promise()
        if promise not in (*CLOSED, Context.DENIED) and read_company_line(draft, block.span):
            return 1
        if promise is Context.RECIPIENTS and (lead := stopped_lead(draft.text, block)):
            read_entry(draft, lead, [without_edges(draft.text, (lead[1], block.end))])
            return 1
        if read_pointed(draft, block, promise) or read_run_on(draft, block, promise):
            return 1
        asked = QUESTION.match(draft.text, *block.span)
        if promise not in CLOSED and not asked and not DATED.match(draft.words(block.span)):
            taken = self._names(at, promise) or int(read_told_line(draft, block, promise))
            if taken:
                return taken
        if self._looks_heading(at):
            self._open(block, GUESSED_RANK)
            self._answer(at)
            return 1
        return self._prose(at, promise)

    def _after_name(self, at: int) -> bool:
        """Does it end a list of names, so that the words below are about them all?"""
        rows = self.draft.rows
        return at > 0 and bool(rows) and rows[-1].spans[-1] == self.blocks[at - 1].span

    def _names(self, at: int, promise: Context) -> int:
        if promise is Context.DENIED:
            said = read_colon_line(self.draft, self.blocks[at], promise, beside=False)
            return int(said or deny_names(self.draft, self.blocks[at].span))
        if promise is Context.RECIPIENTS and read_led(self.draft, self.blocks[at]):
            return 1
        taken = read_lines(
            self.draft,
            self._up_to_next_read(at),
            at,
            promise,
            led=self._is_led(promise),
            colon=self._lead_words().endswith(":"),
        )
        if not taken and self._is_one_more(at):
            taken = int(bool(add_item(self.draft, self.blocks[at].span, Context.RECIPIENTS)))
        if not taken and ":" in self.draft.words(self.blocks[at].span):
            beside = self.colon_line == at - 1
            taken = int(read_colon_line(self.draft, self.blocks[at], promise, beside=beside))
        taken = taken or int(self._is_led(promise) and read_promised_line(self.draft, self.blocks, at))
        if taken and ":" in self.draft.words(self.blocks[at + taken - 1].span):
            self.colon_line = at + taken - 1
        return taken

    def _is_one_more(self, at: int) -> bool:
        """ "Get Register – trustees' names" straight below, or one line below, rows that are written so."""
        block = self.blocks[at]
        dashed = ONE_MORE.match(self.draft.text, *block.span)
        if dashed is None or block.after_gap or len(self.draft.rows) < FEWEST_BESIDE:
            return False
        near = self.blocks[at - 2].start if at > 1 else 0
        beside = [row for row in self.draft.rows[-FEWEST_BESIDE:] if row.spans[0][0] >= near and row.cells]
        return bool(beside) and any(listed_data(Passage.of(self.draft.text, (dashed.span("rest"),))))

    def _is_led(self, promise: Context) -> bool:
        """Is it a heading or lead-in, not the title alone, that promises recipients?"""
        return promise is Context.RECIPIENTS and (self._led_on() or self.draft.group is not None)

    def _looks_heading(self, at: int) -> bool:
        words = self.draft.words(self.blocks[at].span)
        if QUESTION.match(words) or (words.endswith("?") and len(words.split()) <= 25):
            return True
        if all(meaning(part) in (TICK, NUMBER) for part in re.split(r"\s{2,}", words)):
            return False  # "Yes   No" over boxes
        if is_note(words) or DATED.match(words) or headings_in(words) or re.match(r"A[.:]\s", words):
            return False
        if "___" in words:
            return False
        if ";" in words or words.count(",") >= 2:
            return False
        stops = (",", ";", "!", ":") if PART.match(words) else (".", ",", ";", "!", ":")
        short = len(words.split()) <= MOST_HEADING_WORDS and not words.endswith(stops)
        return short and bool(re.match(r"\W*[A-Z0-9]", words)) and at + 1 < len(self.blocks)

    def _answer(self, at: int) -> None:
        """A question that names a service is answered below it: a "no" denies it, anything else admits it."""
        names = is_question_about(self.draft, self.blocks[at].span)
        below = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        if not names or below is None or not self.draft.words(self.blocks[at].span).endswith("?"):
            return
        answer = re.sub(r"^A[.:]\s*", "", self.draft.words(below.span))
        for one in names:
            if denies(answer):
                self.draft.deny(one)
            else:
                one.cells.append(Cell(label=Label.PROSE, spans=(self.blocks[at].span, below.span)))
                self.draft.add_row(one, confident=False)

    def _prose(self, at: int, promise: Context) -> int:
        block, draft = self.blocks[at], self.draft
        if is_key(draft.words(block.span)):
            return 1
        lost = run_together(draft, block.span) if promise is Context.RECIPIENTS else []
        for one in lost:
            draft.add_row(one, confident=False)
        context = promise if self._led_on() else draft.promise()
        if self._heads_list(at):
            draft.prose.append(Said(block.span, draft.group, context, led=self._led_on()))
            return 1  # "Statutory:" speaks of its own list, not of the lists beside it
        draft.add_prose(block.span, context, led=self._led_on())
        return 1

    def _heads_list(self, at: int) -> bool:
        words = self.draft.words(self.blocks[at].span)
        short = words.endswith(":") and len(words.split()) <= MOST_KIND_WORDS
        below = self.blocks[at + 1 : at + 2]
        return short and any(block.kind is BlockKind.BULLET for block in below)

    def _led_on(self) -> bool:
        return self._lead_words().endswith((":", "?"))
