"""Makes drafts of many cases from one workbook: template, read, preview with decisions, apply, report, take back."""
