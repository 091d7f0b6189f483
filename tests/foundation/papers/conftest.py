import pytest


@pytest.fixture
def demo(settings, tmp_path):
    """A demo installation with folders of its own."""
    settings.DEMO = True
    settings.FILES_ROOT, settings.KEYS_ROOT = tmp_path / "files", tmp_path / "keys"
    return settings
