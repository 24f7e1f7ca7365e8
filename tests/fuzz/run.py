"""A coverage-guided fuzzer over the targets: `python tests/fuzz/run.py [--seconds N] [TARGET...]`.

Needs `pip install -e '.[fuzz]'` (Linux). What it learns stays in `.fuzz/`; an input that breaks a promise is written to
`tests/cases/crashes/`, where `test_fuzz.py` tries it from then on.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CRASHES = ROOT / "tests" / "cases" / "crashes"
LEARNT = ROOT / ".fuzz"


def main() -> int:
    """One process a target: the fuzzer ends the process it runs in."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=600, help="for each target")
    parser.add_argument("--within", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*")
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))
    if asked.within:
        return _fuzz(asked.targets[0], asked.seconds)
    sys.path.insert(0, str(ROOT / "tests" / "fuzz"))
    from targets import TARGETS

    failed = []
    for name in asked.targets or TARGETS:
        print(f"== {name}, {asked.seconds} s", flush=True)
        command = [sys.executable, __file__, "--within", "--seconds", str(asked.seconds), name]
        if subprocess.run(command, check=False, cwd=ROOT).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "nothing broke")
    return 1 if failed else 0


def _fuzz(name: str, seconds: int) -> int:
    import atheris

    # What the targets call is watched, and the parsers' own code with it.
    with atheris.instrument_imports(include=["journeymap", "ruamel"]):
        import targets
    from mutations import seeds

    learnt = LEARNT / name
    learnt.mkdir(parents=True, exist_ok=True)
    for seed in seeds():
        (learnt / sha256(seed).hexdigest()[:16]).write_bytes(seed)

    def one(content: bytes) -> None:
        try:
            targets.TARGETS[name](content)
        except BaseException:
            CRASHES.mkdir(parents=True, exist_ok=True)
            (CRASHES / f"{name}-{sha256(content).hexdigest()[:12]}").write_bytes(content)
            raise

    options = [
        f"-max_total_time={seconds}",
        "-max_len=20000",
        "-timeout=120",  # watched code takes ten times as long, and more on a busy machine
        f"-artifact_prefix={LEARNT}/",
        "-rss_limit_mb=2048",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(learnt)], one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
