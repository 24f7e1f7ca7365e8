#!/usr/bin/env bash
# Keeps the comment of a pull request. Only this step knows the token.
set -euo pipefail

if [[ $INPUT_COMMENT != true || -z $REPORT ]]; then exit 0; fi
if [[ -z $INPUT_TOKEN ]]; then
  echo '::warning title=journeymap::no comment was written: the input token is empty'
  exit 0
fi
TOKEN=$INPUT_TOKEN "${PYTHON:-python3}" -I "${GITHUB_ACTION_PATH:?}/action/comment.py" "$REPORT" "${INPUT_HEAD_SHA:-}"
