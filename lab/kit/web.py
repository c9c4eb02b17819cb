"""kit/web - the sites and the RDAP servers: pages, certificates of the lab's own authority, nginx's configuration."""
import html
import ipaddress
import json
import os

from kit import rdap, suites, tools
from kit.world import LAB

CERTIFICATES_OF_NOBODY = ("wrongca",)


def certificate_key(site):
    """A trap has a certificate of its own; the others share one with what stands at their address."""
    return site["host"] if "pages" in site else "at-" + site["address"].replace(":", "_")


def shared_key(address):
    """Sites of the suites share one with their neighbours, as customers of a shared hosting do: making many takes long."""
    return f"neighbours-{address[:-1].replace(':', '_')}"


def page_template(kind):
    with open(os.path.join(LAB, "pages", kind + ".html"), encoding="utf-8") as file:
        return file.read()


def page(site, number):
    """One of a trap's pages: its form leads to the next page, the last one to the genuine site."""
    this = site["pages"][number]
    text = page_template(this["kind"])
    facts = {
        "brand": site["brand"],
        "save": f"/save/{number + 1}",
        **{f"field_{key}": name for key, name in this["fields"].items()},
    }
    if "password" not in this["fields"]:
        text = "".join(line for line in text.splitlines(keepends=True) if "{{field_password}}" not in line)
    for key, value in facts.items():
        text = text.replace("{{" + key + "}}", html.escape(value))
    return text


def after(site, number):
    return site["pages"][number]["path"] if number < len(site["pages"]) else site["genuine"]


def write_pages(site, folder):
    top = os.path.join(folder, "sites", site["host"].replace(":", "_"))
    os.makedirs(top, exist_ok=True)
    if site.get("plain"):
        tools.write(
            os.path.join(top, "plain.html"),
            page_template("genuine").replace("{{brand}}", html.escape(site["brand"])),
        )
    for number in range(len(site.get("pages", ()))):
        tools.write(os.path.join(top, f"{number}.html"), page(site, number))
    return top


def locations(site, top):
    """nginx's locations of one site."""
    if "redirect" in site:
        return f"\tlocation / {{ return 301 {site['redirect']}; }}\n"
    if site.get("plain"):
        return f"\tlocation / {{ root {top}; rewrite ^ /plain.html break; }}\n"
    lines = [
        f"\tlocation = {entry} {{ return 302 {site['pages'][0]['path']}; }}\n"
        for entry in [site["entry"], *site.get("aliases", [])]
    ]
    for number, this in enumerate(site["pages"]):
        lines.append(f"\tlocation = {this['path']} {{ root {top}; rewrite ^ /{number}.html break; }}\n")
        lines.append(
            f"\tlocation = /save/{number + 1} {{ proxy_pass http://responder; proxy_set_header Host $host; "
            f"proxy_set_header X-Next {after(site, number + 1)}; }}\n"
        )
    return "".join(lines)


def server(host, address, key, body):
    where = f"[{address}]" if ":" in address else address
    ports = f"\tlisten {where}:80;\n" + (f"\tlisten {where}:443 ssl http2;\n" if key else "")
    tls = f"\tssl_certificate certs/{key}.pem;\n\tssl_certificate_key certs/server.key;\n" if key else ""
    return f"server {{\n\tserver_name {host};\n{ports}{tls}{body}}}\n"


def servers(world, folder):
    """(host, address, key of its certificate or None, locations) of every web server."""
    for site in world.data["sites"]:
        yield site["host"], site["address"], certificate_key(site) if site["tls"] else None, locations(
            site, write_pages(site, folder)
        )
    for host, address in suites.names(world.suites).items():
        yield host, address, shared_key(address), "\tlocation / { proxy_pass http://hosting; proxy_buffering off; }\n"
    if world.suites["escape"]:
        yield suites.REBINDS, world.data["hostile"]["rebind"]["address"], None, (
            "\tkeepalive_timeout 0;\n\tlocation / { proxy_pass http://hosting; }\n"
        )
    for _, protocol, place in world.servers():
        if protocol == "rdap":
            yield place["host"], place[
                "address"
            ], "registries", "\tlocation / { proxy_pass http://responder; }\n"
        elif protocol == "bootstrap":
            yield place["host"], place[
                "address"
            ], "registries", f"\tlocation /rdap/ {{ root {folder}/iana; default_type application/json; }}\n"
    for label, place in world.data["hostile"].items():
        if "rdap" in place:
            key = {"wrongname": "registries", "wrongca": "wrongca"}.get(label, "hostile")
            yield f"rdap.nic.{label}", place[
                "address"
            ], key, "\tlocation / { proxy_pass http://responder; proxy_buffering off; proxy_read_timeout 600s; }\n"


HEAD = """user root;
worker_processes 1;
daemon off;
master_process off;
pid nginx.pid;
error_log nginx.log;
events {{ worker_connections 512; }}
http {{
	types {{ text/html html; application/json json; }}
	charset utf-8;
	log_format lab escape=json '{{"at":$msec,"host":"$host","server":"$server_addr","method":"$request_method",'
		'"uri":"$request_uri","body":"$request_body","status":$status,"agent":"$http_user_agent","peer":"$remote_addr"}}';
	access_log web.jsonl lab;
	client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
	server_names_hash_bucket_size 128;
	upstream responder {{ server unix:{folder}/http.sock; }}
	upstream hosting {{ server unix:{folder}/hosting.sock; }}
	proxy_http_version 1.0;
	proxy_set_header Host $host;
	proxy_set_header X-Server $server_name;
	proxy_pass_request_headers on;
{delay}"""
DELAY = "\tauth_request /lab-delay;\n"
DELAY_PLACE = """	location = /lab-delay {
		internal;
		proxy_pass http://responder/lab-delay;
		proxy_pass_request_body off;
		proxy_set_header Host $host;
		proxy_set_header Content-Length "";
	}
"""


def issue(names, key, folder, authority="ca"):
    """The command that makes a certificate for names and addresses."""

    def alternative(name):
        try:
            return f"IP:{ipaddress.ip_address(name)}"
        except ValueError:
            return f"DNS:{name}"

    common = names[0] if len(names[0]) <= 64 else names[0][-64:]
    return [
        "openssl",
        "req",
        "-x509",
        "-new",
        "-key",
        f"{folder}/server.key",
        "-CA",
        f"{folder}/{authority}.pem",
        "-CAkey",
        f"{folder}/{authority}.key",
        "-subj",
        f"/CN={common}",
        "-days",
        "60",
        "-out",
        f"{folder}/{key}.pem",
        "-addext",
        "subjectAltName=" + ",".join(map(alternative, names)),
        "-addext",
        "basicConstraints=critical,CA:FALSE",
    ]


def certificates(wanted, folder):
    """Make the authorities, then a certificate for each key of `wanted`."""
    os.makedirs(folder, exist_ok=True)
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    authority = ["openssl", "req", "-x509", *curve, "-days", "60"]
    tools.together(
        [
            [
                *authority,
                "-subj",
                "/O=mekiki lab/CN=mekiki lab authority",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem",
            ],
            [
                *authority,
                "-subj",
                "/O=Nobody/CN=Nobody's authority",
                "-keyout",
                "nobody.key",
                "-out",
                "nobody.pem",
            ],
            [
                "openssl",
                "genpkey",
                "-algorithm",
                "EC",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-out",
                "server.key",
            ],
        ],
        folder,
    )
    tools.together(
        [
            issue(names, key, folder, "nobody" if key in CERTIFICATES_OF_NOBODY else "ca")
            for key, names in wanted.items()
        ],
        folder,
    )


def build(world, folder, sockets, delayed):
    """Write all of it; the command that serves it. In `sockets` the responder and the hosting listen."""
    os.makedirs(f"{folder}/tmp")
    os.makedirs(f"{folder}/iana/rdap")
    for name, document in rdap.bootstrap(world).items():
        tools.write(f"{folder}/iana/rdap/{name}", json.dumps(document))
    wanted, parts = {}, []
    for host, address, key, body in servers(world, folder):
        if key and not (key == "registries" and host == "rdap.nic.wrongname"):
            wanted.setdefault(key, []).append(host)
        parts.append(server(host, address, key, body + (DELAY_PLACE if delayed else "")))
    certificates(wanted, f"{folder}/certs")
    text = HEAD.format(folder=sockets, delay=DELAY if delayed else "") + "".join(parts) + "}\n"
    tools.write(f"{folder}/nginx.conf", text)
    return ["nginx", "-p", folder, "-c", f"{folder}/nginx.conf", "-e", f"{folder}/nginx.log"]
