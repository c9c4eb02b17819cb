"""kit/network - the lab's addresses and its default route, in the network namespace that this process is in.

All servers' addresses are on the loopback interface. What goes anywhere else leaves by one end of a veth pair and comes
out at the other, where the sink listens and nothing forwards.
"""
import subprocess

NEIGHBOUR = "02:00:00:00:00:01"
OUT, SINK = "lab-out", "lab-sink"


def raise_network(addresses):
    own = [f"address add {address}/{128 if ':' in address else 32} dev lo" for address in addresses]
    commands = [
        "link set lo up",
        f"link add name {OUT} type veth peer name {SINK}",
        f"link set {OUT} addrgenmode none",
        f"link set {SINK} addrgenmode none",
        f"link set {SINK} address {NEIGHBOUR}",
        f"link set {OUT} up",
        f"link set {SINK} up",
        "address add 192.0.0.9/32 dev " + OUT,
        f"neighbour add 192.0.0.8 lladdr {NEIGHBOUR} dev {OUT}",
        f"neighbour add fe80::8 lladdr {NEIGHBOUR} dev {OUT}",
        *own,
        f"route add default via 192.0.0.8 dev {OUT} onlink",
        f"route add ::/0 via fe80::8 dev {OUT}",
    ]
    done = subprocess.run(
        ["ip", "-batch", "-"], input="\n".join(commands) + "\n", capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError("ip: " + done.stderr.strip())
