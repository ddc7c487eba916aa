import { describe, expect, it } from 'vitest';
import type { Attachment } from '../contract/content.ts';
import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Case, Suite, Target } from '../contract/suite.ts';
import { worstCaseOf } from './worst-case.ts';

const price = { input: 1, output: 10 };
const target: Target = {
  id: 't',
  label: 't',
  provider: 'p',
  model: 'm',
  promptId: 'p',
  parameters: { maxOutputTokens: 100 },
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
};
const call: PlannedCall = { targetIndex: 0, caseIndex: 0, repeat: 0, isWarmup: false };

function worstOf(more: Partial<Case>, load?: Suite['load']): number {
  const testCase: Case = {
    id: 'c',
    index: 0,
    variables: {},
    tags: [],
    weight: 1,
    tools: [],
    scorers: [],
    ...more,
  };
  const suite = { prompts: [{ id: 'p', messages: [] }], cases: [testCase], targets: [target], load };
  return worstCaseOf({ suite } as unknown as Plan, () => price)(call, target);
}
const picture: Attachment = { type: 'image', name: 'a', mediaType: 'image/png', bytes: 9, sha256: 'x' };
const turns = [1, 2].map(() => ({ role: 'user' as const, content: 'go on' }));

describe('worstCaseOf', () => {
  it('holds a token for every two characters, and 8,192 of output where nothing bounds it', () => {
    const nanoIn = (characters: number) =>
      worstOf({ variables: { input: 'x'.repeat(characters) } }) - worstOf({ variables: { input: '' } });
    expect(nanoIn(2000)).toBe(1000 * price.input * 1000);
    const unbounded = { ...target, parameters: {} };
    const suite = { prompts: [], cases: [], targets: [unbounded] };
    const worst = worstCaseOf({ suite } as unknown as Plan, () => ({ input: 0, output: 10 }));
    expect(worst(call, unbounded)).toBe(8192 * 10 * 1000);
  });

  it('holds every call of a conversation, and all that is read again', () => {
    // 3 calls with 100 tokens out each; the second reads 100 of them again, the third 200
    const minUsd = (3 * 100 * price.output + 300 * price.input) / 1e6;
    expect(worstOf({ turns })).toBeGreaterThan(minUsd * 1e9);
    expect(worstOf({ turns })).toBeGreaterThan(3 * worstOf({}));
  });

  it('holds as many calls as a tool loop may take', () => {
    const tools = [{ name: 'f', parameters: {}, result: 1 }];
    expect(worstOf({ tools, maxSteps: 20 })).toBeGreaterThan(2 * worstOf({ tools, maxSteps: 10 }));
  });

  it('holds pictures and documents, by size where that is known', () => {
    const document: Attachment = { ...picture, type: 'file', bytes: 1_000_000 };
    const nano = (tokens: number) => tokens * price.input * 1000;
    expect(worstOf({ attachments: [picture] }) - worstOf({})).toBeGreaterThan(nano(2000));
    expect(worstOf({ attachments: [document] })).toBeGreaterThan(nano(500_000));
    expect(worstOf({ attachments: [{ ...document, bytes: null, sha256: null }] })).toBeGreaterThan(
      nano(500_000),
    );
    const messages = [{ role: 'user' as const, content: [picture] }];
    expect(worstOf({ messages }) - worstOf({})).toBeGreaterThan(nano(2000));
  });

  it('holds the prompt of a trace, whose words are not yet made', () => {
    const variables = { input_tokens: 100_000 };
    const load = { shape: 'trace-replay', inputs: [100_000] };
    const nano = worstOf({ variables }, load) - worstOf({ variables });
    expect(nano).toBeGreaterThanOrEqual(100_000 * price.input * 1000);
  });
});
