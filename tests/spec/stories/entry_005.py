from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-005",
    raises=notice("""
Company	What data is shared and why
Bug Club	Names, for reading books
Active Learn Primary	Names, for maths practice
Sumdog	Names, for maths games
"""),
    settles=notice("""
Company	What data is shared and why
Pearson	Names, for reading books (Bug Club) and maths practice (Active Learn Primary)
Sumdog	Names, for maths games
"""),
)
