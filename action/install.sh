#!/usr/bin/env bash
# Installs the checkout of the action into an environment of its own, and tells the next step which Python that is.
# The current folder is the repository that will be linted. It may hold a pip.py or a venv.py: -I keeps Python from
# importing them, and without PYTHONPATH so do the processes that pip starts.
set -euo pipefail
unset PYTHONPATH

python=${INPUT_PYTHON:-python3}
if ! "$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo '::error title=journeymap::Python 3.11 or newer is needed: set it up in a step before, or name it in the input python'
  exit 2
fi

venv=$(mktemp -d "${RUNNER_TEMP:?}/journeymap.XXXXXX")
"$python" -I -m venv --without-pip "$venv"
"$python" -I -m pip --python "$venv/bin/python" install -q --no-input --disable-pip-version-check "${GITHUB_ACTION_PATH:?}"
echo "python=$venv/bin/python" >>"${GITHUB_OUTPUT:?}"
