"""The forms of a document, by the end of its name or the type that a server gives it.

for outcome in forms.read(".pdf", raw, source):
    ...  # a Reading or a Refused, nothing is raised

A name or a type only chooses the reader; what comes after it is never believed.
"""

from index.reading.forms.table import FORMS, Form, of_name, of_type, read

__all__ = ["FORMS", "Form", "of_name", "of_type", "read"]
