import { describe, expect, it } from 'vitest';
import type { CallResult } from '../../contract/attempt.ts';
import { BatchError, type BatchModel, type BatchRequest, type BatchStatus } from '../../contract/batch.ts';
import type { ErrorClass } from '../../contract/outcome.ts';
import { GivenUp, patiently, pauseFor, readResults, unlessKilled, untilEnded } from './follow-batch.ts';

const refusal = (errorClass: ErrorClass) =>
  new BatchError({ class: errorClass, message: errorClass, httpStatus: null, retryAfterMs: null });

function signalsOf(pauses = { firstMs: 0, maxMs: 0 }) {
  const stop = new AbortController();
  const kill = new AbortController();
  return { stop, kill, signals: { stop: stop.signal, kill: kill.signal, pauses } };
}

const statusOf = (state: BatchStatus['state'], done = 0): BatchStatus => ({
  batchId: 'b',
  state,
  total: 3,
  done,
  createdAtMs: null,
  expiresAtMs: null,
  failure: null,
});

/** A model that goes through the states it is given, and notes what it was asked. */
function modelOf(states: (BatchStatus | Error)[], cancel: () => Promise<void> = async () => {}) {
  const asked: string[] = [];
  const model = {
    async statusOf() {
      asked.push('status');
      const next = states.length > 1 ? states.shift() : states[0];
      if (next instanceof Error) throw next;
      return next;
    },
    async cancel() {
      asked.push('cancel');
      await cancel();
    },
  } as unknown as BatchModel;
  return { model, asked };
}

describe('asking patiently', () => {
  it.each<ErrorClass>(['rate_limit', 'http_5xx', 'overloaded', 'connect'])(
    'tries again after %s',
    async (kind) => {
      let tries = 0;
      const ask = async () => {
        if (++tries < 4) throw refusal(kind);
        return 'got it';
      };
      expect(await patiently(ask, signalsOf().signals)).toBe('got it');
      expect(tries).toBe(4);
    },
  );

  it.each<ErrorClass>(['auth', 'bad_request', 'not_found', 'quota'])(
    'throws %s, which will not pass',
    async (kind) => {
      let tries = 0;
      const ask = async () => {
        tries++;
        throw refusal(kind);
      };
      await expect(patiently(ask, signalsOf().signals)).rejects.toThrow(kind);
      expect(tries).toBe(1);
    },
  );

  it('throws what is no answer of the provider', async () => {
    await expect(patiently(() => Promise.reject(new TypeError('ours')), signalsOf().signals)).rejects.toThrow(
      'ours',
    );
  });

  it('ends when all in flight is given up: at once, and also in a pause', async () => {
    const { kill, signals } = signalsOf({ firstMs: 600_000, maxMs: 600_000 });
    const stuck = patiently(() => new Promise<never>(() => {}), signals);
    const pausing = patiently(() => Promise.reject(refusal('http_5xx')), signals);
    const ends = Promise.all([
      expect(stuck).rejects.toBeInstanceOf(GivenUp),
      expect(pausing).rejects.toBeInstanceOf(GivenUp),
    ]);
    setImmediate(() => kill.abort());
    await ends;
    await expect(unlessKilled(Promise.resolve(1), signals)).rejects.toBeInstanceOf(GivenUp);
  });
});

describe('a pause', () => {
  it('is ended by the first stop, and not by a stop of before', async () => {
    const { stop, kill, signals } = signalsOf();
    const first = pauseFor(600_000, signals);
    stop.abort();
    await first;
    const second = pauseFor(600_000, signals);
    const ends = expect(second).rejects.toBeInstanceOf(GivenUp);
    kill.abort();
    await ends;
  });
});

describe('a batch', () => {
  it('is asked for until it has ended, and each standing is told', async () => {
    const { model, asked } = modelOf([
      statusOf('going'),
      refusal('http_5xx'),
      statusOf('going', 2),
      statusOf('ended', 3),
    ]);
    const told: number[] = [];
    const ended = await untilEnded(model, 'b', signalsOf().signals, ({ done }) => told.push(done));
    expect(ended.state).toBe('ended');
    expect(told).toEqual([0, 2, 3]);
    expect(asked).toEqual(['status', 'status', 'status', 'status']);
  });

  it('is cancelled once when the run is stopped, and then waited for', async () => {
    const { stop, signals } = signalsOf();
    const { model, asked } = modelOf([
      statusOf('going'),
      statusOf('cancelling'),
      statusOf('cancelling'),
      statusOf('ended'),
    ]);
    await untilEnded(model, 'b', signals, () => stop.abort());
    expect(asked).toEqual(['status', 'cancel', 'status', 'status', 'status']);
  });

  it('that cannot be cancelled has ended, or will', async () => {
    const { stop, signals } = signalsOf();
    stop.abort();
    const { model, asked } = modelOf([statusOf('ended')], () => Promise.reject(refusal('bad_request')));
    expect((await untilEnded(model, 'b', signals, () => {})).state).toBe('ended');
    expect(asked).toEqual(['cancel', 'status']);
  });

  it('that is not known any more is said to be so', async () => {
    const { model } = modelOf([refusal('not_found')]);
    await expect(untilEnded(model, 'b', signalsOf().signals, () => {})).rejects.toThrow('not_found');
  });
});

describe('results', () => {
  const resultOf = (text: string) => ({ outcome: 'ok', responseId: text }) as CallResult;
  const requests = new Map(['a', 'b', 'c', 'd'].map((id) => [id, () => ({}) as BatchRequest]));

  it('are taken once each, though the connection is lost twice in the middle', async () => {
    const asked: string[][] = [];
    const model = {
      async *results(_batchId: string, left: ReadonlyMap<string, unknown>) {
        asked.push([...left.keys()]);
        let given = 0;
        for (const id of left.keys()) {
          if (given++ === 2 && asked.length < 3) throw refusal('connect');
          yield { itemId: id, result: resultOf(id) };
        }
      },
    } as unknown as BatchModel;
    const taken: string[] = [];
    await readResults(model, 'b', requests, signalsOf().signals, async (id) => void taken.push(id));
    expect(taken).toEqual(['a', 'b', 'c', 'd']);
    expect(asked).toEqual([
      ['a', 'b', 'c', 'd'],
      ['c', 'd'],
    ]);
    expect(requests.size).toBe(4);
  });

  it('end with what taking them throws, and the file is not asked for again', async () => {
    let asked = 0;
    const model = {
      async *results() {
        asked++;
        yield { itemId: 'a', result: resultOf('a') };
      },
    } as unknown as BatchModel;
    const full = () => Promise.reject(new Error('the journal is full'));
    await expect(readResults(model, 'b', requests, signalsOf().signals, full)).rejects.toThrow('journal');
    expect(asked).toBe(1);
  });
});
