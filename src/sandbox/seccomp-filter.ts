/**
 * A filter of system calls, as `bwrap --seccomp` takes it: a program of the kernel's classic packet filter over `struct seccomp_data`
 * (linux/seccomp.h: 32-bit number at 0, architecture at 4, arguments from 16 on). What is named here is refused, all else goes through:
 * it takes away ways out of the sandbox that namespaces leave open, it does not say what a program may do.
 */
import { constants } from 'node:os';

/** Numbers from the kernel's tables for x86-64 and for arm64. */
const refused: Record<string, { x64: number[]; arm64: number[] }> = {
  // a way to do input and output past every other filter
  ioUring: { x64: [425, 426, 427], arm64: [425, 426, 427] },
  // namespaces and mounts: powers that a user has only in a namespace of his own
  unshareSetns: { x64: [272, 308], arm64: [97, 268] },
  mounts: {
    x64: [165, 166, 155, 166, 428, 429, 430, 431, 432, 433, 442],
    arm64: [40, 39, 41, 428, 429, 430, 431, 432, 433, 442],
  },
  // memory that belongs to no process: System V segments, queues and semaphores, POSIX queues, secret memory
  systemV: { x64: [29, 64, 68], arm64: [194, 190, 186] },
  messageQueues: { x64: [240], arm64: [180] },
  secretMemory: { x64: [447], arm64: [447] },
  // what the kernel keeps for all, and windows into it
  keys: { x64: [248, 249, 250], arm64: [217, 218, 219] },
  tracing: { x64: [101, 298, 310, 311, 321, 323], arm64: [117, 241, 270, 271, 280, 282] },
};
const memfdCreate = { x64: 319, arm64: 279 };
/** Its flags are in memory, where no filter sees them; without it `clone` is taken. */
const clone3 = 435;
const clone = { x64: 56, arm64: 220 };
const socket = { x64: 41, arm64: 198 };

const auditArchitecture = { x64: 0xc000003e, arm64: 0xc00000b7 };
/** CLONE_NEWUSER and its kin: user, pid, net, ipc, uts, mount, cgroup, time namespaces (linux/sched.h). */
const newNamespaces = 0x7e020000;
/** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: the rest (AF_VSOCK: the host of a virtual machine; AF_ALG; AF_PACKET) is refused. */
const families = [1, 2, 10, 16];

const allow = 0x7fff0000;
const failWith = (errno: number) => 0x00050000 | errno;
const { EPERM, ENOSYS } = constants.errno;
const load = 0x20; // BPF_LD | BPF_W | BPF_ABS
const ifEqual = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
const ifAtLeast = 0x35; // BPF_JMP | BPF_JGE | BPF_K
const ifAnyBit = 0x45; // BPF_JMP | BPF_JSET | BPF_K
const result = 0x06; // BPF_RET | BPF_K

type Instruction = [code: number, whenTrue: number, whenFalse: number, value: number];

const refuse = (number: number, errno: number): Instruction[] => [
  [ifEqual, 0, 1, number],
  [result, 0, 0, failWith(errno)],
];

/** Low half of the first argument: flags and families have no more. */
const onFirstArgument = (number: number, body: Instruction[]): Instruction[] => [
  [ifEqual, 0, body.length + 1, number],
  [load, 0, 0, 16],
  ...body,
];

function program(machine: 'x64' | 'arm64', denyMemfd: boolean): Instruction[] {
  const numbers = Object.values(refused).flatMap((group) => group[machine]);
  const cloneBody: Instruction[] = [
    [ifAnyBit, 0, 1, newNamespaces],
    [result, 0, 0, failWith(EPERM)],
    [result, 0, 0, allow],
  ];
  const socketBody: Instruction[] = [
    ...families.map((family): Instruction[] => [
      [ifEqual, 0, 1, family],
      [result, 0, 0, allow],
    ]),
    [[result, 0, 0, failWith(constants.errno.EAFNOSUPPORT)]] as Instruction[],
  ].flat();
  return [
    [load, 0, 0, 4],
    [ifEqual, 1, 0, auditArchitecture[machine]],
    [result, 0, 0, failWith(EPERM)],
    [load, 0, 0, 0],
    // the x32 way to call has numbers of its own
    ...(machine === 'x64'
      ? ([
          [ifAtLeast, 0, 1, 0x40000000],
          [result, 0, 0, failWith(EPERM)],
        ] as Instruction[])
      : []),
    ...numbers.flatMap((number) => refuse(number, EPERM)),
    ...refuse(clone3, ENOSYS),
    ...(denyMemfd ? refuse(memfdCreate[machine], ENOSYS) : []),
    ...onFirstArgument(clone[machine], cloneBody),
    ...onFirstArgument(socket[machine], socketBody),
    [result, 0, 0, allow],
  ];
}

/** `denyMemfd`: where no control group counts such memory. `null` for a kind of machine whose numbers are not known here. */
export function seccompFilter(machine: string, { denyMemfd }: { denyMemfd: boolean }): Buffer | null {
  if (machine !== 'x64' && machine !== 'arm64') return null;
  const instructions = program(machine, denyMemfd);
  const bytes = Buffer.alloc(instructions.length * 8);
  instructions.forEach(([code, whenTrue, whenFalse, value], place) => {
    bytes.writeUInt16LE(code, place * 8);
    bytes.writeUInt8(whenTrue, place * 8 + 2);
    bytes.writeUInt8(whenFalse, place * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, place * 8 + 4);
  });
  return bytes;
}
