"""The admin's real views."""

from django.urls import reverse


def page_view(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def opens(client, address):
    """Whether the view lets this user in: Wagtail answers 302 to the admin's home, or 403, where it does not."""
    answer = client.get(address)
    assert answer.status_code in {200, 302, 403}, address
    if answer.status_code == 302:
        assert answer.headers["Location"] == reverse("wagtailadmin_home"), answer.headers["Location"]
    return answer.status_code == 200
