#!/usr/bin/env bash
# Follows the README from the packed tarball, in an empty folder, with nothing but the npm registry. The build has to be done.
#
# Prints one line a check, `ok - …` or `not ok - …`, and ends with a failure if one of them fails.
set -uo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/cdk8s-reach-package-XXXXXX")
trap 'rm -rf "$work"' EXIT
failed=0

# check SENTENCE COMMAND…: runs the command and shows what it said if it fails
check() {
  local sentence=$1
  shift
  if "$@" >"$work/log" 2>&1 </dev/null; then
    echo "ok - $sentence"
  else
    echo "not ok - $sentence"
    sed 's/^/  /' "$work/log"
    failed=1
    return 1
  fi
}

readme() {
  (cd "$root" && node --import tsx scripts/readme.ts "$1")
}

# Every file of the tarball, the contents of lib/ by their endings only.
contents() {
  tar -tzf "$work"/*.tgz | sed -e 's#^package/##' -e 's#^\(node_modules/[^/]*\)/.*#\1/*#' \
    -e 's#^lib/.*\(\.d\.ts\|\.js\)$#lib/*\1#' | LC_ALL=C sort -u
}

pinned() {
  cat <<'FILES'
.jsii
API.md
CHANGELOG.md
LICENSE
README.md
bin/cdk8s-reach
lib/*.d.ts
lib/*.js
node_modules/@eslint-community/*
node_modules/commander/*
node_modules/ipaddr.js/*
node_modules/picocolors/*
node_modules/refa/*
node_modules/yaml/*
package.json
FILES
}

same_contents() {
  diff <(pinned) <(contents)
}

pack() {
  cd "$root" && npm pack --silent --pack-destination "$work"
}

start() {
  mkdir "$work/app" && cd "$work/app" && npm init -y && readme 'first example' >main.ts
}

# The README's line, with the tarball instead of the published package.
install() {
  local line
  line=$(readme 'use install') && [[ $line == *' cdk8s-reach '* ]] || return 1
  cd "$work/app" && eval "${line/ cdk8s-reach / "$(ls "$work"/*.tgz)" }"
}

synth() {
  local line
  line=$(readme 'use synth') && cd "$work/app" && eval "$line"
}

# The program, as a consumer runs it.
listed() {
  cd "$work/app" && npx --no-install cdk8s-reach list dist >"$work/list" && grep -qF 'shop/web[Deployment]' "$work/list"
}

# Both entry points, by require and by import: that of the matchers looks for Jest, which is not installed here, and says so.
entered() {
  cd "$work/app" && node -e 'require("cdk8s-reach").Reachability.of' &&
    node --input-type=module -e 'import { Reachability } from "cdk8s-reach"; Reachability.of' &&
    ! node -e 'require("cdk8s-reach/jest")' 2>"$work/matchers" && grep -qF 'found no `expect`' "$work/matchers" &&
    ! node --input-type=module -e 'import "cdk8s-reach/jest"' 2>"$work/matchers" && grep -qF 'found no `expect`' "$work/matchers"
}

typed() {
  cd "$work/app" && npm install --omit=optional typescript@5.9 &&
    npx tsc --noEmit --strict --target es2022 --module node16 --types node main.ts
}

check 'the package is packed' pack || exit 1
check 'the tarball holds what is published, and no file of development' same_contents
check 'an empty folder takes the first example of the README' start || exit 1
check 'the package is installed beside its peers' install || exit 1
check 'the example synthesizes' synth || exit 1
(cd "$root" && node --import tsx scripts/manifests.ts "$work/app/dist" </dev/null) || failed=1
check 'the program lists who reaches whom in what the example wrote' listed
check 'the package is loaded by require and by import, and its matchers ask for Jest' entered
check 'the types of the package are sound for a strict program' typed
exit "$failed"
