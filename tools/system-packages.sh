#!/bin/sh
# What the window and its tests need of the system, beside Python packages: a few shared
# libraries that Qt loads. As root on Debian or Ubuntu it installs what is missing; elsewhere it
# says what to install. The command line needs none of this.
set -eu

[ "$(uname -s)" = Linux ] || exit 0

wanted="libEGL.so.1:libegl1 libGL.so.1:libgl1 libglib-2.0.so.0:libglib2.0-0
libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3 libfontconfig.so.1:libfontconfig1"

known="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)"
missing=""
for pair in $wanted; do
    case "$known" in
        *"${pair%%:*} "*) ;;
        *) missing="$missing ${pair##*:}" ;;
    esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    # shellcheck disable=SC2086 - a list of words
    apt-get install -q -y --no-install-recommends $missing
    exit 0
fi
{
    echo "Qt needs these libraries (Debian names):$missing"
    echo "缺少 Qt 所需的系统库（Debian 软件包名）：$missing"
    echo "  sudo apt-get install$missing"
    echo "  Fedora: sudo dnf install mesa-libEGL mesa-libGL glib2 libxkbcommon dbus-libs fontconfig"
} >&2
exit 1
