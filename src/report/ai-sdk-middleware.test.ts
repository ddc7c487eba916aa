import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { exampleRun, exampleTarget } from '../../test/example-summary.ts';
import type { Escalation, RoutePolicy } from '../contract/route.ts';
import { aiSdkMiddleware } from './ai-sdk-middleware.ts';

const targets = [
  { ...exampleTarget('small'), id: 's', provider: 'openai', model: 'small-1' },
  {
    ...exampleTarget('large'),
    id: 'l',
    provider: 'google',
    model: 'large-1',
    base_url: 'http://x.example/v1',
  },
];
const run = exampleRun(targets);
const policy: RoutePolicy = {
  schema: 'assay.policy/1',
  categories: { 'bill"ing': 's', '': 'l' },
  fallback: 'l',
  cascade: null,
};

type Made = (...parts: unknown[]) => {
  wrapGenerate(call: unknown): unknown;
  wrapStream(call: unknown): unknown;
};

/** The written source, running. */
async function written(given: RoutePolicy): Promise<{ assayRoute: Made; assayCascade: Made }> {
  const source = stripTypeScriptTypes(aiSdkMiddleware(run, given));
  return (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as Awaited<
    ReturnType<typeof written>
  >;
}

it('is a middleware that sends a call to the model of its category', async () => {
  const { assayRoute } = await written(policy);
  const model = (name: string) => ({ doGenerate: () => name, doStream: () => `${name} streams` });
  const route = assayRoute({ small: model('small'), large: model('large') });
  const params = { providerOptions: { assay: { category: 'bill"ing' } } };
  expect(route.wrapGenerate({ params })).toBe('small');
  expect(route.wrapStream({ params: {} })).toBe('large streams');
});

const answer = (text: string, total = 1) => ({
  content: [{ type: 'text', text }],
  usage: { outputTokens: { total } },
});

/** Says each of `answers` in turn; an error is thrown. */
function saying(...answers: (ReturnType<typeof answer> | Error)[]) {
  let calls = 0;
  return {
    calls: () => calls,
    doStream: () => 'stream',
    async doGenerate() {
      const next = answers[calls++ % answers.length];
      if (next instanceof Error) throw next;
      return next;
    },
  };
}

describe('a cascade', () => {
  const large = saying(answer('large'));
  const cascade = (escalate: Escalation): RoutePolicy => ({
    ...policy,
    cascade: { first: 's', second: 'l', escalate },
  });
  const ask = async (escalate: Escalation, small: ReturnType<typeof saying>, ...more: unknown[]) => {
    const { assayCascade } = await written(cascade(escalate));
    return assayCascade({ small, large }, ...more).wrapGenerate({ params: {} });
  };

  it('goes by the length of the answer, and by whether there is one', async () => {
    const by: Escalation = { on: 'output_tokens', above: 10 };
    expect(await ask(by, saying(answer('short', 10)))).toEqual(answer('short', 10));
    expect(await ask(by, saying(answer('long', 11)))).toEqual(answer('large'));
    expect(await ask(by, saying(new Error('down')))).toEqual(answer('large'));
  });

  it('goes by a check of the caller', async () => {
    const by: Escalation = { on: 'check', score: 'valid', below: 1 };
    const check = (text: string) => (text === 'good' ? 1 : 0);
    expect(await ask(by, saying(answer('good')), check)).toEqual(answer('good'));
    expect(await ask(by, saying(answer('bad')), check)).toEqual(answer('large'));
  });

  it('goes by whether answers agree', async () => {
    const by: Escalation = { on: 'agreement', calls: 3, below: 2 / 3 };
    const agreeing = saying(answer('no'), answer('Yes  it is'), answer('yes it is '));
    expect(await ask(by, agreeing)).toEqual(answer('Yes  it is'));
    expect(agreeing.calls()).toBe(3);
    expect(await ask(by, saying(answer('a'), answer('b'), new Error('down')))).toEqual(answer('large'));
    expect(await ask(by, saying(new Error('down')))).toEqual(answer('large'));
  });
});
