import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/** Of an IPv6 address the part that a household or a room gets; one machine has all the rest for itself. */
const PREFIX_BYTES = 8;

/**
 * The network from which a request comes: an IPv4 address, or the first half of an IPv6 one. What a request says of its address is believed
 * where a trusted proxy says it. None for this machine itself: that is its operator, or a proxy that nobody named.
 */
export function clientNetwork(trusted: readonly string[]): (request: IncomingMessage) => string | undefined {
  const trust = proxyAddr.compile([...trusted]);
  return (request) => {
    const text = proxyAddr(request, trust);
    if (!ipaddr.isValid(text)) return text;
    const address = ipaddr.process(text);
    if (address.range() === 'loopback') return undefined;
    const bytes = address.toByteArray();
    return bytes.slice(0, address.kind() === 'ipv6' ? PREFIX_BYTES : bytes.length).join('.');
  };
}
