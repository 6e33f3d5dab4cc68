"""`majakka import notices`: what it tells after the files are taken in."""

import json
from datetime import date

import pytest

from majakka.base.archive import hash_bytes
from majakka.jobs.commands.main import main
from majakka.jobs.demo.eforms import write_notices
from majakka.jobs.demo.purchases import draw_purchases

TODAY = date(2026, 11, 20)


@pytest.mark.django_db
def test_a_redelivery_is_told_in_words_and_in_json(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("MAJAKKA_LANGUAGE", "en")
    notice = next(
        one for bought in draw_purchases(seed=3, today=TODAY) for one in write_notices(bought, today=TODAY)
    )
    contents = sorted((notice.xml, notice.xml.replace(b"</", b"\n</", 1)), key=hash_bytes)
    files = [tmp_path / "worse.xml", tmp_path / "better.xml"]
    for path, content in zip(files, contents, strict=True):
        path.write_bytes(content)

    def import_(path, *options):
        assert main(["import", "notices", "--no-measure", *options, str(path)]) == 0
        return capsys.readouterr()

    import_(files[0])
    told = json.loads(import_(files[1], "--json").out)
    (replaced,) = told["redeliveries"]
    assert (told["updated"], told["redelivered"]) == (1, 1)
    assert replaced["file"] == str(files[1])
    assert (replaced["replaced"], replaced["because"]) == (True, "no-difference")
    words = import_(files[0])
    assert "1 file differs from another file of the same notice and version." in words.out
    assert f"{files[0]}: {replaced['notice']}-{replaced['version']:02}\n" in words.err
    assert "Another file of the same notice and version was kept." in words.err
