#!/bin/sh
# Makes sure that there is a Chromium or Chrome for the tests in a real VS Code: by apt where that is
# possible, else with one sentence that says what to do.
set -eu

for name in "${CHROMIUM:-chromium}" chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
for application in "Google Chrome" Chromium; do
  if [ -x "/Applications/$application.app/Contents/MacOS/$application" ]; then exit 0; fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium with apt-get"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core >/dev/null
else
  echo "The tests in VS Code need Chromium or Chrome: install one, or name it in the environment variable CHROMIUM." >&2
  exit 1
fi
