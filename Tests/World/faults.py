"""Loopback proxies before the emulators, one per service, that can fail in the ways that AWS fails; they count requests.

Each hangs, refuses or closes as it is switched, all at once or one by itself.
"""

import http.client
import json
import socket
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODES = ("pass", "hang", "malformed", "throttle", "expired", "denied", "error", "closed")

# Mode -> status, code and message, as the services say it themselves.
REFUSALS = {
    "throttle": (400, "ThrottlingException", "Rate exceeded"),
    "expired": (403, "ExpiredTokenException", "The security token included in the request is expired"),
    "denied": (
        403, "AccessDeniedException",
        "User: arn:aws:iam::123456789012:user/watcher is not authorized to perform: {action} because no identity-based "
        "policy allows the {action} action",
    ),
    "error": (503, "ServiceUnavailable", "The service is unavailable. Please try again."),
}
# Query, EC2 and Route 53 name the same things without "Exception"; Route 53 and Query share a shape.
SHORT = {"ThrottlingException": "Throttling", "ExpiredTokenException": "ExpiredToken", "AccessDeniedException": "AccessDenied"}
JSON = ("ecs", "cloudwatch", "sqs", "application_auto_scaling", "waf")
# IAM's name of a service, where it is not ours.
PREFIXES = {
    "elbv2": "elasticloadbalancing", "auto_scaling": "autoscaling", "application_auto_scaling": "application-autoscaling",
    "waf": "wafv2",
}


def refusal(service, mode, asked):
    """Status, content type and body of a refusal in the service's own shape."""
    status, code, message = REFUSALS[mode]
    message = message.format(action=f"{PREFIXES.get(service, service)}:{asked}")
    if service in JSON:
        kind = "application/x-amz-json-1.0" if service in ("cloudwatch", "sqs") else "application/x-amz-json-1.1"
        return status, kind, json.dumps({"__type": code, "message": message})
    short = SHORT.get(code, code)
    inner = f"<Code>{short}</Code><Message>{message}</Message>"
    if service == "ec2":
        return status, "text/xml", f"<Response><Errors><Error>{inner}</Error></Errors><RequestID>f-1</RequestID></Response>"
    body = f"<ErrorResponse><Error><Type>Sender</Type>{inner}</Error><RequestId>f-1</RequestId></ErrorResponse>"
    return status, "text/xml", body


def operation(method, path, headers, body):
    """The operation's name where the wire carries one, else method and path."""
    if target := headers.get("X-Amz-Target"):
        return target.rpartition(".")[2]
    if action := urllib.parse.parse_qs(body.decode("latin-1")).get("Action"):
        return action[0]
    parts = urllib.parse.urlsplit(path).path.strip("/").split("/")[1:]
    names = {
        ("GET", "hostedzonesbyname"): "ListHostedZonesByName",
        ("GET", "hostedzone"): "ListHostedZones",
        ("GET", "change"): "GetChange",
        ("GET", "rrset"): "ListResourceRecordSets",
        ("POST", "rrset"): "ChangeResourceRecordSets",
    }
    last = parts[2] if len(parts) > 2 and parts[0] == "hostedzone" else (parts or [""])[0]
    if last == "hostedzone" and len(parts) > 1:
        return "GetHostedZone"
    return names.get((method, last), f"{method} {path}")


class Proxy(ThreadingHTTPServer):
    """The proxy of one service."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, service, upstream, port=0):
        self.service = service
        self.upstream = urllib.parse.urlsplit(upstream).netloc
        self.changed = threading.Event()
        self.mode = "pass"
        self.operation = None  # All of them, or the one that the mode is for.
        self.counts = {}
        self.connections = set()
        self.guard = threading.Lock()
        super().__init__(("127.0.0.1", port), ProxyHandler)

    def get_request(self):
        connection, address = super().get_request()
        with self.guard:
            self.connections.add(connection)
        return connection, address

    def shutdown_request(self, request):
        with self.guard:
            self.connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address):
        pass  # A client that went away is no news.

    def count(self, name):
        with self.guard:
            self.counts[name] = self.counts.get(name, 0) + 1

    def drop_connections(self):
        with self.guard:
            for connection in self.connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


class ProxyHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body go out in two writes; with Nagle each answer would wait for the client's delayed ACK.
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = operation(self.command, self.path, self.headers, body)
        self.server.count(asked)
        mode, changed = self.server.mode, self.server.changed
        if self.server.operation not in (None, asked):
            mode = "pass"
        if mode == "pass":
            self.forward(body)
        elif mode in REFUSALS:
            status, kind, text = refusal(self.server.service, mode, asked)
            self.reply(status, [("Content-Type", kind)], text.encode())
        else:
            if mode == "hang":
                changed.wait()
            elif mode == "malformed":
                self.wfile.write(b"\x16\x03\x00\xff <not http> \x1b[31m \xfe\r\n\r\n" * 8)
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer

    def forward(self, body):
        # The Host header is signed: it goes through as it came.
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("connection", "content-length")}
        connection = http.client.HTTPConnection(self.server.upstream, timeout=60)
        try:
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            skipped = ("connection", "transfer-encoding", "content-length", "keep-alive")
            kept = [(k, v) for k, v in answer.getheaders() if k.lower() not in skipped]
            self.reply(answer.status, kept, answer.read())
        finally:
            connection.close()

    def reply(self, status, headers, body):
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Faults:
    """All proxies, and the server that switches them."""

    def __init__(self, endpoints):
        self.upstreams = dict(endpoints)
        self.proxies = {service: Proxy(service, url) for service, url in endpoints.items()}
        self.endpoints = {service: f"http://127.0.0.1:{p.server_port}" for service, p in self.proxies.items()}
        for proxy in self.proxies.values():
            self.serve(proxy)

    @staticmethod
    def serve(server):
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def counts(self):
        """Requests so far by `service.Operation`."""
        found = {}
        for service, proxy in self.proxies.items():
            with proxy.guard:
                found |= {f"{service}.{name}": number for name, number in proxy.counts.items()}
        return found

    def forget(self):
        for proxy in self.proxies.values():
            with proxy.guard:
                proxy.counts.clear()

    def switch(self, mode, only, operation=None):
        """For all operations or one; raises ValueError when there is no such mode or service."""
        if mode not in MODES:
            raise ValueError(f"mode must be one of {', '.join(MODES)}")
        if only is not None and only not in self.proxies:
            raise ValueError(f"service must be one of {', '.join(self.proxies)}")
        for service in [only] if only else list(self.proxies):
            self.switch_one(service, mode, operation)

    def switch_one(self, service, mode, operation):
        proxy = self.proxies[service]
        if proxy.mode == "closed" and mode != "closed":
            proxy = Proxy(service, self.upstreams[service], proxy.server_port)
            proxy.counts = self.proxies[service].counts
            self.proxies[service] = proxy
            self.serve(proxy)
        elif mode == "closed" and proxy.mode != "closed":
            proxy.shutdown()
            proxy.socket.close()
        proxy.mode, proxy.operation = mode, operation
        # Those that hang now are let go: their connections end without an answer.
        proxy.changed.set()
        proxy.changed = threading.Event()
        if mode == "closed":
            proxy.drop_connections()
