import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { flavours } from './flavours.ts';
import type { Reply, Scenario, WireScript } from './wire-script.ts';
import { anthropicMessages } from './wires/anthropic-messages.ts';
import { bedrockConverse } from './wires/bedrock-converse.ts';
import { cohereChat } from './wires/cohere-chat.ts';
import { gemini } from './wires/gemini.ts';
import { mistralChat } from './wires/mistral-chat.ts';
import { openaiChat } from './wires/openai-chat.ts';
import { openaiResponses } from './wires/openai-responses.ts';

export const scripts = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
  gemini,
  'bedrock-converse': bedrockConverse,
  'mistral-chat': mistralChat,
  'cohere-chat': cohereChat,
} satisfies Record<string, WireScript>;
export type ScriptedWire = keyof typeof scripts;

/** What is sent in the name of a provider; `null`: its API has no such thing. */
export function replyOf(provider: string, wire: ScriptedWire, scenario: Scenario): Reply | null {
  const own = flavours[provider]?.[scenario];
  return own === undefined ? scripts[wire].replies[scenario] : own;
}

export interface ScriptedServer {
  /** Where a provider package or SDK must be pointed to be answered so. `step`: bytes per write; 0 is one write a frame. */
  urlOf(wire: ScriptedWire, scenario: Scenario, step?: number, provider?: string): string;
  /** Bodies of the requests, in order of arrival. */
  bodies: { provider: string; wire: string; scenario: string; text: string }[];
  close(): Promise<void>;
}

/** Says what is scripted, whatever is asked: `/provider/wire/scenario/step/…`. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const bodies: ScriptedServer['bodies'] = [];
  const server = createServer(async (request, response) => {
    const [, provider, wire, scenario, step] = (request.url ?? '').split('/') as [
      string,
      string,
      ScriptedWire,
      Scenario,
      string,
    ];
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
    bodies.push({ provider, wire, scenario, text });
    const { contentType } = scripts[wire];
    const reply = replyOf(provider, wire, scenario);
    if (!reply) throw new Error(`${provider} has no ${scenario}`);
    response.writeHead(reply.status ?? 200, { 'content-type': contentType, ...reply.headers });
    const frames = reply.frames.map((frame) => Buffer.from(frame as string));
    const size = Number(step);
    const writes = size === 0 ? frames : cutEvery(Buffer.concat(frames), size);
    for (const bytes of writes) {
      response.write(bytes);
      await turn();
    }
    if (reply.cut) response.destroy();
    else response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (wire, scenario, step = 0, provider = 'any') =>
      `http://127.0.0.1:${port}/${provider}/${wire}/${scenario}/${step}`,
    bodies,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function cutEvery(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}
