"""Ways to falsify an export without the ledger's own key. Each gives the bytes of another export."""

import base64
import json
import string

from schoolgate.ledger.checkpoint import generate_key
from schoolgate.ledger.export import export_text
from tests.ledger.cast import ORIGIN, export_of, head_of, runs

RUNS = 8
KEY = generate_key()
ANOTHER_KEY = generate_key()
LEAVES = runs(RUNS)
TRUE = export_text(export_of(LEAVES, KEY)).encode()
KEPT = head_of(LEAVES, KEY)
EARLIER = [export_text(export_of(LEAVES[:size], KEY)).encode() for size in range(len(LEAVES))]
LETTERS = string.ascii_letters + string.digits + ' \n"\\{}[],:+/='


def spell(document):
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def with_leaves(leaves):
    return spell(json.loads(TRUE) | {"leaves": leaves})


def leaves_of():
    return json.loads(TRUE)["leaves"]


def rehead(leaves):
    """The head's size and root made to fit the entries; its signature as it was."""
    lines = json.loads(TRUE)["checkpoint"].split("\n")
    lines[1:3] = head_of([leaf.encode() for leaf in leaves], ANOTHER_KEY).split("\n")[1:3]
    return spell(json.loads(TRUE) | {"leaves": leaves, "checkpoint": "\n".join(lines)})


def change_a_byte(chance):
    at = chance.randrange(len(TRUE))
    return TRUE[:at] + bytes([TRUE[at] ^ chance.randrange(1, 256)]) + TRUE[at + 1 :]


def change_a_letter(chance):
    at = chance.randrange(len(TRUE))
    return TRUE[:at] + chance.choice(LETTERS).encode() + TRUE[at + 1 :]


def insert_bytes(chance):
    at = chance.randrange(len(TRUE) + 1)
    extra = "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 4)))
    return TRUE[:at] + extra.encode() + TRUE[at:]


def remove_bytes(chance):
    at = chance.randrange(len(TRUE))
    return TRUE[:at] + TRUE[at + chance.randint(1, 40) :]


def cut_off_the_file(chance):
    return TRUE[: chance.randrange(len(TRUE))]


def swap_two_lines(chance):
    lines = TRUE.split(b"\n")
    one, other = chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def remove_a_line(chance):
    lines = TRUE.split(b"\n")
    lines.pop(chance.randrange(len(lines)))
    return b"\n".join(lines)


def change_a_field(chance):
    leaves = leaves_of()
    at = chance.randrange(len(leaves))
    leaf = json.loads(leaves[at])
    name = chance.choice(sorted(leaf))
    leaf[name] = another(leaf[name], chance)
    leaves[at] = json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return finish(leaves, chance)


def another(value, chance):
    if isinstance(value, int):
        return value + chance.choice([-1, 1, 100])
    if isinstance(value, list):
        return value[:-1] if chance.random() < 0.5 else [*value, "upn"]
    return chance.choice([None, "", value + "x", value[1:], value[::-1] + "y"])


def finish(leaves, chance):
    """Leave the head as it is, make it fit unsigned, or sign it with another key."""
    ways = [with_leaves, rehead, resign]
    return chance.choice(ways)(leaves)


def resign(leaves):
    return export_text(export_of([leaf.encode() for leaf in leaves], ANOTHER_KEY)).encode()


def remove_entries(chance):
    leaves = leaves_of()
    at = chance.randrange(len(leaves))
    del leaves[at : at + chance.randint(1, 3)]
    return finish(leaves, chance)


def insert_an_entry(chance):
    leaves = leaves_of()
    strange = runs(RUNS + 20)[chance.randrange(2 * RUNS, 2 * RUNS + 38)].decode()
    leaves.insert(chance.randrange(len(leaves) + 1), strange)
    return finish(leaves, chance)


def repeat_an_entry(chance):
    leaves = leaves_of()
    leaves.insert(chance.randrange(len(leaves) + 1), chance.choice(leaves))
    return finish(leaves, chance)


def reorder_entries(chance):
    leaves = leaves_of()
    one, other = chance.sample(range(len(leaves)), 2)
    leaves[one], leaves[other] = leaves[other], leaves[one]
    return finish(leaves, chance)


def cut_off_the_end(chance):
    return finish(leaves_of()[: chance.randrange(len(LEAVES))], chance)


def roll_back_to_an_earlier_signed_head(chance):
    return chance.choice(EARLIER)


def borrow_the_head_of_an_earlier_time(chance):
    return spell(json.loads(TRUE) | {"checkpoint": json.loads(chance.choice(EARLIER))["checkpoint"]})


def sign_with_another_key(chance):
    leaves = [leaf for leaf in LEAVES if chance.random() < 0.9]
    origin = chance.choice([ORIGIN, "schoolgate/another"])
    return export_text(export_of(leaves, ANOTHER_KEY, origin)).encode()


def respell_base64(chance):
    document = json.loads(TRUE)
    lines = document["checkpoint"].split("\n")
    line = chance.choice([2, 4])
    lines[line] = another_base64(lines[line], chance)
    return spell(document | {"checkpoint": "\n".join(lines)})


def another_base64(text, chance):
    alphabet = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
    bare = text.rstrip("=")
    last = alphabet[(alphabet.index(bare[-1]) + chance.choice([1, 2, 3])) % 64]
    spellings = [bare, text + "=", text + " ", bare[:-1] + last + text[len(bare) :]]
    return chance.choice([*spellings, text.replace("+", "-").replace("/", "_") + "\t"])


def play_with_white_space(chance):
    document = json.loads(TRUE)
    at = chance.randrange(len(LEAVES))
    leaf = json.loads(document["leaves"][at])
    spelt = [
        json.dumps(leaf, sort_keys=True),
        json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + " ",
        json.dumps(leaf, separators=(",", ":"), ensure_ascii=False) + "\n",
        " " + document["leaves"][at],
    ]
    document["leaves"][at] = chance.choice(spelt)
    whole = [json.dumps(document).encode(), json.dumps(document, indent=2).encode(), spell(document)]
    return chance.choice(whole)


def respell_the_document(chance):
    document = json.loads(TRUE)
    return chance.choice(
        [
            json.dumps(document).encode(),
            json.dumps(document, indent=chance.randint(2, 8)).encode(),
            json.dumps(document, indent=1, sort_keys=True).encode() + b"\n",
            TRUE + b"\n" * chance.randint(1, 5),
            TRUE.replace(b"\n", b"\r\n"),
            b"\xef\xbb\xbf" + TRUE,
            TRUE.decode().encode("utf-16"),
            spell(document | {"note": "added"}),
            TRUE.replace(b'"origin"', b'"origin": "x",\n "origin"', 1),
        ]
    )


def forge_the_signature(chance):
    document = json.loads(TRUE)
    lines = document["checkpoint"].split("\n")
    head, _, signature = lines[4].rpartition(" ")
    data = bytearray(base64.b64decode(signature))
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    lines[4] = f"{head} {base64.b64encode(bytes(data)).decode()}"
    return spell(document | {"checkpoint": "\n".join(lines)})


WAYS = [
    change_a_byte,
    change_a_letter,
    insert_bytes,
    remove_bytes,
    cut_off_the_file,
    swap_two_lines,
    remove_a_line,
    change_a_field,
    remove_entries,
    insert_an_entry,
    repeat_an_entry,
    reorder_entries,
    cut_off_the_end,
    roll_back_to_an_earlier_signed_head,
    borrow_the_head_of_an_earlier_time,
    sign_with_another_key,
    respell_base64,
    play_with_white_space,
    respell_the_document,
    forge_the_signature,
]
