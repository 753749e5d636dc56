from ledger import Ledger, LedgerError, format_amount, parse_amount, trial_balance

assert parse_amount("12.50") == 1250
assert parse_amount(" -3.4") == -340
assert parse_amount("7") == 700
assert format_amount(1250) == "12.50"
assert format_amount(-5) == "-0.05"

book = Ledger()
book.post("cash", "sales", 1000, "shop")
book.post("rent", "cash", 400)
assert book.balance("cash") == 600
assert book.balance("sales") == -1000
assert book.balances() == {"cash": 600, "sales": -1000, "rent": 400}
assert book.statement("cash") == ["shop: 10.00", "-: 6.00"]
try:
    book.close("cash")
    raise SystemExit("closed an account with a balance")
except LedgerError:
    pass
book.close("empty")
try:
    book.post("empty", "cash", 1)
    raise SystemExit("posted to a closed account")
except LedgerError:
    pass
assert book.find("SHOP") == [("cash", "sales", 1000, "shop")]
assert len(trial_balance(book)) == 4
assert trial_balance(book)[-1].split() == ["10.00", "10.00"]
book.reverse(0)
assert book.balance("sales") == 0
