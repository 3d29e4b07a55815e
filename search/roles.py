"""What the roles of `showcase` may do in the search."""

from portal.roles import Role
from search.admin.zero_results_report import PERMISSION as VIEW_ZERO_RESULTS
from showcase.roles import ADMINISTRATOR, EDITOR, PUBLISHER, VOCABULARY_EDITOR

ROLES = tuple(
    Role(name, permissions=(VIEW_ZERO_RESULTS,)) for name in (EDITOR, PUBLISHER, VOCABULARY_EDITOR, ADMINISTRATOR)
)
