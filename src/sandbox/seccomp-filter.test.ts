/** The filter is run here as the kernel would run it, so that no machine needs to have one. */
import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { seccompFilter } from './seccomp-filter.ts';

const architectures = { x64: 0xc000003e, arm64: 0xc00000b7 };
type Machine = keyof typeof architectures;
const allowed = 0x7fff0000;
const { EPERM, ENOSYS, EAFNOSUPPORT } = constants.errno;

interface Call {
  number: number;
  firstArgument?: number;
  architecture?: number;
}

/** What becomes of a system call: `allowed`, or the error it ends with. */
function verdict(
  machine: Machine,
  { number, firstArgument = 0, architecture = architectures[machine] }: Call,
  denyMemfd = false,
): 'allowed' | number {
  const filter = seccompFilter(machine, { denyMemfd });
  if (!filter) throw new Error(`there is no filter for ${machine}`);
  const data: Record<number, number> = { 0: number, 4: architecture, 16: firstArgument };
  let accumulator = 0;
  for (let at = 0; at < filter.length / 8; at++) {
    const code = filter.readUInt16LE(at * 8);
    const value = filter.readUInt32LE(at * 8 + 4);
    const jump = (isTrue: boolean) => void (at += filter.readUInt8(at * 8 + (isTrue ? 2 : 3)));
    if (code === 0x20) accumulator = data[value] as number;
    else if (code === 0x15) jump(accumulator === value);
    else if (code === 0x35) jump(accumulator >= value);
    else if (code === 0x45) jump((accumulator & value) !== 0);
    else if (code === 0x06) return value === allowed ? 'allowed' : value & 0xffff;
    else throw new Error(`instruction ${code.toString(16)} is not known`);
  }
  throw new Error('the filter has no end');
}

/** Numbers from the kernel's tables: x86-64, arm64. */
const calls: Record<string, Record<Machine, number>> = {
  read: { x64: 0, arm64: 63 },
  openat: { x64: 257, arm64: 56 },
  execve: { x64: 59, arm64: 221 },
  mmap: { x64: 9, arm64: 222 },
  futex: { x64: 202, arm64: 98 },
  exit_group: { x64: 231, arm64: 94 },
  mount: { x64: 165, arm64: 40 },
  umount2: { x64: 166, arm64: 39 },
  pivot_root: { x64: 155, arm64: 41 },
  unshare: { x64: 272, arm64: 97 },
  setns: { x64: 308, arm64: 268 },
  ptrace: { x64: 101, arm64: 117 },
  process_vm_readv: { x64: 310, arm64: 270 },
  bpf: { x64: 321, arm64: 280 },
  keyctl: { x64: 250, arm64: 219 },
  io_uring_setup: { x64: 425, arm64: 425 },
  shmget: { x64: 29, arm64: 194 },
  msgget: { x64: 68, arm64: 186 },
  mq_open: { x64: 240, arm64: 180 },
  memfd_secret: { x64: 447, arm64: 447 },
  clone: { x64: 56, arm64: 220 },
  clone3: { x64: 435, arm64: 435 },
  socket: { x64: 41, arm64: 198 },
  memfd_create: { x64: 319, arm64: 279 },
};
const numberOf = (name: string, machine: Machine) => calls[name]?.[machine] as number;

describe.each(['x64', 'arm64'] as const)('the filter of system calls on %s', (machine) => {
  const ask = (name: string, firstArgument?: number) =>
    verdict(machine, {
      number: numberOf(name, machine),
      ...(firstArgument !== undefined && { firstArgument }),
    });

  it.each(['read', 'openat', 'execve', 'mmap', 'futex', 'exit_group', 'memfd_create'])(
    'lets %s through',
    (name) => {
      expect(ask(name)).toBe('allowed');
    },
  );

  it.each([
    'mount',
    'umount2',
    'pivot_root',
    'unshare',
    'setns',
    'ptrace',
    'process_vm_readv',
    'bpf',
    'keyctl',
    'io_uring_setup',
    'shmget',
    'msgget',
    'mq_open',
    'memfd_secret',
  ])('refuses %s', (name) => {
    expect(ask(name)).toBe(EPERM);
  });

  it('lets a process or a thread be made, but no namespace', () => {
    const [thread, child] = [0x003d0f00, 0x01200011];
    expect([ask('clone', thread), ask('clone', child)]).toEqual(['allowed', 'allowed']);
    for (const namespace of [
      0x10000000, 0x20000000, 0x40000000, 0x08000000, 0x04000000, 0x00020000, 0x02000000,
    ])
      expect(ask('clone', (child | namespace) >>> 0)).toBe(EPERM);
    expect(ask('clone3')).toBe(ENOSYS);
  });

  it('lets sockets of the usual families be made, and no others', () => {
    const [unix, inet, inet6, netlink, packet, alg, vsock] = [1, 2, 10, 16, 17, 38, 40];
    expect([unix, inet, inet6, netlink].map((family) => ask('socket', family))).toEqual([
      'allowed',
      'allowed',
      'allowed',
      'allowed',
    ]);
    expect([packet, alg, vsock].map((family) => ask('socket', family))).toEqual([
      EAFNOSUPPORT,
      EAFNOSUPPORT,
      EAFNOSUPPORT,
    ]);
  });

  it('refuses memory without a file only where nobody counts it', () => {
    const number = numberOf('memfd_create', machine);
    expect([verdict(machine, { number }), verdict(machine, { number }, true)]).toEqual(['allowed', ENOSYS]);
  });

  it('refuses all calls by the rules of another machine, whose numbers mean something else', () => {
    const other = architectures[machine === 'x64' ? 'arm64' : 'x64'];
    for (const architecture of [other, 0x40000003])
      expect(verdict(machine, { number: numberOf('read', machine), architecture })).toBe(EPERM);
  });
});

it('refuses the x32 way to call, which would get around the numbers', () => {
  expect(verdict('x64', { number: 0x40000000 })).toBe(EPERM);
  expect(verdict('x64', { number: 0x40000000 + 520 })).toBe(EPERM);
});

it('is none for machines whose numbers are not known', () => {
  for (const machine of ['ia32', 'riscv64', ''])
    expect(seccompFilter(machine, { denyMemfd: false })).toBeNull();
});
