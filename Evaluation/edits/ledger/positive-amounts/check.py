from ledger import Ledger, LedgerError

book = Ledger()
for cents in (0, -5):
    try:
        book.post("cash", "sales", cents)
    except LedgerError as error:
        assert str(error) == "amount must be positive", error
    else:
        raise SystemExit(f"{cents} was posted")
assert book.entries == []
book.post("cash", "sales", 1, "one cent")
assert book.entries == [("cash", "sales", 1, "one cent")]
