"""How a contribution is written behind its link: form, files, saving, submitting."""
