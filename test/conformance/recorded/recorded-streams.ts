/**
 * Streams of real providers, recorded by others: the public test fixtures of the AI SDK's repository (packages/…/__fixtures__/*.chunks.txt,
 * a frame a line). They are never part of this repository: `ASSAY_RECORDED_STREAMS` names a checkout of theirs.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { awsEvent } from '../aws-event.ts';

export const recordedFolder = process.env['ASSAY_RECORDED_STREAMS'];

export interface RecordedStream {
  /** Package and file, and which of several answers in it. */
  name: string;
  /** The provider whose wire it is. */
  provider: string;
  contentType: string;
  body: Buffer;
}

/** Folder below packages/ → the provider that reads its streams. */
const folders: Record<string, string> = {
  'alibaba/src': 'compatible',
  'amazon-bedrock/src': 'bedrock',
  'anthropic/src': 'anthropic',
  'azure/src': 'openai-responses',
  'cohere/src': 'cohere',
  'deepseek/src/chat': 'deepseek',
  'google/src': 'google',
  'groq/src': 'groq',
  'mistral/src': 'mistral',
  'moonshotai/src': 'compatible',
  'open-responses/src/responses': 'openai-responses',
  'openai-compatible/src/chat': 'compatible',
  'openai/src/chat': 'openai',
  'openai/src/responses': 'openai-responses',
  'perplexity/src': 'perplexity',
  'xai/src': 'compatible',
  'xai/src/responses': 'xai',
};

/** Of another wire than the rest of their folder. */
const others: Record<string, string> = {
  'azure-deepseek-reasoning.1': 'azure',
  'google-vertex-stream-tool-call-arguments-nested.1': 'vertex',
};

interface Frame {
  /** As it was recorded, not always JSON. */
  text: string;
  type: string | undefined;
}

const closing = new Set(['message_stop', 'response.completed', 'response.failed', 'response.incomplete']);

/** `JSON.parse` would cost little, and a broken frame is one of those that a reader must bear. */
const typeOf = (text: string): string | undefined => /"type":\s*"([\w.-]+)"/.exec(text)?.[1];

/** Some files hold several answers, one after the other. */
function answersOf(text: string): Frame[][] {
  const answers: Frame[][] = [[]];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    const frame = { text: line, type: /^\{"(type|id)"/.test(line) ? typeOf(line) : undefined };
    answers.at(-1)?.push(frame);
    if (closing.has(frame.type ?? '')) answers.push([]);
  }
  return answers.filter((frames) => frames.length > 0);
}

function encode(provider: string, frames: Frame[]): Pick<RecordedStream, 'contentType' | 'body'> {
  if (provider === 'bedrock')
    return {
      contentType: 'application/vnd.amazon.eventstream',
      body: Buffer.concat(
        frames.flatMap(({ text }) =>
          Object.entries(JSON.parse(text) as object).map(([type, payload]) => awsEvent(type, payload)),
        ),
      ),
    };
  const events = frames.map(
    ({ text, type }) => `${type === undefined ? '' : `event: ${type}\n`}data: ${text}\n\n`,
  );
  return { contentType: 'text/event-stream', body: Buffer.from(events.join('')) };
}

/** Sorted by provider and name. */
export function recordedStreams(folder: string): RecordedStream[] {
  const found = Object.entries(folders).flatMap(([packageFolder, ofFolder]) =>
    globSync(join(folder, 'packages', packageFolder, '__fixtures__', '*.chunks.txt')).flatMap((file) => {
      const name = basename(file, '.chunks.txt');
      const provider = others[name] ?? ofFolder;
      const answers = answersOf(readFileSync(file, 'utf8'));
      return answers.map((frames, i) => ({
        name: `${packageFolder.split('/')[0]}/${name}${answers.length === 1 ? '' : ` #${i + 1}`}`,
        provider,
        ...encode(provider, frames),
      }));
    }),
  );
  return found.toSorted((a, b) => `${a.provider} ${a.name}`.localeCompare(`${b.provider} ${b.name}`));
}
