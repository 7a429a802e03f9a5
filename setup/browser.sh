#!/usr/bin/env bash
# Chromium for the tests, fonts for it to write with, and a library that its driver needs.
set -euo pipefail
. "$(dirname "$0")/machine.sh"

if ! command -v chromium >/dev/null ||
    ! .venv/lib/python3*/site-packages/playwright/driver/node --version >/dev/null 2>&1; then
    need "Chromium or its driver" chromium fonts-dejavu-core fonts-liberation libatomic1
fi
