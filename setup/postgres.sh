#!/usr/bin/env bash
# PostgreSQL for the tests; they start a server of their own, in a temporary folder, and stop it.
set -euo pipefail
. "$(dirname "$0")/machine.sh"

if ! command -v initdb >/dev/null && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    need "PostgreSQL" postgresql
fi
