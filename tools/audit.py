"""Known weaknesses of what the project installs.

    python tools/audit.py [REQUIREMENTS]

A new virtual environment gets pip-audit, which resolves the requirements (requirements.txt) and
asks PyPI for advisories on every package that would be installed. tools/audit.txt waives an
advisory until a day. Exit 1 for an advisory without a waiver, for a waiver that is over or is no
longer needed, and for a package that PyPI could not be asked about: what was not looked at is not
safe.
"""

import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from versions import virtual

ROOT = Path(__file__).resolve().parents[1]
WAIVERS = Path(__file__).with_name("audit.txt")


class Waiver(NamedTuple):
    advisory: str
    until: datetime.date
    reason: str


def waivers(text: str) -> list[Waiver]:
    """The lines of a file of waivers. ValueError: one has no day or no reason."""
    found = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        try:
            advisory, until, reason = line.split(maxsplit=2)
            found.append(Waiver(advisory, datetime.date.fromisoformat(until), reason))
        except ValueError:
            raise ValueError(
                f"a waiver is an advisory, a day such as 2027-01-31 and a reason, not: {line}"
            ) from None
    return found


def complaints(report: dict, waived: list[Waiver], today: datetime.date) -> list[str]:
    """What pip-audit's report and the waivers leave to do, in sentences."""
    told, used = [], set()
    by_name = {waiver.advisory: waiver for waiver in waived}
    for package in report["dependencies"]:
        where = f"{package['name']} {package.get('version', '')}".strip()
        if "skip_reason" in package:
            told.append(f"{where} was not looked at: {package['skip_reason']}")
        for found in package.get("vulns", ()):
            names = {found["id"], *found.get("aliases", ())}
            waiver = next((by_name[name] for name in sorted(names & by_name.keys())), None)
            used |= names
            if waiver is None:
                fixed = ", ".join(found["fix_versions"]) or "no release yet"
                told.append(f"{where}: {found['id']}, mended in {fixed}")
            elif waiver.until < today:
                told.append(f"{where}: the waiver of {waiver.advisory} ended on {waiver.until}")
    told += [f"the waiver of {waiver.advisory} is not needed any more: take its line away"
             for waiver in waived if waiver.advisory not in used]
    return told


def main(asked):
    requirements = asked[0] if asked else ROOT / "requirements.txt"
    waived = waivers(WAIVERS.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        inside = virtual(Path(folder))
        subprocess.run([inside, "-m", "pip", "install", "--quiet", "pip-audit"], check=True)
        command = (inside, "-m", "pip_audit", "--requirement", requirements, "--format", "json",
                   "--progress-spinner", "off")
        ran = subprocess.run(command, capture_output=True, text=True)
    try:
        report = json.loads(ran.stdout)
    except ValueError:
        sys.exit(f"pip-audit gave no report:\n{ran.stderr[-2000:]}")
    told = complaints(report, waived, datetime.date.today())
    print(*told, sep="\n")
    print(f"{len(report['dependencies'])} packages, {len(waived)} waivers, {len(told)} complaints")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
