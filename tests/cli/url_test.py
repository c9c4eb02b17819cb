#!/usr/bin/python3
"""mekiki url: a line of JSON for each line, whatever the line is."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/support"))
import house  # noqa: E402  pylint: disable=wrong-import-position

# a line of input, and what is said of it
LINES = [
    (b"https://www.4ztfqg8.cn", {"host": "www.4ztfqg8.cn", "domain": "4ztfqg8.cn"}),
    (b"", {"url": None, "fault": "no-url"}),
    (b"what is this?", {"url": None, "fault": "no-url"}),
    (b"\xff\xfe\x00\x01", {"url": None, "fault": "no-url"}),
    (b"hxxps://www[.]4ztfqg8[.]cn/x", {"url": "https://www.4ztfqg8.cn/x"}),
    (b"www.4ztfqg8.cn:8080/x", {"url": "http://www.4ztfqg8.cn:8080/x"}),
    (b"someone@example.com", {"url": None, "fault": "no-url"}),
    (b"https://example.com/" + b"a" * 100000, {"url": None, "fault": "too-long"}),
    (b"http://0x7f.1/\r", {"host": "127.0.0.1"}),
    ("https://аmazon.com/".encode(), {"host": "xn--mazon-3ve.com"}),
]


def ask(place, data, *words):
    """The objects that `mekiki url` prints for the bytes on its standard input."""
    result = place.run("url", *words, stdin=data)
    assert result.code == 0, result
    return result.lines()


@house.test("each line has its own, bad ones too")
def _(place):
    answers = ask(place, b"\n".join(line for line, _ in LINES))
    assert len(answers) == len(LINES), answers
    for answer, (line, wanted) in zip(answers, LINES):
        for key, value in wanted.items():
            assert answer.get(key) == value, f"{line[:80]}: {str(answer)[:300]}"
        assert len(answer["raw"]) <= 8192


@house.test("arguments are lines; - is the standard input")
def _(place):
    answers = ask(place, b"", "a.example.com", "https://l.instagram.com/?u=https%3A%2F%2Fexample.com")
    assert [answer["host"] for answer in answers] == ["a.example.com", "l.instagram.com"], answers
    assert answers[0]["facts"]["bare"] is True, answers
    assert answers[1]["facts"]["unwrapped"][0]["host"] == "example.com", answers
    assert ask(place, b"http://example.com", "-")[0]["host"] == "example.com"


@house.test("many lines keep their order across the chunks in which they are read")
def _(place):
    count = 20000
    answers = ask(place, b"".join(b"https://h%d.example.com/%s\n" % (n, b"x" * (n % 50)) for n in range(count)))
    assert [answer["host"] for answer in answers] == [f"h{n}.example.com" for n in range(count)]


house.main()
