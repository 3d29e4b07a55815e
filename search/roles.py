"""What the roles of the showcase may do in the search."""

from portal.roles import Role
from search.sought_report import PERMISSION as SEE_SOUGHT
from showcase.roles import ADMINISTRATOR, EDITOR, PUBLISHER, VOCABULARY_EDITOR

ROLES = tuple(Role(name, permissions=(SEE_SOUGHT,)) for name in (EDITOR, PUBLISHER, VOCABULARY_EDITOR, ADMINISTRATOR))
