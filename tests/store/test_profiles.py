"""A school's own formats are kept by version: what a parcel was made by is always found again."""

from schoolgate.store import profiles
from tests.store.cast import found_school, own_profile


def test_a_later_version_of_a_name_stands_and_gets_the_next_number(db):
    hill = found_school()
    profiles.add_profile(hill, own_profile(label="first"))
    profiles.add_profile(hill, own_profile(name="own_other"))
    made = profiles.add_profile(hill, own_profile(label="second"))

    standing = profiles.standing_profiles(hill)

    assert made.version == 2
    assert list(standing) == ["own_other", "own_sums"]
    assert standing["own_sums"].record["label"] == "second"
