import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostKind } from './host-kind.ts';

describe('hostKind', () => {
  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '169.254.0.1',
    '2852039166',
    '0xA9FEA9FE',
    '0xa9.0xfe.0xa9.0xfe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '[::ffff:169.254.169.254]',
    '::ffff:a9fe:a9fe',
    '[::169.254.169.254]',
    '[64:ff9b::169.254.169.254]',
    '[2002:a9fe:a9fe::]',
    '[fd00:ec2::254]',
    'fd00:0ec2:0:0:0:0:0:254',
    '[fd20:ce::254]',
    '[fe80::1]',
    'fe80::1%eth0',
    '[febf::1]',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    'metadata.google.internal',
    'METADATA.google.internal.',
    'metadata.goog',
    'metadata',
    'instance-data.ec2.internal',
  ])('%s is metadata', (host) => {
    expect(hostKind(host)).toBe('metadata');
  });

  it.each([
    'localhost',
    'a.localhost',
    '127.0.0.1',
    '127.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '[::1]',
    '[::]',
    '[fd12::1]',
    '[::ffff:10.0.0.1]',
  ])('%s is private', (host) => {
    expect(hostKind(host)).toBe('private');
  });

  it.each([
    'api.example.com',
    '8.8.8.8',
    '172.32.0.1',
    '169.253.255.255',
    '169.255.0.0',
    '[2606:4700::1111]',
    'metadata.example.com',
  ])('%s is public', (host) => {
    expect(hostKind(host)).toBe('public');
  });

  it('knows every link-local address in every form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (low) => {
        const address = 0xa9fe0000 + low;
        const octal = [24, 16, 8, 0].map((shift) => `0${((address >>> shift) & 255).toString(8)}`).join('.');
        const hex = address.toString(16);
        for (const host of [String(address), `0x${hex}`, octal, `::ffff:${hex.slice(0, 4)}:${hex.slice(4)}`])
          expect(hostKind(host)).toBe('metadata');
      }),
    );
  });
});
