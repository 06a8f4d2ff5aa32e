"""What there is to say of a rule, and how it is written down for people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule explained; what is not known is "".

    Attributes:
        rule: its id.
        title: one sentence.
        why: why it matters, or what exactly is looked at.
        bad: HCL that the rule finds fault with.
        good: HCL that satisfies it.
        references: benchmarks by number, guidance, links.
    """

    rule: str
    title: str
    why: str = ""
    bad: str = ""
    good: str = ""
    references: tuple[str, ...] = ()

    @property
    def markdown(self) -> str:
        """The explanation as a page."""
        parts = [f"# {self.rule}: {self.title}" if self.title else f"# {self.rule}"]
        if self.why:
            parts.append(self.why)
        for heading, example in (("Bad", self.bad), ("Good", self.good)):
            if example:
                parts.append(f"## {heading}\n\n```hcl\n{example.rstrip()}\n```")
        if self.references:
            lines = "\n".join(f"- {reference}" for reference in self.references)
            parts.append(f"## References\n\n{lines}")
        return "\n\n".join(parts) + "\n"
