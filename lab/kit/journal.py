"""kit/journal - one JSON line for each thing that happened."""
import json
import os
import time


class Journal:
    def __init__(self, path):
        self.fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def note(self, **facts):
        os.write(
            self.fd, (json.dumps({"at": round(time.time(), 3), **facts}, ensure_ascii=False) + "\n").encode()
        )
