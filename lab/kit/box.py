"""kit/box - namespaces of one's own with the lab in them, and a command that runs there.

The process that calls enter() waits outside. Inside, the first process of a PID namespace raises the lab, runs
the command and ends; with it end all others, the mounts and the network. It is killed when the one outside is:
nothing is left, however the lab ends. Files are on a tmpfs over /run, which also hides the host's resolvers and
message buses.
"""
import concurrent.futures
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import traceback

from kit import network, suites, tools, web, zones
from kit.world import LAB, World

CLONE = {"mounts": 0x00020000, "user": 0x10000000, "pids": 0x20000000, "network": 0x40000000}
MS_BIND, MS_NOSUID, MS_NODEV, MS_REC, MS_PRIVATE = 0x1000, 0x2, 0x4, 0x4000, 1 << 18
PR_SET_PDEATHSIG = 1
FOLDER = "/run/mekiki-lab"
RESOLV = "/etc/resolv.conf"
START_MAX_S = 30
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
HIDDEN_VARIABLES = (
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
)
libc = ctypes.CDLL(None, use_errno=True)


class LabError(Exception):
    """Why there is no lab."""


def check(result, what):
    if result != 0:
        raise LabError(f"{what}: {os.strerror(ctypes.get_errno())}")


def mount(source, target, kind, flags, data=None):
    plain = [None if text is None else text.encode() for text in (source, target, kind, data)]
    check(libc.mount(plain[0], plain[1], plain[2], flags, plain[3]), f"mount {target}")


def unshare():
    """Part from the host's namespaces; the next child is the first process of the new PID namespace. Who may not
    as he is may as root of a user namespace, where the host allows that to users."""
    uid, gid = os.geteuid(), os.getegid()
    flags = CLONE["mounts"] | CLONE["pids"] | CLONE["network"]
    if libc.unshare(flags) == 0:
        return
    check(libc.unshare(flags | CLONE["user"]), "unshare (are unprivileged user namespaces allowed here?)")
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
        tools.write("/proc/self/" + name, text)


def lay_mounts(resolver):
    """A /proc of this PID namespace, an empty /run, a resolv.conf of our own."""
    real = os.path.realpath(RESOLV)
    mount(None, "/", None, MS_REC | MS_PRIVATE)
    try:
        mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV)
    except LabError:
        pass  # a container with a masked /proc forbids it to users; the old one serves
    mount("tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755")
    os.makedirs(FOLDER)
    text = f"# mekiki's lab\nnameserver {resolver}\noptions timeout:5 attempts:2\n"
    if real.startswith("/run/"):
        os.makedirs(os.path.dirname(real), exist_ok=True)
        tools.write(real, text)
    elif os.path.exists(real):
        mount(tools.write(f"{FOLDER}/resolv.conf", text), real, None, MS_BIND)
    else:
        print(
            f"lab: there is no {RESOLV} to mount ours over: only programs with a resolver of their own find names",
            file=sys.stderr,
        )


def configuration(world):
    """mekiki's configuration: what a user of another resolver, another authority, a network of his own would set."""
    return (
        f"[net]\nresolver={world.data['resolver']}\nanchor={FOLDER}/dns/root.anchor\nca={FOLDER}/web/certs/ca.pem\n"
        f"allow={';'.join(world.data['allow'])}\n"
    )


def start(command, name):
    # servers are in sessions of their own, so that an interrupt from the terminal is the command's alone
    with open(f"{FOLDER}/{name}.log", "ab") as log:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def listens(address, port):
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as client:
        return client.connect_ex((address, port)) == 0


def wait_until_up(servers, doors, files):
    """Until every address of `doors` takes connections and every one of `files` is there."""
    deadline = time.monotonic() + START_MAX_S
    waiting = [lambda door=door: listens(*door) for door in doors] + [
        lambda path=path: os.path.exists(path) for path in files
    ]
    while waiting:
        if waiting[-1]():
            waiting.pop()
            continue
        for name, server in servers.items():
            if server.poll() is not None or time.monotonic() > deadline:
                with open(f"{FOLDER}/{name}.log", encoding="utf-8", errors="replace") as log:
                    raise LabError(f"{name} did not start: {log.read().strip()[-500:]}")
        time.sleep(0.005)


def raise_lab(path, world, delay):
    """Start everything; {name: process}."""
    kit = os.path.join(LAB, "kit")
    dns, www = f"{FOLDER}/dns", f"{FOLDER}/web"
    os.mkdir(dns)
    os.mkdir(www)
    network.raise_network(world.addresses())
    port = 5353 if delay else 53
    servers = {
        "sink": start([f"{kit}/sink.py", network.SINK, FOLDER], "sink"),
        "hosting": start([f"{kit}/hosting.py", path, FOLDER], "hosting"),
        "responder": start([f"{kit}/responder.py", path, FOLDER, str(delay), str(port)], "responder"),
    }
    with concurrent.futures.ThreadPoolExecutor() as pool:
        sites_built = pool.submit(web.build, world, www, FOLDER, delay > 0)
        for command in zones.build(world, dns, port):
            name = os.path.basename(command[-1]).removesuffix(".conf")
            servers[name] = start(command, name)
        servers["nginx"] = start(sites_built.result(), "nginx")
    tools.write(f"{FOLDER}/mekiki.conf", configuration(world))
    name_servers = [world.data["root"]["address"], world.data["tlds"]["address"]] + [
        world.names()[name] for name in world.name_servers()
    ]
    sites = {(site["address"], 443 if site["tls"] else 80) for site in world.data["sites"]}
    sites |= {(address, 443) for address in suites.names(world.suites).values()}
    wait_until_up(
        servers,
        [(address, 53) for address in name_servers] + [(world.data["resolver"], port), *sites],
        [f"{FOLDER}/responder.ready", f"{FOLDER}/hosting.sock", f"{FOLDER}/left.count"],
    )
    return servers


def shell_code(status):
    """An exit code as shells give it."""
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def run_command(command, servers, world_path):
    """Run the command to its end, reaping what others leave behind. Its exit code."""
    environment = {name: value for name, value in os.environ.items() if name not in HIDDEN_VARIABLES}
    environment.update(MEKIKI_CONFIG=f"{FOLDER}/mekiki.conf", MEKIKI_LAB=FOLDER, MEKIKI_LAB_WORLD=world_path)
    try:
        child = subprocess.Popen(command, env=environment)
    except OSError as error:
        raise LabError(f"{command[0]}: {error.strerror}") from error

    def pass_on(number, _frame):
        os.kill(child.pid, number)

    for number in SIGNALS:
        signal.signal(number, pass_on)
    by_pid = {server.pid: name for name, server in servers.items()}
    while True:
        pid, status = os.waitpid(-1, 0)
        if pid == child.pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return shell_code(status)
        if pid in by_pid:
            print(f"lab: {by_pid[pid]} died", file=sys.stderr)


def read(name):
    with open(f"{FOLDER}/{name}", encoding="utf-8") as file:
        return file.read()


def tell(log_folder):
    """Say what left the lab, and keep the journals where they are asked for."""
    time.sleep(0.02)  # the sink notes the last packet
    count = int(read("left.count"))
    print(f"lab: {count} packet{'s' * (count != 1)} left the lab", file=sys.stderr)
    for line in read("left.jsonl").splitlines()[:10]:
        print("lab:   " + line, file=sys.stderr)
    if log_folder:
        os.makedirs(log_folder, exist_ok=True)
        for name in (
            "left.count",
            "left.jsonl",
            "loopback.jsonl",
            "asked.jsonl",
            "web/web.jsonl",
            "dns/unbound.log",
        ):
            shutil.copy(f"{FOLDER}/{name}", log_folder)


def inside(path, command, options):
    world = World(path)
    lay_mounts(world.data["resolver"])
    os.chmod(FOLDER, 0o755)
    begun = time.monotonic()
    servers = raise_lab(path, world, options.delay)
    if options.verbose:
        print(f"lab: up in {time.monotonic() - begun:.2f} s", file=sys.stderr)
    code = run_command(command, servers, path)
    tell(options.log)
    return code


def die_with_parent(alive):
    check(libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "prctl")
    if os.read(alive, 1) != b"1":  # it died before we asked to be told
        os._exit(1)


def enter(path, command, options):
    """Run `command` in a lab of its own; the exit code."""
    unshare()
    alive, say_alive = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(say_alive)
        code = 1
        # without a handler, the first process of a PID namespace does not feel these
        for number in SIGNALS:
            signal.signal(number, lambda given, _frame: os._exit(128 + given))
        try:
            die_with_parent(alive)
            code = inside(path, command, options)
        except (LabError, RuntimeError, OSError) as error:
            print(f"lab: {error}", file=sys.stderr)
        except Exception:  # pylint: disable=broad-except
            traceback.print_exc()  # ours to mend; _exit would swallow it
        finally:
            sys.stderr.flush()
            os._exit(code)
    for number in SIGNALS:
        signal.signal(number, lambda given, _frame: os.kill(child, given))
    os.write(say_alive, b"1")
    return shell_code(os.waitpid(child, 0)[1])
