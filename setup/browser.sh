#!/usr/bin/env bash
# Chromium for the tests, and fonts for it to write with.
set -euo pipefail
. "$(dirname "$0")/machine.sh"

command -v chromium >/dev/null || need "Chromium" chromium fonts-dejavu-core fonts-liberation
