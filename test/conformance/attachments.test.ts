import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../src/base/clock.ts';
import type { Attachment, ContentPart } from '../../src/contract/content.ts';
import { openLanes, type Lanes } from '../../src/providers/lanes/open-lanes.ts';
import { keys, scriptedVendors, targetOf } from './ask.ts';
import { startScriptedServer, type ScriptedServer, type ScriptedWire } from './scripted-server.ts';
import { model } from './wire-script.ts';

/** A picture and a document go out over every wire as the makers' own SDKs send them. */
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const pdf = Buffer.from('%PDF-1.7 a document');
const words = 'What is this?';

function attachmentOf(type: Attachment['type'], mediaType: string, name: string, bytes: Buffer): Attachment {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { type, name, mediaType, bytes: bytes.length, sha256 };
}
const picture = attachmentOf('image', 'image/png', 'a.png', png);
const document = attachmentOf('file', 'application/pdf', 'a.pdf', pdf);

let folder: string;
let server: ScriptedServer;
let lanes: Lanes;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-attachments-'));
  await writeFile(join(folder, picture.sha256 ?? ''), png);
  await writeFile(join(folder, document.sha256 ?? ''), pdf);
  server = await startScriptedServer();
  const targets = scriptedVendors.map(({ id, wire }) => targetOf(id, id, server.urlOf(wire, 'text', 0, id)));
  lanes = await openLanes({ targets, env: keys, threads: 1, files: folder });
}, 60_000);
afterAll(async () => {
  await lanes.close();
  await server.close();
  await rm(folder, { recursive: true });
});

function ask(id: string, wire: ScriptedWire, parts: ContentPart[], parameters = {}) {
  return lanes.call({
    target: { ...targetOf(id, id, server.urlOf(wire, 'text', 0, id)), parameters },
    messages: [{ role: 'user', content: [...parts, { type: 'text', text: words }] }],
    tools: [],
    timeoutMs: 5000,
    scheduledMs: nowMs(),
    signal: new AbortController().signal,
  });
}

const lastBody = (provider: string) =>
  server.bodies.findLast((body) => body.provider === provider)?.text ?? '';

const carries = (body: string, bytes: Buffer) => body.includes(bytes.toString('base64'));

/** Packages that take no documents, or none that are sent along: the call fails and says so. */
const noDocuments = new Set(['groq', 'xai', 'deepseek']);
/** Its package does not send schemas. */
const noSchema = new Set(['together']);

const schema = {
  type: 'object',
  properties: { zebra: { type: 'string' } },
  required: ['zebra'],
  additionalProperties: false,
};

describe.each(scriptedVendors)('$id over $wire', ({ id, wire }) => {
  it('sends a picture with the words', async () => {
    const { outcome, failure } = await ask(id, wire, [picture]);
    expect(outcome, failure?.message).toBe('ok');
    expect(carries(lastBody(id), png)).toBe(true);
    expect(lastBody(id)).toContain(words);
  });

  it(noDocuments.has(id) ? 'says that it takes no document' : 'sends a document', async () => {
    const { outcome, failure } = await ask(id, wire, [document]);
    if (noDocuments.has(id)) expect(failure?.class).toBe('client');
    else {
      expect(outcome, failure?.message).toBe('ok');
      expect(carries(lastBody(id), pdf)).toBe(true);
    }
  });

  it(noSchema.has(id) ? 'says that it takes no schema' : 'sends the schema of the answer', async () => {
    const { outcome, failure } = await ask(id, wire, [], { responseFormat: { schema } });
    if (noSchema.has(id)) expect(failure?.class).toBe('client');
    else {
      expect(outcome, failure?.message).toBe('ok');
      expect(lastBody(id)).toContain('zebra');
    }
  });
});

const base64 = { png: png.toString('base64'), pdf: pdf.toString('base64') };
const dataUrl = {
  png: `data:image/png;base64,${base64.png}`,
  pdf: `data:application/pdf;base64,${base64.pdf}`,
};

/** The same question by the makers' own SDKs; `content` finds what was asked in a body. */
const witnesses: {
  provider: string;
  wire: ScriptedWire;
  send(url: string): Promise<unknown>;
  content(body: never): unknown;
}[] = [
  ...['openai', 'compatible'].map((provider) => ({
    provider,
    wire: 'openai-chat' as const,
    send: (baseURL: string) =>
      new OpenAI({ baseURL, apiKey: 'k', maxRetries: 0 }).chat.completions.create({
        model,
        stream: true,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'image_url', image_url: { url: dataUrl.png } },
              { type: 'file', file: { filename: 'a.pdf', file_data: dataUrl.pdf } },
              { type: 'text', text: words },
            ],
          },
        ],
      }),
    content: (body: { messages: { content: unknown }[] }) => body.messages[0]?.content,
  })),
  {
    provider: 'openai-responses',
    wire: 'openai-responses',
    send: (baseURL) =>
      new OpenAI({ baseURL, apiKey: 'k', maxRetries: 0 }).responses.create({
        model,
        stream: true,
        input: [
          {
            role: 'user',
            content: [
              { type: 'input_image', image_url: dataUrl.png, detail: 'auto' },
              { type: 'input_file', filename: 'a.pdf', file_data: dataUrl.pdf },
              { type: 'input_text', text: words },
            ],
          },
        ],
      }),
    content: (body: { input: { content: { detail?: string }[] }[] }) =>
      body.input[0]?.content.map(({ detail: _default, ...part }) => part),
  },
  {
    provider: 'anthropic',
    wire: 'anthropic-messages',
    send: (baseURL) =>
      new Anthropic({ baseURL, apiKey: 'k', maxRetries: 0 }).messages.create({
        model,
        max_tokens: 100,
        stream: true,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: base64.png } },
              {
                type: 'document',
                source: { type: 'base64', media_type: 'application/pdf', data: base64.pdf },
                title: 'a.pdf',
              },
              { type: 'text', text: words },
            ],
          },
        ],
      }),
    content: (body: { messages: { content: unknown }[] }) => body.messages[0]?.content,
  },
  {
    provider: 'google',
    wire: 'gemini',
    send: (baseUrl) =>
      new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl } }).models.generateContentStream({
        model,
        contents: [
          {
            role: 'user',
            parts: [
              { inlineData: { mimeType: 'image/png', data: base64.png } },
              { inlineData: { mimeType: 'application/pdf', data: base64.pdf } },
              { text: words },
            ],
          },
        ],
      }),
    content: (body: { contents: { parts: unknown }[] }) => body.contents[0]?.parts,
  },
];

describe.each(witnesses)('our $provider beside its SDK', ({ provider, wire, send, content }) => {
  it('sends the same picture, document and words in the same shape', async () => {
    await send(server.urlOf(wire, 'text', 0, provider));
    const theirs = content(JSON.parse(lastBody(provider)) as never);
    await ask(provider, wire, [picture, document]);
    expect(content(JSON.parse(lastBody(provider)) as never)).toEqual(theirs);
  });
});
