"""How many statements the commonest requests take: each row is read once, whoever needs it."""

from benchmarks.statements import measure

TAKEN = {
    "post a review": 41,
    "edit a review": 32,
    "count a helpful vote": 15,
    "take it back": 14,
    "rate a show": 36,
    "show a show's page": 25,
    "put it on the watchlist": 14,
    "hide a review": 56,
    "bring it back": 49,
    "delete a review": 42,
}


async def test_a_request_takes_no_more_statements_than_it_did() -> None:
    found = await measure()
    taken = {name: len(asked.statements) for name, asked in found.items()}
    assert taken == TAKEN, (
        "These only go down. Fewer: write the new number into TAKEN, here. More: somebody reads what another "
        "function has read in the same transaction; pass it on (docs/architecture.md, “What is read and "
        "written”). `python -m benchmarks statements --verbose` prints every statement."
    )
    assert {name: asked.read_twice for name, asked in found.items()} == {name: [] for name in TAKEN}
