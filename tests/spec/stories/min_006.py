from tests.spec.story import Story, notice

STORY = Story(
    check="MIN-006",
    raises=notice("""
Lessoncam
Purpose: teachers film their lessons on video
Data shared: no personal data is shared
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=notice("""
Lessoncam
Purpose: teachers film their lessons on video
Data shared: video in which children are seen
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)
