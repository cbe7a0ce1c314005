# Several equal hosts on one PostgreSQL behind a balancer, for ./run --hosts N. Sourced by run, which has built everything
# and exported all settings that do not differ between hosts.
#
# Ctrl-C stops all. kill -USR1 builds the program anew and restarts the hosts one after the other, so that nobody notices.
# A host that falls is started again.

host_pids=() host_ports=() balancer_pid='' rolling=''

free_ports() {
    local found=() candidate=$1
    while [ ${#found[@]} -lt "$2" ]; do
        candidate=$((candidate + 1))
        if ! taken "$candidate"; then found+=("$candidate"); fi
    done
    host_ports=("${found[@]}")
}

# What a host says: its log goes to the file, the rest to the screen; a mark is left when it is ready.
listen_to() {
    local line
    while IFS= read -r line; do
        case $line in
            '{'*) printf '%s\n' "$line" >>"$data/log.jsonl" ;;
            'ready http'*) : >"$pipes/ready-$1" ;;
            *) printf 'host %s: %s\n' "$((1 + $1))" "$line" ;;
        esac
    done
}

start_host() {
    rm -f "$pipes/ready-$1"
    (cd "$host" && ASPNETCORE_URLS="http://127.0.0.1:${host_ports[$1]}" dies_with_me KILL dotnet Linli.Host.dll) \
        > >(listen_to "$1") &
    host_pids[$1]=$!
}

await_host() {
    until [ -e "$pipes/ready-$1" ]; do
        kill -0 "${host_pids[$1]}" 2>/dev/null || return 1
        sleep 0.2
    done
}

start_balancer() {
    local addresses
    addresses=$(printf ',http://127.0.0.1:%s' "${host_ports[@]}")
    rm -f "$pipes/balancer"
    mkfifo "$pipes/balancer"
    (cd "$balancer" && ASPNETCORE_URLS="http://127.0.0.1:$port" Hosts="${addresses#,}" dies_with_me TERM dotnet Linli.Balancer.dll) >"$pipes/balancer" &
    balancer_pid=$!
    read -r address <"$pipes/balancer" || fail "the balancer does not start"
    address=${address#ready }
    port=${address##*:}
}

stop_hosts() {
    local one
    [ -z "$balancer_pid" ] || kill -TERM "$balancer_pid" 2>/dev/null || true
    for one in "${host_pids[@]}"; do kill -TERM "$one" 2>/dev/null || true; done
    for one in $balancer_pid "${host_pids[@]}"; do wait "$one" 2>/dev/null || true; done
}

# One host leaves at a time: it says that it is not ready, serves on while the balancer notices, and ends.
roll() {
    local one
    rolling=''
    say "restarting the hosts one after the other …"
    build_host
    host=$made
    for one in "${!host_pids[@]}"; do
        kill -TERM "${host_pids[$one]}" 2>/dev/null || true
        wait "${host_pids[$one]}" 2>/dev/null || true
        start_host "$one"
        await_host "$one" || fail "host $((1 + one)) does not start any more; the others serve on as they were until now"
        # until the balancer has seen it too
        sleep 2
        say "host $((1 + one)) is back"
    done
}

serve_many() {
    local one
    free_ports "$((port > 0 ? port : 5080))" "$1"
    start_balancer
    export Linli__PublicAddress=${Linli__PublicAddress:-$address} Linli__NoticeSeconds=${Linli__NoticeSeconds:-3}
    for one in "${!host_ports[@]}"; do start_host "$one"; done
    for one in "${!host_ports[@]}"; do await_host "$one" || fail "host $((1 + one)) does not start"; done
    say "ready $address"
    show "$address"
    say "  $1 hosts on ports ${host_ports[*]}; kill -USR1 $$ restarts them one after the other"
    trap 'rolling=yes' USR1
    while :; do
        wait -n "$balancer_pid" "${host_pids[@]}" 2>/dev/null || true
        if [ -n "$rolling" ]; then roll; continue; fi
        kill -0 "$balancer_pid" 2>/dev/null || { say "the balancer fell; it is started again"; start_balancer; }
        for one in "${!host_pids[@]}"; do
            kill -0 "${host_pids[$one]}" 2>/dev/null && continue
            say "host $((1 + one)) fell; it is started again"
            sleep 1
            start_host "$one"
        done
    done
}
