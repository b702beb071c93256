"""Plain text: a block of labelled lines for each service."""


def labelled(meaning):
    blocks = [meaning.title, meaning.school, *meaning.sayings]
    for section in meaning.sections:
        blocks.append(section.heading)
        blocks += ["\n".join(f"{label}: {words}" for label, words in row.items()) for row in section.rows]
    return "\n\n".join(blocks).encode(), f"{meaning.name}.txt"
