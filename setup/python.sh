#!/usr/bin/env bash
# Makes .venv, the Python environment, exactly as uv.lock says.
set -euo pipefail
. "$(dirname "$0")/machine.sh"

UV_OLDEST=0.11.0 # the machine's uv is used from this version on
UV_OURS=0.13.9   # otherwise this one is installed, in .tools

python=${PYTHON:-python3}
command -v "$python" >/dev/null || need "Python" python3 python3-venv ca-certificates
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Python 3.11 or newer is needed, and $python is $("$python" --version)." \
        "If another one is installed, type: make setup PYTHON=/usr/bin/python3.11"

recent() { # whether this uv exists and is recent enough
    printf '%s\n' "$UV_OLDEST" "$("$1" --version 2>/dev/null | cut -d' ' -f2)" | sort -C -V
}
uv=.tools/bin/uv
if recent uv; then
    uv=uv
elif ! recent "$uv"; then
    "$python" -c 'import ensurepip' 2>/dev/null ||
        need "Python's venv module" python3-venv ca-certificates
    "$python" -m venv --clear .tools
    .tools/bin/pip install -qq --disable-pip-version-check "uv==$UV_OURS"
fi

groups=(--group dev)
has_node || groups+=(--group assets)
export UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv

echo "Python packages: .venv"
index=${UV_DEFAULT_INDEX:-$(.tools/bin/pip config list 2>/dev/null |
    sed -n "s/^.*[.]index-url='\(.*\)'$/\1/p" | tail -n 1)}
if [ -z "$index" ]; then
    "$uv" sync --quiet --frozen --python "$python" "${groups[@]}"
else # uv.lock names pypi.org: where pip uses another index, the same files come from there
    "$uv" venv --quiet --allow-existing --python "$python" .venv
    "$uv" export --quiet --frozen "${groups[@]}" |
        UV_DEFAULT_INDEX=$index "$uv" pip sync --quiet --require-hashes --python .venv -
fi
