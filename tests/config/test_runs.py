"""What the suite refuses: each time a pytest of its own says so."""


def test_a_table_emptying_test_is_refused(pytester_like_run):
    said = pytester_like_run("import pytest\n@pytest.mark.django_db(transaction=True)\ndef test_it():\n    pass\n")
    assert "use the fixture own_database" in said


def test_a_skip_fails_the_run_when_asked(pytester_like_run):
    said = pytester_like_run(
        "import pytest\n@pytest.mark.skip(reason='x')\ndef test_it():\n    pass\n", "--fail-on-skip"
    )
    assert "1 skipped" in said
    assert "code 1" in said
