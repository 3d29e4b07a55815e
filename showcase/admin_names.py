"""By what editors find a page besides its title."""

NAMES_OF_PAGES = (
    "storypage__enterprise_items__enterprise__name_zh",
    "storypage__enterprise_items__enterprise__name_en",
    "storypage__enterprise_items__enterprise__credit_code",
    "storypage__enterprise_items__enterprise__former_names__name_zh",
    "storypage__enterprise_items__enterprise__merged__into__name_zh",
    "storypage__enterprise_items__enterprise__merged__into__name_en",
    "storypage__industry_items__tag__code",
    "storypage__technique_items__tag__code",
    "announcementpage__document_number",
)
