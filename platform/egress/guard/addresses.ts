import { BlockList, isIP, SocketAddress } from 'node:net';
import { endsWith, lower, slice, startsWith, uncurry } from './safe.ts';

const blockListCheck = uncurry(BlockList.prototype.check) as (
  list: BlockList,
  address: string,
  family: 'ipv4' | 'ipv6',
) => boolean;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

// Every range that is not globally reachable: IANA special-purpose registries (RFC 6890 and updates), and the IPv6
// forms that carry an IPv4 address inside (RFC 6052, RFC 3056, RFC 4380), which would otherwise hide a private one.
const notPublic = new BlockList();
// biome-ignore format: a table
const ranges4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
  '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
];
// biome-ignore format: a table
const ranges6 = [
  '::/128', '::1/128', '::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16',
  '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8',
];
for (const range of ranges4) notPublic.addSubnet(range.split('/')[0] ?? '', Number(range.split('/')[1]), 'ipv4');
for (const range of ranges6) notPublic.addSubnet(range.split('/')[0] ?? '', Number(range.split('/')[1]), 'ipv6');

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** True for an address outside the public internet. IPv4-mapped IPv6 addresses are judged by their IPv4 part. */
export const isPrivateAddress = (address: string): boolean => {
  const plain = canonicalAddress(address);
  return plain === undefined || blockListCheck(notPublic, plain, family(plain));
};

export const isLoopbackAddress = (address: string): boolean => {
  const plain = canonicalAddress(address);
  return plain !== undefined && blockListCheck(loopback, plain, family(plain));
};

/** One spelling per address, so that `::1` and `0:0:0:0:0:0:0:1` meet the same rule. Undefined when it is not an address. */
export const canonicalAddress = (address: string): string | undefined => {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? address : new SocketAddress({ address, family: 'ipv6' }).address;
};

/** A host as rules spell it: lower case, no brackets, no trailing dot, addresses in their one spelling. */
export const canonicalHost = (host: string): string => {
  let name = lower(host);
  if (startsWith(name, '[') && endsWith(name, ']')) name = slice(name, 1, -1);
  if (endsWith(name, '.')) name = slice(name, 0, -1);
  return canonicalAddress(name) ?? name;
};
