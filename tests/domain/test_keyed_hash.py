"""What is hashed under a key is what the standard library's HMAC gives."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.keyed_hash import keyed_hash


@given(key=st.binary(max_size=200), begun=st.binary(max_size=90), messages=st.lists(st.binary(max_size=90)))
def test_each_message_is_hashed_as_hmac_hashes_it_whatever_came_before(key, begun, messages):
    digest = keyed_hash(key, begun)

    assert [digest(one) for one in messages] == [hmac.digest(key, begun + one, "sha256") for one in messages]
