# shellcheck shell=bash
# Sourced by the other scripts: finds the checkout, installs what is missing, builds.

# say MESSAGE…: tells the user something, beside the program's own output.
say() {
  printf 'lathe: %s\n' "$*" >&2
}

# install_missing: installs the Debian packages that Lathe wants and this machine lacks.
#
# OpenBLAS is opened when the program runs, not linked, so a machine without it can still build:
# where a package cannot be installed, this says what to do and goes on.
install_missing() {
  local wanted=()
  has_library openblas || wanted+=(libopenblas-dev)
  has_library lapacke || wanted+=(liblapacke-dev)
  # The model store fetches weights with curl, and with pip where that gets nowhere.
  command -v curl >/dev/null || wanted+=(curl ca-certificates)
  python3 -c 'import pip' 2>/dev/null || wanted+=(python3 python3-pip)
  ((${#wanted[@]})) || return 0
  if [[ ${LATHE_OFFLINE:-} == 1 ]]; then
    say "missing and not installed, as LATHE_OFFLINE=1 asks: ${wanted[*]}"
  elif ! command -v apt-get >/dev/null; then
    say "please install the counterparts of the Debian packages ${wanted[*]}"
  elif ! apt_install "${wanted[@]}"; then
    say "could not install them; please run: sudo apt-get install ${wanted[*]}"
  fi
}

# has_library NAME: whether the library and its development files are here.
has_library() {
  if command -v dpkg-query >/dev/null; then
    # Debian has several builds of OpenBLAS, each with a development package of its own.
    local states
    states=$(dpkg-query -W -f ' ${db:Status-Status} ' "lib$1*-dev" 2>/dev/null) || true
    [[ $states == *" installed "* ]]
  else
    [[ $(ldconfig -p 2>/dev/null) == *"lib$1.so"* ]]
  fi
}

# apt_install PACKAGE…: installs packages, as root or through sudo.
apt_install() {
  local as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || return 1
    # Without a terminal nobody can type a password, and sudo must not wait for one.
    if [[ -t 2 ]]; then as_root=(sudo); else as_root=(sudo -n); fi
  fi
  say "installing $*"
  local install=(
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
    apt-get install -y -q --no-install-recommends "$@"
  )
  "${install[@]}" </dev/null >&2 && return 0
  # A fresh machine has no package lists, or old ones.
  "${as_root[@]}" apt-get update -q </dev/null >&2 && "${install[@]}" </dev/null >&2
}

# require_swift: ends with a hint where there is no Swift toolchain.
require_swift() {
  command -v swift >/dev/null && return 0
  say "there is no swift on the PATH: install a Swift 6.2 toolchain, see https://www.swift.org/install"
  exit 70
}
