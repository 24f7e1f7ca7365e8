#!/usr/bin/env bash
# Compares with a base, and tells it in the log, in the job summary and in the outputs. It never fails the job itself: the
# maps are still to be linted, so the exit code is handed on to the step `gate`. For bash 3.2, as lint.sh is.
set -euo pipefail

summary_limit=1048576 # GitHub drops a larger one as a whole

if [[ -z $INPUT_BASE ]]; then exit 0; fi

report=$(mktemp -d "${RUNNER_TEMP:?}/journeymap-diff.XXXXXX")
work=$(mktemp -d "${RUNNER_TEMP:?}/journeymap.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
options=(diff --color=never)
if [[ -n $INPUT_DIFF_FAIL_ON ]]; then options+=("--fail-on=$INPUT_DIFF_FAIL_ON"); fi
case $INPUT_BASE in
  -*)
    echo '::error title=journeymap::the input base is no revision'
    exit 2
    ;;
  *..*) range=$INPUT_BASE ;;
  *) range=$INPUT_BASE...HEAD ;;
esac
words=("$range" --)
while IFS= read -r path; do
  path=${path%$'\r'}
  if [[ -n $path && $path != . ]]; then words+=("$path"); fi
done <<<"$INPUT_PATHS"

compare() { # format, file
  "$PYTHON" -I -m journeymap "${options[@]}" "--format=$1" "${words[@]}" >"$2" 2>"$work/said" </dev/null
}
code=0
compare json "$work/report.json" || code=$?
if ((code > 1)); then cp "$work/said" "$work/wrong"; fi
for one in "markdown $report/comment.md" "html $report/report.html" "text $work/report.txt" "github $work/github"; do
  compare "${one%% *}" "${one#* }" || true
done

# As in lint.sh: the runner obeys nothing that stands in a map, but the annotations.
token=$("$PYTHON" -I -c 'import secrets; print(secrets.token_hex(16))')
echo "::stop-commands::$token"
if [[ -s $work/wrong ]]; then cat "$work/wrong"; fi
cat "$work/report.txt"
printf '\n::%s::\n' "$token"
if [[ $INPUT_FORMAT == github ]]; then cat "$work/github"; fi
if ((code > 1)); then
  echo '::error title=journeymap::not everything could be compared: the log of this step says what and why'
fi

"$PYTHON" -I - "$report" "$work" "${GITHUB_EVENT_PATH:-}" "$code" "$summary_limit" <<'END'
import json, os, re, sys
from pathlib import Path

report, work, event, code, limit = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5])
comment = (report / "comment.md").read_text(encoding="utf-8")
if comment and os.environ.get("GITHUB_STEP_SUMMARY"):
    summary = Path(os.environ["GITHUB_STEP_SUMMARY"])
    told = comment
    if "\n_Left out" in comment:
        whole = (work / "report.txt").read_text(encoding="utf-8")
        fence = "`" * (max([2, *map(len, re.findall("`+", whole))]) + 1)
        told += f"\n<details>\n<summary>All of it</summary>\n\n{fence}text\n{whole}{fence}\n\n</details>\n"
    room = limit - (summary.stat().st_size if summary.exists() else 0)
    for text in (told, comment):
        if len(text.encode()) <= room:
            with summary.open("a", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            break
if event and Path(event).is_file():
    number = json.loads(Path(event).read_text(encoding="utf-8")).get("pull_request", {}).get("number")
    if isinstance(number, int):
        (report / "number").write_text(f"{number}\n", encoding="utf-8")
outputs = {"code": code}
text = (work / "report.json").read_text(encoding="utf-8")
if text:
    found = json.loads(text)
    outputs["verdict"] = found["verdict"] or "unreadable"
    outputs["regressions"] = int(found["counts"]["regression"])
    outputs["improvements"] = int(found["counts"]["improvement"])
if comment:
    outputs["report"] = report
with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as stream:
    stream.writelines(f"{name}={value}\n" for name, value in outputs.items())
END
