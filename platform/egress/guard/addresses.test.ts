import { describe, expect, it } from 'vitest';
import { canonicalHost, isLoopbackAddress, isPrivateAddress } from './addresses.ts';

describe('an address', () => {
  it.each([
    ...[
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
    ],
    ...[
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      'fc00::1',
      'fd12:3456::1',
      'fe80::1',
      'fe80::1%eth0',
    ],
    ...[
      'ff02::1',
      '2001:db8::1',
      '::ffff:10.0.0.1',
      '::ffff:127.0.0.1',
      '::10.0.0.1',
      '64:ff9b::10.0.0.1',
      '2002:a00:1::',
    ],
    ...['not an address', '', '10.0.0.1 ', '0x7f.1', '2130706433'],
  ])('%s is not on the public internet', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['1.1.1.1', '8.8.8.8', '172.15.0.1', '172.32.0.1', '192.167.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
    '%s is',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );

  it('is loopback in each of its spellings', () => {
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])
      expect(isLoopbackAddress(address)).toBe(true);
    for (const address of ['0.0.0.0', '::', '10.0.0.1', 'localhost']) expect(isLoopbackAddress(address)).toBe(false);
  });

  it('has one spelling as a host', () => {
    expect(canonicalHost('DB.Example.ORG.')).toBe('db.example.org');
    expect(canonicalHost('[0:0:0:0:0:0:0:1]')).toBe('::1');
    expect(canonicalHost('2001:DB8::0001')).toBe('2001:db8::1');
    expect(canonicalHost('10.0.0.5')).toBe('10.0.0.5');
  });
});
