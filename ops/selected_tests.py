"""Which tests run on PostgreSQL too, and which of them then need not run on SQLite under CI."""

# What can differ between databases: writes, constraints, locks, bulk operations, grouped and ordered queries, JSON.
ON_POSTGRESQL = (
    "tests/portal/pages/test_publishing.py",
    "tests/portal/translation/test_translation.py",
    "tests/resilience",
    # Queues of mails, and seats: who comes first, and nobody twice.
    "tests/search/subscriptions/test_telling.py",
    "tests/search/subscriptions/test_telling_after_faults.py",
    "tests/showcase/visits/test_at_once.py",
    "tests/showcase/enterprises",
    "tests/showcase/lists",
    "tests/showcase/pages/test_public_pages.py",  # every kind of page once, with all its queries
    "tests/showcase/stories",
    "tests/showcase/vocabulary",
    # Forms over the writes of test_importing.py and test_contradictions.py.
    "--ignore=tests/showcase/lists/importing/test_admin.py",
    # What stands on pages whose queries test_public_pages.py makes.
    "--ignore=tests/showcase/lists/notice_page/test_announcement_pages.py",
    "--ignore=tests/showcase/lists/notice_page/test_private_notices.py",
    "--ignore=tests/showcase/stories/test_covers.py",
    "--ignore=tests/showcase/stories/test_reading.py",
    "--ignore=tests/showcase/stories/test_story_page.py",
    "--ignore=tests/showcase/vocabulary/test_term_pages.py",
    # Word files that Python reads and composes; test_word_in_admin.py writes drafts.
    "--ignore=tests/showcase/stories/word/test_drafting.py",
    "--ignore=tests/showcase/stories/word/test_figures.py",
    "--ignore=tests/showcase/stories/word/test_form_tables.py",
    "--ignore=tests/showcase/stories/word/test_nothing_vanishes.py",
    "--ignore=tests/showcase/stories/word/test_reading.py",
    "--ignore=tests/showcase/stories/word/test_recognising.py",
    "--ignore=tests/showcase/stories/word/test_word_refused.py",
    # PDFs: typesetting and processes.
    "--ignore=tests/showcase/lists/printing",
    # Outputs of the register; test_register_page.py and test_register_citation.py make its queries.
    "--ignore=tests/showcase/lists/register_pages/test_answers.py",
    "--ignore=tests/showcase/lists/register_pages/test_feeds_and_statistics.py",
    "--ignore=tests/showcase/lists/register_pages/test_register_extract.py",
    "--ignore=tests/showcase/lists/register_pages/test_times_to_come.py",
    # Files and texts that Python reads; test_takedown.py has the locks and constraints.
    "--ignore=tests/showcase/lists/screening/test_personal_data.py",
    "--ignore=tests/showcase/lists/screening/test_screening_files.py",
    # Rules in Python on a notice that is published as in lists/publishing.
    "--ignore=tests/showcase/lists/tracing",
    # Rules in Python on a story that is published as in many others.
    "--ignore=tests/showcase/stories/test_what_a_story_needs.py",
    "--ignore=tests/showcase/stories/test_effect_numbers.py",
    "--ignore=tests/showcase/stories/test_effects_in_english.py",
    "--ignore=tests/showcase/stories/checks/test_content_rules.py",
    # Rights, forms and reports in Python over the writes of test_two_editors.py and of the importer of lists.
    "--ignore=tests/showcase/stories/contributing",
    "--ignore=tests/showcase/stories/many",
    "--ignore=tests/showcase/stories/links",
    "--ignore=tests/showcase/stories/test_save_costs.py",
    "--ignore=tests/showcase/stories/test_standing.py",
    "--ignore=tests/showcase/stories/checks/test_overruling.py",
    # Web workers, which the main part kills on SQLite; test_publishers.py has the locks of both databases.
    "--ignore=tests/resilience/test_web_workers.py",
    # Clocks and caches, not the database.
    "--ignore=tests/resilience/test_freshness.py",
    "-m",
    "django_db and not browser and not elastic",
)
# Of the tests with killed processes, those that PostgreSQL, with its locks of rows, has shown already.
NOT_TWICE = tuple(
    f"--deselect=tests/resilience/test_publishers.py::{name}"
    for name in (
        "test_a_publisher_that_is_killed_loses_nothing_that_was_published",
        "test_the_worker_takes_up_what_a_killed_publisher_left",
    )
)
