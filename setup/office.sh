#!/usr/bin/env bash
# LibreOffice Calc without a window, for the tests: it opens the workbooks that people are given.
set -euo pipefail
. "$(dirname "$0")/machine.sh"

if ! command -v soffice >/dev/null; then
    need "LibreOffice" libreoffice-calc-nogui
fi
