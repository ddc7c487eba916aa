/** Every scenario on every wire, over real HTTP through real lanes. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { nowMs } from '../../../src/base/clock.ts';
import type { CallResult } from '../../../src/contract/attempt.ts';
import { openLanes } from '../../../src/providers/lanes/open-lanes.ts';
import { vendorOf } from '../../../src/providers/registry.ts';
import { keys, targetOf, weather } from '../ask.ts';
import type { ZooWriter } from './zoo-answer.ts';
import { ownContent } from './zoo-own-content.ts';
import { ownEnds } from './zoo-own-ends.ts';
import { zooScenarios, type ZooReply, type ZooSeen } from './zoo-scenarios.ts';
import { chatWriter } from './write-chat.ts';
import { cohereWriter } from './write-cohere.ts';
import { converseWriter } from './write-converse.ts';
import { geminiWriter } from './write-gemini.ts';
import { messagesWriter } from './write-messages.ts';
import { responsesWriter } from './write-responses.ts';

/** One provider or two for each wire: whose package builds the request makes a difference. */
const writers: Record<string, ZooWriter> = {
  compatible: chatWriter,
  openai: chatWriter,
  mistral: chatWriter,
  'openai-responses': responsesWriter,
  xai: responsesWriter,
  anthropic: messagesWriter,
  google: geminiWriter,
  vertex: geminiWriter,
  bedrock: converseWriter,
  cohere: cohereWriter,
};

export interface ZooCell {
  scenario: string;
  provider: string;
  /** What is not as it should be; empty: all is. */
  wrong: string[];
  /** How many answers were read; 0: the wire has no form for it. */
  answers: number;
}

interface Case {
  scenario: string;
  provider: string;
  reply: ZooReply;
}

const scenarios = [...zooScenarios, ...ownContent, ...ownEnds];

const cases: Case[] = scenarios.flatMap(({ name, of }) =>
  Object.entries(writers).flatMap(([provider, writer]) =>
    of(writer, vendorOf(provider).wire).map((reply) => ({ scenario: name, provider, reply })),
  ),
);

async function serve() {
  const server = createServer((request, response) => {
    request.resume();
    const { reply } = cases[Number(request.url?.split('/')[1])] as Case;
    void (async () => {
      response.writeHead(reply.status ?? 200, reply.headers ?? {});
      const { body, step = body.length } = reply;
      for (let at = 0; at < body.length; at += step) {
        response.write(body.subarray(at, at + step));
        await turn();
      }
      response.end();
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (index: number) => `http://127.0.0.1:${port}/${index}/v1`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

const show = (value: unknown): string =>
  value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? 'nothing');

function isSame(seen: unknown, wanted: unknown): boolean {
  if (wanted instanceof RegExp) return typeof seen === 'string' && wanted.test(seen);
  return JSON.stringify(seen) === JSON.stringify(wanted);
}

/** What is not as it should be. */
function differences(result: CallResult, seen: ZooSeen): string[] {
  const { answer, tokens, failure } = result;
  const { tokens: wantedTokens, ...wanted } = seen;
  const all: Record<keyof typeof wanted, unknown> = {
    outcome: result.outcome,
    class: failure?.class,
    message: failure?.message,
    text: answer?.text,
    reasoning: answer?.reasoning,
    calls: answer?.toolCalls.map((call) => ({ name: call.name, arguments: parsed(call.arguments) })),
    model: result.responseModel,
    tier: result.serviceTier,
    id: result.responseId,
    files: answer?.madeFiles?.length,
    citations: answer?.citations,
    serverTools: answer?.serverTools,
    costNanousd: result.statedCostNanousd,
    kinds: result.frames.kinds,
    retryAfterMs: failure?.retryAfterMs,
  };
  const read = Object.entries(wanted).map(([name, value]) => [name, all[name as keyof typeof wanted], value]);
  const counted =
    wantedTokens === undefined
      ? []
      : wantedTokens === null
        ? [['tokens', tokens, null]]
        : Object.entries(wantedTokens).map(([name, value]) => [
            name,
            tokens?.[name as keyof typeof wantedTokens] ?? null,
            value,
          ]);
  return [...read, ...counted]
    .filter(([, is, should]) => !isSame(is, should))
    .map(([name, is, should]) => `${String(name)} ${show(is)}, not ${show(should)}`);
}

/** Rows in the order of the scenarios, columns in that of the providers. */
export async function runZoo(): Promise<ZooCell[]> {
  const server = await serve();
  const targets = cases.map(({ provider }, index) => targetOf(provider, String(index), server.urlOf(index)));
  const lanes = await openLanes({ targets, env: keys, threads: 1 });
  const wrong: string[][] = [];
  try {
    for (const [index, target] of targets.entries()) {
      const result = await lanes.call({
        target,
        messages: [{ role: 'user', content: 'Hi.' }],
        tools: [weather],
        timeoutMs: 5000,
        scheduledMs: nowMs(),
        signal: new AbortController().signal,
      });
      wrong.push(differences(result, (cases[index] as Case).reply.seen));
    }
  } finally {
    await lanes.close();
    await server.close();
  }
  return scenarios.flatMap(({ name }) =>
    Object.keys(writers).map((provider) => {
      const of = cases.flatMap((each, index) =>
        each.scenario === name && each.provider === provider ? [wrong[index] as string[]] : [],
      );
      return { scenario: name, provider, wrong: of.flat(), answers: of.length };
    }),
  );
}
