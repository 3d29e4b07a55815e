"""Says which addresses the worker may ask: web pages of the public internet, nothing near the server itself."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
WEB: Mapping[str, int] = {"http": 80, "https": 443}
# IPv6 addresses behind which a translator of the network may reach any IPv4 address.
_TRANSLATED = tuple(ipaddress.IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))


class RefusedAddressError(Exception):
    """An address that is not asked."""


def is_public_ip(ip: IpAddress) -> bool:
    """Say whether an IP address belongs to the public internet.

    >>> [is_public_ip(ipaddress.ip_address(ip)) for ip in ("8.8.8.8", "10.0.0.1", "169.254.169.254", "::ffff:7f00:1")]
    [True, False, False, False]
    """
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or any(ip in net for net in _TRANSLATED)):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def resolved(host: str, port: int) -> Sequence[str]:
    """Return the IP addresses of a host, IPv4 first; raises OSError for an unknown one."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [str(row[4][0]) for row in sorted(found, key=lambda row: row[0] != socket.AF_INET)]


def is_web_port(scheme: str, port: int) -> bool:
    """Say whether a port is the usual one of http or https."""
    return scheme in WEB and port in WEB.values()


@dataclass(frozen=True)
class AskingPolicy:
    """Which addresses may be asked, and how long one may take.

    `seconds`: for connecting, and for each piece of an answer; `in_all`: for everything about one address after its
    name was looked up. Tests ask their own server by another policy; no setting reaches it.
    """

    resolve: Callable[[str, int], Sequence[str]] = resolved
    allows_ip: Callable[[IpAddress], bool] = is_public_ip
    allows_port: Callable[[str, int], bool] = is_web_port
    seconds: float = 5
    in_all: float = 15

    def ip_of(self, scheme: str, host: str, port: int) -> str:
        """Return the IP address to connect to; raises RefusedAddressError unless all addresses of the host are allowed.

        Who connects uses this very address: a name that resolves to another one a moment later changes nothing.
        """
        if not self.allows_port(scheme, port):
            raise RefusedAddressError(f"{scheme}, port {port}")
        ips = [ipaddress.ip_address(ip.partition("%")[0]) for ip in self.resolve(host, port)]
        if not ips or not all(self.allows_ip(ip) for ip in ips):
            raise RefusedAddressError(f"{host}: {', '.join(map(str, ips))}")
        return str(ips[0])


PUBLIC_WEB = AskingPolicy()
