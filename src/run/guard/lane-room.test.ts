import { expect, it } from 'vitest';
import type { Tokens } from '../../contract/attempt.ts';
import { LaneLimits } from './lane-room.ts';
import type { Lease } from './limiter.ts';
import { scopeLimiter } from './scope-limiter.ts';

const used = (inputTotal: number | null, outputTotal: number) =>
  ({ tokens: { inputTotal, outputTotal } as Tokens }) as const;

it('asks for what calls took on average, and counts what each took', () => {
  const asked: number[] = [];
  const settled: (number | null)[] = [];
  const lease = { granted: true, settle: (tokens: number | null) => void settled.push(tokens) };
  const limiter = {
    ...scopeLimiter({ kind: 'target', name: 't' }, { limits: {}, reserveShare: 0 }),
    tryAcquire: ({ tokens }: { tokens: number }) => (asked.push(tokens), lease as Lease),
  };
  const room = new LaneLimits([limiter], { parameters: { maxOutputTokens: 300 } });
  for (let i = 0; i < 60; i++) room.giveBack(room.take() as Lease[], used(80, 20));
  room.giveBack(room.take() as Lease[], used(null, 20));
  // nothing is known before the first answer but the limit of the answer
  expect(asked[0]).toBe(300);
  expect(asked.at(-1)).toBeLessThanOrEqual(101);
  expect(asked.at(-1)).toBeGreaterThanOrEqual(100);
  expect(settled.slice(0, 60)).toEqual(Array(60).fill(100));
  expect(settled.at(-1)).toBeNull();
});
