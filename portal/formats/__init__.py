"""How dates are written where a template names no form: Django's `FORMAT_MODULE_PATH`."""
