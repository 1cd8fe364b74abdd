"""The table of results, as in the article Performance."""

from .load import median, ratio


class Report:
    """Prints results at once; `failed` is true when a guard was broken."""

    def __init__(self):
        self.failed = False

    def begin(self, title):
        print(f"\n{title}", flush=True)

    def line(self, text):
        print("  " + text, flush=True)

    def runs(self, runs):
        """The medians of each server, and the ratios of newsroom to each."""
        self.line(f"{'':22}{'req/s':>10}{'CPU s/100k':>12}{'p50 ms':>9}{'p99 ms':>9}{'× req/s':>10}{'× CPU':>8}")
        ours = next(iter(runs.values()))
        for name, theirs in runs.items():
            numbers = [median(theirs, column) for column in ("rate", "cpu", "median", "p99")]
            text = f"{name:22}{numbers[0]:>10,.0f}{numbers[1]:>12.2f}{numbers[2]:>9.2f}{numbers[3]:>9.2f}"
            if theirs is not ours:
                text += f"{ratio(ours, theirs, 'rate'):>10.2f}{ratio(ours, theirs, 'cpu'):>8.2f}"
            self.line(text)

    def goal(self, what, value, bound, *, most=True, unit=""):
        """A number and its goal."""
        met = value <= bound if most else value >= bound
        self.line(f"{what}: {value:,.2f}{unit} (goal {'≤' if most else '≥'} {bound:,}{unit}) {'met' if met else 'MISSED'}")

    def fail(self, text):
        self.failed = True
        self.line("FAILED: " + text)
