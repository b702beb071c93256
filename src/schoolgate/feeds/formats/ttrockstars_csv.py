"""The upload of Times Tables Rock Stars: one CSV. An optional column that is not sent is left out."""

from schoolgate.feeds.encoder import encode
from schoolgate.feeds.formats.profile import Feed, load_profile

PROFILE = load_profile("ttrockstars_csv")
FILE = "pupils.csv"


def write(feed: Feed) -> dict[str, bytes]:
    shown = [one for one in PROFILE.headings if one.required or any(map(one.fits, feed.columns["pupil"]))]
    rows = [[feed.value("pupil", line, one) for one in shown] for line in feed.lines["pupil"]]
    return {FILE: encode([one.heading for one in shown], rows, PROFILE.newline)}
