"""A small double-entry ledger that keeps amounts in cents."""

from collections import defaultdict


class LedgerError(Exception):
    """Raised for an entry that cannot be posted."""


def parse_amount(text):
    """Turns a text such as "12.50" into cents."""
    text = text.strip()
    sign = 1
    if text.startswith("-"):
        sign = -1
        text = text[1:]
    whole, _, fraction = text.partition(".")
    fraction = (fraction + "00")[:2]
    return sign * (int(whole) * 100 + int(fraction))


def format_amount(cents):
    """Turns cents into a text with two decimals."""
    sign = "-" if cents < 0 else ""
    whole, fraction = divmod(abs(cents), 100)
    return f"{sign}{whole}.{fraction:02d}"


class Ledger:
    """Accounts and the entries between them."""

    def __init__(self):
        self.entries = []
        self.closed = set()

    def post(self, debit, credit, cents, memo=""):
        """Books an amount from one account to another."""
        for account in (debit, credit):
            if account in self.closed:
                raise LedgerError(f"account {account} is closed")
        self.entries.append((debit, credit, cents, memo))

    def balance(self, account):
        """The sum of what came in less what went out."""
        total = 0
        for debit, credit, cents, _ in self.entries:
            if debit == account:
                total += cents
            if credit == account:
                total -= cents
        return total

    def balances(self):
        """The balance of every account that has entries."""
        totals = defaultdict(int)
        for debit, credit, cents, _ in self.entries:
            totals[debit] += cents
            totals[credit] -= cents
        return dict(totals)

    def close(self, account):
        """Closes an account; only one without a balance can be closed."""
        if self.balance(account) != 0:
            raise LedgerError(f"account {account} is not empty")
        self.closed.add(account)

    def statement(self, account):
        """The lines of an account, each with the balance after it."""
        lines = []
        running = 0
        for debit, credit, cents, memo in self.entries:
            if account not in (debit, credit):
                continue
            running += cents if debit == account else -cents
            lines.append(f"{memo or '-'}: {format_amount(running)}")
        return lines
    def find(self, text):
        """The entries whose memo contains a text, without regard to case."""
        wanted = text.lower()
        return [entry for entry in self.entries if wanted in entry[3].lower()]

    def reverse(self, index):
        """Books the opposite of an entry."""
        debit, credit, cents, memo = self.entries[index]
        self.post(credit, debit, cents, f"reversal of {memo or index}")


def trial_balance(ledger):
    """A table of all accounts in two columns, with their sums below."""
    rows = []
    debits = credits = 0
    for account, cents in sorted(ledger.balances().items()):
        if cents >= 0:
            debits += cents
            rows.append(f"{account:<20}{format_amount(cents):>12}")
        else:
            credits -= cents
            rows.append(f"{account:<20}{'':>12}{format_amount(-cents):>12}")
    rows.append(f"{'':<20}{format_amount(debits):>12}{format_amount(credits):>12}")
    return rows
