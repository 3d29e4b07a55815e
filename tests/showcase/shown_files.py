"""Pictures and documents, and pages that show them."""

from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from portal.files.media import Document
from tests.factories import make_case, make_image, paragraph

PDF = b"%PDF-1.7\n% a guide"


def make_document():
    document = Document(title="指南", file=ContentFile(PDF, name="guide.pdf"))
    document._set_document_file_metadata()
    document.save()
    return document


def link_to(document):
    return paragraph(f'<a linktype="document" id="{document.pk}">指南</a>', own=True)


def figure(image):
    return ("figure", {"image": image, "caption": ""})


class FilesOnPage:
    """An image with a rendition and a document, and the page that shows them where there is one."""

    def __init__(self, **page) -> None:
        self.image, self.document = make_image(), make_document()
        self.page = None
        if page:
            self.page = make_case(body=[figure(self.image), link_to(self.document)], **page)

    @property
    def addresses(self):
        rendition = self.image.get_rendition("width-20")
        return {"rendition": rendition.url, "original": self.image.file.url, "document": self.document.url}


def of_a_private_page():
    files = FilesOnPage(live=True)
    PageViewRestriction.objects.create(page=files.page, restriction_type=PageViewRestriction.LOGIN)
    return files
