# What the set-up scripts ask of the machine. Read by them, not run.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Where the network inspects what passes, the tools must trust what the system trusts.
trust_system_authorities() {
    local authorities=/etc/ssl/certs/ca-certificates.crt
    if [ -e "$authorities" ]; then
        export UV_SYSTEM_CERTS=1 PIP_CERT=$authorities NODE_EXTRA_CA_CERTS=$authorities
    fi
}
trust_system_authorities

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

# need WHAT PACKAGE... : installs Debian packages where that is allowed, or says what to type.
need() {
    local what=$1
    shift
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        stop "$what is missing. An administrator installs it on Debian with:" \
            "    sudo apt-get install $*"
    fi
    echo "Installing $what: apt-get install $*"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
    trust_system_authorities
}

# plotly.js asks for Node.js 22. Where there is none, .venv holds one, from Python's index.
has_node() {
    command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 22 ? 1 : 0)'
}
