from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-006",
    raises=notice("""
Social media
Service Provider: Facebook, Twitter, YouTube
Purpose: news of the school
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=notice("""
Facebook
Purpose: news of the school
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)
