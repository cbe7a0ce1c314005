# What the habits ./run, ./test and ./bench share. Sourced by bash, with $root set to the folder of the repository.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
export NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false NPM_CONFIG_UPDATE_NOTIFIER=false

built="$root/.local/build"

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

need_dotnet() {
    command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
    # --list-sdks does not read global.json, so it answers on every machine
    dotnet --list-sdks | grep '^10\.' >/dev/null || fail "The .NET 10 SDK is missing; this machine has: $(dotnet --list-sdks | tr '\n' ' ')"
}

need_node() {
    command -v npm >/dev/null || fail "node 20 or newer with npm is missing: https://nodejs.org"
    local major
    major=$(node -p 'process.versions.node.split(".")[0]')
    [ "$major" -ge 20 ] || fail "node 20 or newer is needed; this machine has $(node --version)"
}

# One hash over the contents and names of all source files in the given folders and files.
hash_of() {
    (cd "$root" && { find "$@" \( -name bin -o -name obj -o -name node_modules -o -name dist -o -name unpackage \) -prune \
        -o -type f -print0 2>/dev/null || true; } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
}

# Two habits at once build one after the other.
alone() {
    mkdir -p "$built"
    exec {lock}>"$built/lock"
    flock -n "$lock" || { say "waiting for another build …"; flock "$lock"; }
}

together() { flock -u "$lock"; exec {lock}>&-; }

# Results have their hash in the name: a running host never sees its files change under it. The newest three stay.
forget_old() {
    find "$built" -mindepth 1 -maxdepth 1 -type d -name "$1-*" -printf '%T@ %p\0' | sort -zrn | tail -z -n +4 \
        | cut -z -d' ' -f2- | xargs -0r rm -rf
}

# build_dotnet NAME PROJECT [FOLDER …] → $made is the folder of the built program.
build_dotnet() {
    local name=$1 project=$2 hash log how
    shift 2
    how=(build)
    # the host is compiled ahead, for a shop that opens at seven with a cold program; what is made for it stays apart from other builds
    [ "$name" != host ] || how=(publish --use-current-runtime --no-self-contained -p:PublishReadyToRun=true --artifacts-path "$built/making")
    hash=$(hash_of "$@" Directory.Build.props Directory.Build.targets Directory.Packages.props global.json)
    made="$built/$name-$hash"
    [ -e "$made/.whole" ] && return
    need_dotnet
    alone
    if [ ! -e "$made/.whole" ]; then
        say "building $name …"
        log="$built/$name.log"
        rm -rf "$made"
        dotnet "${how[@]}" "$root/$project" -c Release -p:Checks=false -p:UseSharedCompilation=false \
            -o "$made" --nologo -v q >"$log" 2>&1 || { cat "$log" >&2; fail "$name does not build"; }
        touch "$made/.whole"
        forget_old "$name"
    fi
    together
}

# npm ci, when the lock file changed since the last time.
install_npm() {
    local folder=$1 stamp hash
    stamp="$root/$folder/node_modules/.installed"
    hash=$(cd "$root/$folder" && sha256sum package.json package-lock.json | sha256sum)
    [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$hash" ] && return
    need_node
    say "installing packages of $folder …"
    (cd "$root/$folder" && npm ci --no-fund --no-audit --loglevel=error) || fail "packages of $folder could not be installed"
    mkdir -p "$root/$folder/node_modules"
    printf '%s\n' "$hash" >"$stamp"
}

# build_app NAME SCRIPT RESULT → $made is the folder to serve.
build_app() {
    local name=$1 script=$2 result=$3 hash log
    hash=$(hash_of "apps/$name" apps/packages/client apps/packages/words)
    made="$built/$name-$hash"
    [ -e "$made/.whole" ] && return
    need_node
    alone
    if [ ! -e "$made/.whole" ]; then
        install_npm "apps/$name"
        say "building apps/$name …"
        log="$built/$name.log"
        (cd "$root/apps/$name" && npm run --silent "$script") >"$log" 2>&1 || { cat "$log" >&2; fail "apps/$name does not build"; }
        rm -rf "$made"
        cp -r "$root/apps/$name/$result" "$made"
        touch "$made/.whole"
        forget_old "$name"
    fi
    together
}

build_host() { build_dotnet host src/1-host/Host src; }
build_standins() { build_dotnet standins tests/Linli.Standins tests/Linli.Standins; }
build_balancer() { build_dotnet balancer tests/Linli.Balancer tests/Linli.Balancer; }
build_console() { build_app console build dist; }
build_resident() { build_app resident build:h5 dist/build/h5; }

# Children end when the habit is killed, however it is killed.
dies_with_me() {
    if setpriv --pdeathsig TERM true 2>/dev/null; then exec setpriv --pdeathsig "$1" "${@:2}"; fi
    exec "${@:2}"
}
