"""The least that a mail server may be: it takes everything. `python -m benchmarks.taker` says its port."""

import socketserver
import sys


class _Taker(socketserver.StreamRequestHandler):
    """One client, until it takes leave."""

    def handle(self) -> None:
        self.wfile.write(b"220 ok\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
            self.wfile.write(_ANSWERS.get(verb, b"250 ok\r\n"))
            if verb == b"QUIT":
                return


_ANSWERS = {b"EHLO": b"250-taker\r\n250 8BITMIME\r\n", b"QUIT": b"221 bye\r\n"}


def main() -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Taker) as server:
        server.daemon_threads = True
        sys.stdout.write(f"{server.server_address[1]}\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main()
