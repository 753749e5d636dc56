from ledger import LedgerError, parse_amount

for text in ("abc", "", "1.x"):
    try:
        parse_amount(text)
    except LedgerError as error:
        assert text in str(error), error
    else:
        raise SystemExit(f"{text!r} was taken")
assert parse_amount("0.05") == 5
