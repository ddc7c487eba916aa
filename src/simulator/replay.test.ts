import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { AssayError } from '../contract/errors.ts';
import { replayProfiles } from './replay.ts';
import type { Recording } from './replay.ts';
import { serveSimulator } from './serve.ts';
import type { SimulatorHandle } from './simulator-options.ts';

const fileOf = (...lines: (Recording | string)[]): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'replay-')), 'answers.jsonl');
  writeFileSync(
    file,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return file;
};
const problemsOf = (...args: Parameters<typeof replayProfiles>) => {
  try {
    replayProfiles(...args);
  } catch (error) {
    return (error as AssayError).problems;
  }
  return [];
};

describe('replayProfiles', () => {
  it('has a model for each in the file, and its answers in turn', () => {
    const recordings = replayProfiles(
      fileOf({ model: 'b', prompt: 'Q', output: 'one' }, { model: 'a', prompt: 'Q', output: 'x' }, '', {
        model: 'b',
        prompt: ' Q ',
        output: 'two',
      }),
    );
    expect(recordings.profiles.map((profile) => profile.name)).toEqual(['b', 'a']);
    expect([0, 1, 2].map((n) => recordings.find('b', 'Q', n)?.output)).toEqual(['one', 'two', 'one']);
    expect(recordings.find('a', 'other', 0)).toBeNull();
  });

  it('names file, line and value of everything that is wrong', () => {
    const file = fileOf(
      '{oops',
      '{"model":"m","prompt":"Q","output":7}',
      '{"model":"m","prompt":"Q"}',
      '{"model":"m","prompt":"Q","output":"x","ttft_ms":9,"latency_ms":5}',
    );
    const problems = problemsOf(file);
    expect(problems.map((problem) => problem.location)).toEqual([1, 2, 3, 4].map((line) => ({ file, line })));
    expect(problems[0]?.message).toContain('{oops');
    expect(problems[1]).toMatchObject({ path: 'output', message: '`output` is 7.', expected: 'text' });
    expect(problems[2]?.message).toContain('Neither output nor error');
    expect(problems[3]?.message).toContain('ttft_ms 9 is more than latency_ms 5');
  });

  it('refuses a file that is empty or not there', () => {
    expect(problemsOf(fileOf(''))[0]?.message).toContain('no recorded answer');
    expect(() => replayProfiles('/nowhere.jsonl')).toThrow(/\/nowhere.jsonl cannot be read/);
  });

  it('needs token counts where the wire cannot leave them out', () => {
    const file = fileOf({ model: 'm', prompt: 'Q', output: 'x' });
    expect(problemsOf(file, 'anthropic-messages')[0]?.message).toContain('No tokens');
  });
});

describe('a simulator that replays', () => {
  let simulator: SimulatorHandle | undefined;
  afterEach(() => simulator?.close());
  const ask = async (recording: Recording, prompt: string) => {
    simulator = await serveSimulator({ replayFile: fileOf(recording) });
    const body = {
      model: 'm',
      messages: [{ role: 'user', content: prompt }],
      stream: true,
      stream_options: { include_usage: true },
    };
    const headers = { authorization: 'Bearer k' };
    const url = `${simulator.url}/openai/v1/chat/completions`;
    const began = performance.now();
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, text, ms: performance.now() - began };
  };

  it('streams the answer in its own time with the recorded usage', async () => {
    const recording = {
      model: 'm',
      prompt: 'Q',
      output: 'one two three',
      ttft_ms: 20,
      latency_ms: 60,
      tokens: { input: 9, output: 5 },
    };
    const { text, ms } = await ask(recording, 'Q');
    expect(text.match(/"content":"[^"]+"/g)).toEqual([
      '"content":"one"',
      '"content":" two"',
      '"content":" three"',
    ]);
    expect(text).toContain('"prompt_tokens":9,"completion_tokens":5,"total_tokens":14');
    expect(ms).toBeGreaterThan(58);
    const { entries } = (await (await fetch(`${simulator?.url}/truth`)).json()) as {
      entries: { arrivedMs: number; due: number[]; kinds: string }[];
    };
    const [entry] = entries;
    const content = entry?.due
      .filter((_, i) => entry.kinds[i] === 't')
      .map((at) => Math.round(at - entry.arrivedMs));
    expect(content).toEqual([20, 40, 60]);
  });

  it('sends no usage where none was recorded', async () => {
    expect((await ask({ model: 'm', prompt: 'Q', output: 'one' }, 'Q')).text).not.toContain('usage');
  });

  it('says so when a prompt was not recorded', async () => {
    const { status, text } = await ask({ model: 'm', prompt: 'Q', output: 'one' }, 'another');
    expect(status).toBe(404);
    expect(text).toContain('No recorded answer of m to this prompt');
  });

  it('serves other wires, but makes no usage up for them', async () => {
    const recording = { model: 'm', prompt: 'Q', output: 'one two', tokens: { input: 9, output: 5 } };
    simulator = await serveSimulator({
      replayFile: fileOf(recording, { model: 'm', prompt: 'R', output: 'x' }),
    });
    const say = (content: string) =>
      fetch(`${simulator?.url}/anthropic/v1/messages`, {
        method: 'POST',
        headers: { 'x-api-key': 'k' },
        body: JSON.stringify({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content }] }),
      });
    expect(await (await say('Q')).json()).toMatchObject({
      content: [{ type: 'text', text: 'one two' }],
      usage: { input_tokens: 9, output_tokens: 5 },
    });
    const missing = await say('R');
    expect(missing.status).toBe(400);
    expect(await missing.text()).toContain('No token counts were recorded');
  });

  it('fails as was recorded', async () => {
    const error = { status: 429, message: 'slow down' };
    const { status, text } = await ask({ model: 'm', prompt: 'Q', error }, 'Q');
    expect(status).toBe(429);
    expect(text).toContain('slow down');
  });
});
