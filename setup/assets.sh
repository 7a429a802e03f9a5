#!/usr/bin/env bash
# Makes assets/vendor, what the browser needs, from the npm packages that package-lock.json names.
set -euo pipefail
. "$(dirname "$0")/machine.sh"

if ! has_node; then
    [ -x .venv/bin/node ] || setup/python.sh
    PATH=$PWD/.venv/bin:$PATH
fi

echo "Front-end files: assets/vendor"
cd setup
npm ci --ignore-scripts --loglevel=error >/dev/null
rm -rf ../assets/vendor
node bundle.mjs
