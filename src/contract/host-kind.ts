/** What may be at an address: decided by its numbers, in whatever form they are written. */

export type HostKind = 'metadata' | 'private' | 'public';

/** Names that clouds give their metadata; what else resolves to it is seen when it is connected to. */
const metadataNames = /^(?:metadata|instance-data)(?:\.(?:google\.internal|goog|ec2\.internal))?$/;

/** `fd00:ec2::254` (AWS) and `fd20:ce::254` (Google). */
const metadataV6 = ['fd000ec2000000000000000000000254', 'fd2000ce000000000000000000000254'];

const v4 = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

const range = (cidr: string): [first: number, last: number] => {
  const [address = '', bits = '32'] = cidr.split('/');
  const first = v4(address);
  return [first, first + 2 ** (32 - Number(bits)) - 1];
};

/** Link-local, where clouds keep credentials, and what Alibaba, Oracle and Azure use besides. */
const metadataV4 = ['169.254.0.0/16', '100.100.100.200', '192.0.0.192', '168.63.129.16'].map(range);
const privateV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
].map(range);

function kindOfV4(address: number): HostKind {
  const isIn = ([first, last]: [number, number]) => address >= first && address <= last;
  if (metadataV4.some(isIn)) return 'metadata';
  return privateV4.some(isIn) ? 'private' : 'public';
}

const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => group.padStart(4, '0')));

/** All 32 hex digits of an IPv6 address as `URL` writes it. */
function digitsOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const [before, behind] = [groups(head), groups(tail ?? '')];
  const between = tail === undefined ? 0 : 8 - before.length - behind.length;
  return [...before, ...Array.from({ length: between }, () => '0000'), ...behind].join('');
}

/** An IPv4 address inside: mapped, compatible, NAT64, 6to4. */
function insideV6(digits: string): number | null {
  const isLast = /^0{20}(?:0{4}|ffff)|^0064ff9b0{16}/.test(digits);
  if (isLast) return Number.parseInt(digits.slice(24), 16);
  return digits.startsWith('2002') ? Number.parseInt(digits.slice(4, 12), 16) : null;
}

function kindOfV6(digits: string): HostKind {
  if (metadataV6.includes(digits) || /^fe[89ab]/.test(digits)) return 'metadata';
  if (/^0{31}[01]$/.test(digits)) return 'private';
  const inner = insideV6(digits);
  if (inner !== null) return kindOfV4(inner);
  return /^f[cd]/.test(digits) ? 'private' : 'public';
}

/** A host of a URL or a resolved address; `URL` makes dotted decimal of `0xA9FEA9FE`, `2852039166` and `0251.0376.0251.0376`. */
export function hostKind(host: string): HostKind {
  const bare = host.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const written = `http://${bare.includes(':') ? `[${bare}]` : bare}/`;
  if (!URL.canParse(written)) return 'public';
  const name = new URL(written).hostname.replace(/\.$/, '');
  if (name.startsWith('[')) return kindOfV6(digitsOf(name.slice(1, -1)));
  if (/^\d+(?:\.\d+){3}$/.test(name)) return kindOfV4(v4(name));
  if (metadataNames.test(name)) return 'metadata';
  return name === 'localhost' || name.endsWith('.localhost') ? 'private' : 'public';
}
