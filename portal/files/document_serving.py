"""Serves documents to users who may read them."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served
from wagtail.documents.wagtail_hooks import check_view_restrictions

from portal.files.media import Document
from portal.files.media_serving import caching_of
from portal.files.public_files import password_is_missing


@require_safe
def serve_document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """Serve a document under its own name, as Wagtail's view does; 404 for users who may not read it.

    Unlike Wagtail's view it also checks whether anything public uses the document. A user who lacks only the password
    of its collection is asked for it. Other `before_serve_document` hooks run as in Wagtail.
    """
    document = get_object_or_404(Document.objects.select_related("collection"), id=document_id)
    if document.filename != document_filename:
        raise Http404
    caching = caching_of(request, document)
    if caching is None:
        if password_is_missing(request, document):
            response: HttpResponseBase = check_view_restrictions(document, request)
            add_never_cache_headers(response)
            return response
        raise Http404
    for hook in hooks.get_hooks("before_serve_document"):
        if hook is not check_view_restrictions and (answer := hook(document, request)) is not None:
            return answer
    document_served.send(sender=Document, instance=document, request=request)
    return _conditional(request, document, caching)


def _conditional(request: HttpRequest, document: Document, caching: str) -> HttpResponseBase:
    """Return the file, or 304 if it has not changed."""
    try:
        changed = int(document.file.storage.get_modified_time(str(document.file.name)).timestamp())
    except FileNotFoundError as error:
        raise Http404 from error
    etag = quote_etag(document.file_hash) if document.file_hash else None
    response = get_conditional_response(request, etag, changed) or _file(document)
    response["Last-Modified"] = http_date(changed)
    if etag:
        response["ETag"] = etag
    response["Cache-Control"] = caching
    return response


def _file(document: Document) -> FileResponse:
    response = FileResponse(
        document.file.open("rb"),
        as_attachment=document.content_disposition != "inline",
        filename=document.filename,
        content_type=document.content_type,
    )
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
