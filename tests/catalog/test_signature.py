"""Keys of authors: made once, never overwritten, compared by fingerprint."""

from __future__ import annotations

import stat
import sys

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from xinbao_desktop.catalog.signature import AuthorKey, PublicKey, TrustStore
from xinbao_desktop.errors import BadInputError, DiskError, UsageError


@pytest.fixture
def pem(tmp_path):
    path = tmp_path / "author.pem"
    AuthorKey.create(path)
    return path


def test_a_key_is_read_back(pem):
    key = AuthorKey.read(pem)
    assert PublicKey.read(pem.with_suffix(".pub")) == key.public


def test_what_was_signed_is_verified_and_nothing_else(pem):
    key = AuthorKey.read(pem)
    signature = key.sign(b"content")
    assert key.public.verifies(signature, b"content")
    assert not key.public.verifies(signature, b"Content")
    assert not key.public.verifies(signature[:-1], b"content")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights otherwise")
def test_a_private_key_is_its_owners_alone(pem):
    assert stat.S_IMODE(pem.stat().st_mode) == 0o600


def test_a_key_is_never_overwritten(pem):
    before = pem.read_bytes()
    with pytest.raises(UsageError, match="no key is overwritten"):
        AuthorKey.create(pem)
    assert pem.read_bytes() == before


def test_a_key_that_cannot_be_written_is_a_matter_of_the_disk(tmp_path):
    with pytest.raises(DiskError):
        AuthorKey.create(tmp_path / "nowhere" / "author.pem")


def test_what_is_no_key_is_refused(tmp_path):
    path = tmp_path / "x.pem"
    other = ec.generate_private_key(ec.SECP256R1())
    pem_of_another_kind = other.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    for content in (b"", b"hello", b"x" * 20_000, pem_of_another_kind):
        path.write_bytes(content)
        with pytest.raises(BadInputError, match=r"x\.pem"):
            AuthorKey.read(path)
        with pytest.raises(BadInputError, match=r"x\.pem"):
            PublicKey.read(path)
    with pytest.raises(BadInputError, match="cannot be read"):
        PublicKey.read(tmp_path / "none.pub")


def test_a_fingerprint_is_read_in_groups_of_four(pem):
    groups = AuthorKey.read(pem).public.fingerprint.split()
    assert len(groups) == 16
    assert all(len(group) == 4 for group in groups)


def test_an_author_is_trusted_once_added(tmp_path, pem):
    key = AuthorKey.read(pem).public
    store = TrustStore(tmp_path / "trust")
    assert not store.trusts(key)
    assert store.keys() == ()
    store.add(key)
    assert store.trusts(key)
    assert store.keys() == (key,)


def test_a_key_file_that_was_exchanged_is_not_trusted(tmp_path, pem):
    key = AuthorKey.read(pem).public
    other = AuthorKey.create(tmp_path / "other.pem").public
    store = TrustStore(tmp_path / "trust")
    store.add(key)
    (path,) = (tmp_path / "trust").iterdir()
    for content in (other.pem(), b"damaged"):
        path.write_bytes(content)
        assert not store.trusts(key)
        assert not store.trusts(other)
