"""Write the snapshot of known differences anew: python -m tests.update_known_differences

The lines it loses are gains, the lines it gains are losses: look at both before committing.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.conftest import ROOT
from tests.measuring import SNAPSHOT, differences, evaluated, load_into
from tests.test_sample import FORMS, GOLD


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        db = load_into(Path(folder) / "findings.db", [ROOT / "corpus" / "reports"])
        known = {form: differences(evaluated(db, GOLD, form)) for form in FORMS}
    SNAPSHOT.parent.mkdir(exist_ok=True)
    SNAPSHOT.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
