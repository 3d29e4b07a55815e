"""What an enterprise's contact does with the link they got."""

from django.urls import reverse

from showcase.signoff.links import token_of

NAME, ADDRESS = "陈工某", "chen@factory.example"


def read(client, sign_off, **fields):
    """The page behind the link; with fields, after sending them."""
    address = reverse("sign_off", args=[token_of(sign_off)])
    return client.post(address, fields, follow=True) if fields else client.get(address)


def confirm(client, sign_off, **fields):
    return read(client, sign_off, act="confirm", **{"name": NAME, "agreed": "on", **fields})
