from ledger import format_amount

assert format_amount(123456789) == "1,234,567.89"
assert format_amount(-100000) == "-1,000.00"
assert format_amount(99999) == "999.99"
assert format_amount(0) == "0.00"
