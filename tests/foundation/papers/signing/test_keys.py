"""Keys that an installation holds: marked as a trial, readable to their owner only, never overwritten."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from dongthuan.foundation.papers import signing
from dongthuan.foundation.papers.signing import SigningError

from .conftest import put


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("installation") / "keys"
    signing.make_installation_key(folder / "bdv.pem", "Trưởng ban (mẫu)", "Ban Dân vận Tỉnh uỷ")
    signing.make_installation_key(folder / "ubnd.pem", "Chủ tịch (mẫu)", "Uỷ ban nhân dân tỉnh")
    return folder


def test_two_parties_sign_with_keys_of_one_trial_authority(folder, base):
    first, second = (signing.load(folder / name) for name in ("bdv.pem", "ubnd.pem"))
    both = put(put(base, "Ben_A", first), "Ben_B", second)
    reports = signing.validate(both, [signing.trial_authority(folder)])
    assert [report.organisation for report in reports] == ["Ban Dân vận Tỉnh uỷ", "Uỷ ban nhân dân tỉnh"]
    assert all(report.good for report in reports)


def test_every_name_says_that_it_is_a_trial(folder, base):
    key = signing.load(folder / "bdv.pem")
    for cert in (key.cert, key.authority):
        names = " ".join(str(part.value) for part in cert.subject)
        assert "bản dựng thử" in names.lower()
        unit = cert.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)[0].value
        assert "không có giá trị pháp lý" in str(unit)
    (report,) = signing.validate(put(base, "Ben_A", key), [signing.trial_authority(folder)])
    assert report.reason.startswith("[Bản dựng thử]")
    assert "Bản dựng thử" in report.signer


def test_its_authority_signs_nothing_but_certificates(folder):
    key = signing.load(folder / "bdv.pem")
    usage = key.authority.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.key_cert_sign, usage.digital_signature) == (True, False)


def test_only_the_owner_can_read_the_files(folder):
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(list(folder.iterdir())) == 3


def refusal(path) -> str:
    with pytest.raises(SigningError) as refused:
        signing.load(path)
    assert str(path) in refused.value.sentence("vi")
    return refused.value.code


def test_a_key_that_others_can_read_is_not_used(folder, tmp_path):
    copy = tmp_path / "copy.pem"
    copy.write_bytes((folder / "bdv.pem").read_bytes())
    copy.chmod(0o640)
    assert refusal(copy) == "key_open_to_others"


def test_missing_and_broken_keys(folder, tmp_path):
    broken = tmp_path / "broken.pem"
    broken.write_bytes(b"rubbish")
    broken.chmod(0o600)
    half = tmp_path / "half.pem"
    half.write_bytes((folder / "trial-authority.pem").read_bytes())
    half.chmod(0o600)
    assert [refusal(path) for path in (tmp_path / "none.pem", broken, half, tmp_path)] == [
        "key_missing",
        "key_unreadable",
        "key_unreadable",
        "key_unreadable",
    ]


def test_a_key_is_never_overwritten(folder):
    before = (folder / "bdv.pem").read_bytes()
    with pytest.raises(SigningError) as refused:
        signing.make_installation_key(folder / "bdv.pem", "Khác", "Khác")
    assert refused.value.code == "key_exists"
    assert (folder / "bdv.pem").read_bytes() == before


def test_keys_made_at_the_same_instant_share_one_authority(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(signing.make_installation_key, tmp_path / f"{n}.pem", f"Người {n}", "X") for n in range(4)]
    authorities = {job.result().authority for job in jobs}
    assert len(authorities) == 1


def test_a_long_name_is_cut_not_refused(tmp_path):
    key = signing.make_installation_key(tmp_path / "long.pem", "Nguyễn " * 20, "Uỷ ban " * 20)
    assert key.common_name.startswith("Nguyễn Nguyễn")
    assert key.common_name.endswith("(Bản dựng thử)")
