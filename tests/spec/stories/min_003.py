from tests.spec.story import Story, register

WHOLE = {"clause.1.items": "first_name:sent; date_of_birth:sent"}
STORY = Story(
    check="MIN-003",
    raises=register(WHOLE),
    settles=register(WHOLE | {"item.date_of_birth.transform": "month_and_year"}),
)
