#!/usr/bin/env bash
# Lints, and tells it in the log, in the job summary and in the outputs. Ends with the exit code of lint.
# It must run in bash 3.2, which macOS has: no mapfile, and no empty arrays.
set -euo pipefail

summary_limit=1048576 # GitHub drops a larger one as a whole

work=$(mktemp -d "${RUNNER_TEMP:?}/journeymap.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
arguments=(lint --color=never "--format=$INPUT_FORMAT" "--format=markdown=$work/summary.md" "--format=json=$work/report.json")

option() { # name, value: given if there is a value
  if [[ -n $2 ]]; then arguments+=("$1=$2"); fi
}
options() { # name, values: given once for each word
  local IFS=$' \t\r\n,' words word
  read -r -d '' -a words <<<"$2" || true
  for word in ${words[@]+"${words[@]}"}; do arguments+=("$1=$word"); done
}

option --format "${INPUT_SARIF:+sarif=$INPUT_SARIF}"
option --preset "$INPUT_PRESET"
option --fail-on "$INPUT_FAIL_ON"
option --since "$INPUT_SINCE"
options --select "$INPUT_SELECT"
options --ignore "$INPUT_IGNORE"
arguments+=(--)
while IFS= read -r path; do
  path=${path%$'\r'}
  if [[ -n $path ]]; then arguments+=("$path"); fi
done <<<"$INPUT_PATHS"

# Whatever stands in a map or in the name of a file, the runner must not take it for a command. So it obeys nothing
# here but the annotations. stderr goes the way of stdout: of two pipes the runner keeps no order.
token=$("$PYTHON" -I -c 'import secrets; print(secrets.token_hex(16))')
code=0
echo "::stop-commands::$token"
"$PYTHON" -I -m journeymap "${arguments[@]}" 2>&1 >"$work/log" </dev/null || code=$?
if [[ $INPUT_FORMAT != github ]]; then cat "$work/log"; fi
printf '\n::%s::\n' "$token"
if [[ $INPUT_FORMAT == github ]]; then cat "$work/log"; fi
if ((code > 1)); then
  echo '::error title=journeymap::not everything could be linted: the log of this step says what and why'
fi

if [[ -s $work/summary.md && -n ${GITHUB_STEP_SUMMARY:-} ]]; then
  if (($(cat "$GITHUB_STEP_SUMMARY" "$work/summary.md" 2>/dev/null | wc -c) > summary_limit)); then
    head -n 1 "$work/summary.md" >"$work/short.md"
    mv "$work/short.md" "$work/summary.md"
  fi
  cat "$work/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi
if [[ -s $work/report.json && -n ${GITHUB_OUTPUT:-} ]]; then
  "$PYTHON" -I - "$work/report.json" >>"$GITHUB_OUTPUT" <<'END'
import json, sys

with open(sys.argv[1], encoding="utf-8") as report:
    summary = json.load(report)["summary"]
for name in ("errors", "warnings", "infos"):
    print(f"{name}={int(summary[name])}")
END
fi
exit "$code"
