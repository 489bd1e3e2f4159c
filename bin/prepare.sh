# Read by the other programs in this folder, not run by itself: puts us in the project's root,
# installs packages when they are missing or the lock file changed, and puts our own Node first on the path.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

root=$(CDPATH='' cd -- "$(dirname -- "${quarterdeck_self:-$0}")/.." && pwd -P) || exit 1
cd "$root" || exit 1

# a checkout runs its sources as they are; the packed program was compiled when it was packed, and its packages lie beside it
if [ -f server/rooms.ts ]; then code=$root kind=ts; else code=$root/dist/package kind=js; fi

case $(uname -s) in
  Linux) os=linux ;;
  Darwin) os=darwin ;;
  *) stop "Quarterdeck runs on Linux and macOS; this is $(uname -s). On Windows use WSL." ;;
esac
case $(uname -m) in
  x86_64 | amd64) cpu=x64 ;;
  aarch64 | arm64) cpu=arm64 ;;
  *) stop "Quarterdeck runs on x64 and arm64; this machine is $(uname -m)." ;;
esac

lock_sum() { printf '%s %s-%s' "$(cksum <package-lock.json)" "$os" "$cpu"; }

installed() {
  [ -d node_modules ] || return 1
  [ "$(cat node_modules/.installed 2>/dev/null)" = "$(lock_sum)" ] && return 0
  # somebody ran npm by hand: npm leaves a newer lock file of its own in there
  [ ! -e node_modules/.installed ] && [ -n "$(find node_modules/.package-lock.json -newer package-lock.json 2>/dev/null)" ]
}

install_packages() {
  if [ "$kind" = js ] || installed; then return 0; fi
  command -v npm >/dev/null 2>&1 || stop "npm is missing. Install Node 18 or newer with npm (https://nodejs.org), then run this again."
  say "Installing packages (once; again only when package-lock.json changes) ..."
  # no install script may run: everything needed comes as files
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 ||
    stop "npm could not install the packages: see the lines above. Is the registry reachable, and may $(id -un 2>/dev/null || id -u) write to $root?"
  lock_sum >node_modules/.installed
}

use_node() {
  own="$root/node_modules/node-$os-$cpu/bin"
  # a packed program may share its packages with others
  if [ "$kind" = js ] && [ ! -d "$own" ]; then own="$(dirname -- "$root")/node-$os-$cpu/bin"; fi
  if [ -x "$own/node" ] && "$own/node" --version >/dev/null 2>&1; then
    PATH="$own:$PATH"
  elif ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 24 || (a === 24 && b >= 12) ? 0 : 1)' 2>/dev/null; then
    stop "Quarterdeck needs Node 24.12 or newer. None came with the packages for $os-$cpu, and this machine has $(node --version 2>/dev/null || echo none). Install Node 24 from https://nodejs.org."
  fi
  if [ "$kind" = ts ]; then PATH="$root/node_modules/.bin:$PATH"; fi
  # .bin holds a node of its own, which is the same one; ours stays first
  if [ -x "$own/node" ]; then PATH="$own:$PATH"; fi
  export PATH
}

web_sum() {
  {
    find web server/kernel packages -type f ! -name '*.test.*' 2>/dev/null
    find server/modules -type f \( -name contract.ts -o -path '*/contract/*' \) 2>/dev/null
    printf '%s\n' vite.config.ts package-lock.json
  } | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum
}

build_web() {
  [ -f web/index.html ] || return 0
  sum=$(web_sum)
  if [ -f dist/web/index.html ] && [ "$(cat dist/web.sum 2>/dev/null)" = "$sum" ]; then return 0; fi
  say "Building the web app ..."
  mkdir -p dist
  # built beside and then swapped, so that a running house never serves half a build
  vite build --outDir "$root/dist/web.$$" --emptyOutDir --logLevel warn >&2 || { rm -rf "dist/web.$$"; stop "The web app does not build: see the lines above."; }
  rm -rf "dist/web.old.$$"
  if [ -d dist/web ]; then mv dist/web "dist/web.old.$$"; fi
  mv "dist/web.$$" dist/web
  rm -rf "dist/web.old.$$"
  printf '%s\n' "$sum" >dist/web.sum
}

code_sum() {
  {
    find server packages demo -type f -name '*.ts' ! -name '*.test.ts' 2>/dev/null
    printf '%s\n' package-lock.json
  } | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum
}

# Whoever takes types out of sources holds the compiler for it as long as it runs: a process that ends does it before the house starts.
compile_program() {
  [ "$kind" = ts ] || return 0
  sum="$(code_sum) $(node --version)"
  if [ "$(cat "$NODE_COMPILE_CACHE/program.sum" 2>/dev/null)" = "$sum" ]; then return 0; fi
  say "Compiling the program ..."
  # where the folder may not be written to, each start compiles for itself
  if (cd "$root" && node --max-semi-space-size=4 --no-memory-reducer server/programs/main.ts --compile >&2) && [ -d "$NODE_COMPILE_CACHE" ]; then
    (printf '%s\n' "$sum" >"$NODE_COMPILE_CACHE/program.sum") 2>/dev/null || return 0
  fi
}
