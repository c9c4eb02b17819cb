"""kit/campaign - the mails of one campaign: the model mail as each of its recipients got it. Message-ID, recipient,
dates, the queue's id and the token in the link are each one's own; sender, machine, hosts and words are the same."""
import base64
import email.utils
import random
import re

LINK = "https://www.4ztfqg8.cn"
DATE = re.compile(r"\w{3},\s+\d+ \w{3} \d{4} [\d:]{8} [+-]\d{4}")


def later(date, seconds):
    return email.utils.formatdate(email.utils.mktime_tz(email.utils.parsedate_tz(date)) + seconds)


def variant(text, number, dice):
    """The mail, whose lines end with LF, as recipient `number` got it."""
    head, _, body = text.partition("\n\n")
    seconds = dice.randint(0, 6 * 3600)
    head = DATE.sub(lambda match: later(match[0], seconds), head)
    head = head.replace("hanako@example.jp", f"member{number}@example.jp")
    head = re.sub(r"(?<=Message-ID: <)\d+", lambda _: str(dice.randrange(10**19, 10**20)), head)
    head = re.sub(r"(?<=ESMTP id )\w+", lambda _: f"4K{dice.randrange(16**12):012X}", head)
    words = base64.b64decode(body).decode("utf-8")
    assert words.count(f'"{LINK}"') == 1
    words = words.replace(f'"{LINK}"', f'"{LINK}/?m={dice.randrange(16**16):016x}"')
    return head + "\n\n" + base64.encodebytes(words.encode()).decode()


def variants(path, count):
    """`count` mails, as bytes, made of the one at `path`; the same ones every time."""
    with open(path, encoding="ascii", newline="") as file:
        text = file.read().replace("\r\n", "\n")
    dice = random.Random(count)
    return [variant(text, number, dice).encode() for number in range(count)]
