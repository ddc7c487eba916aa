/** Recorded answers served again: real texts, latencies and token counts, without asking anybody. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AssayError } from '../contract/errors.ts';
import type { Problem } from '../contract/errors.ts';
import { issueProblems } from '../contract/problems/issue-problems.ts';
import { cutText } from '../base/cut-text.ts';
import { promptKey } from './knowledge.ts';
import { profileSchema } from './profile.ts';
import type { Profile, WireName } from './profile.ts';

const recordingSchema = z.strictObject({
  case: z.union([z.string(), z.number()]).optional(),
  model: z.string().min(1),
  /** Text of the last user message. */
  prompt: z.string().min(1),
  output: z.string().optional(),
  tokens: z
    .strictObject({ input: z.number().int().nonnegative(), output: z.number().int().nonnegative() })
    .optional(),
  latency_ms: z.number().nonnegative().optional(),
  ttft_ms: z.number().nonnegative().optional(),
  error: z
    .union([
      z.string().min(1),
      z.strictObject({ status: z.number().int().min(400).max(599), message: z.string() }),
    ])
    .optional(),
});
export type Recording = z.infer<typeof recordingSchema>;

export interface Recordings {
  /** One per model in the file, in order of appearance. */
  profiles: Profile[];
  /** The recording of this repetition, starting over after the last; `null` when the prompt was not recorded. */
  find(model: string, prompt: string, repetition: number): Recording | null;
}

const maxProblems = 20;

/**
 * Reads a JSONL file. Throws `AssayError` with every bad line, up to 20. `wire`: what all its models are served as;
 * the Messages wire cannot leave token counts out, so there they must have been recorded.
 */
export function replayProfiles(file: string, wire: WireName = 'openai-chat'): Recordings {
  const problems: Problem[] = [];
  const byKey = new Map<string, Recording[]>();
  const models = new Set<string>();
  textOf(file)
    .split('\n')
    .forEach((line, i) => {
      if (line.trim() === '') return;
      const recording = recordingOf(line, { file, line: i + 1 }, wire, problems);
      if (!recording) return;
      models.add(recording.model);
      const key = keyOf(recording.model, recording.prompt);
      const list = byKey.get(key);
      if (list) list.push(recording);
      else byKey.set(key, [recording]);
    });
  if (models.size === 0 && problems.length === 0) {
    problems.push({ message: 'The file holds no recorded answer.', location: { file } });
  }
  if (problems.length > 0) {
    throw new AssayError('usage', `${file} cannot be replayed.`, {
      problems: problems.slice(0, maxProblems),
    });
  }
  return {
    profiles: [...models].map((name) => replayProfile(name, wire)),
    find(model, prompt, repetition) {
      const list = byKey.get(keyOf(model, prompt));
      return list ? (list[repetition % list.length] as Recording) : null;
    },
  };
}

function keyOf(model: string, prompt: string): string {
  return `${model}\u0000${promptKey(prompt)}`;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AssayError(
      'usage',
      `The recorded answers ${file} cannot be read: ${(cause as Error).message}`,
      {
        remedy: 'Check the path.',
        cause,
      },
    );
  }
}

/** Pace and accuracy are the recordings'; the profile only names the model. */
function replayProfile(name: string, wire: WireName): Profile {
  return profileSchema.parse({
    name,
    wire,
    ttft: { medianMs: 0, sigma: 0 },
    pace: { tokensPerSecond: 1_000_000, jitter: 0 },
    accuracy: 0,
  });
}

function recordingOf(
  line: string,
  location: { file: string; line: number },
  wire: WireName,
  problems: Problem[],
): Recording | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    problems.push({
      message: `Not JSON: ${cutText(line, 80)}`,
      location,
      expected: 'one JSON object a line',
    });
    return null;
  }
  const parsed = recordingSchema.safeParse(value);
  if (!parsed.success) {
    const found = issueProblems(parsed.error.issues, { schema: recordingSchema, value, noun: 'the line' });
    problems.push(...found.map((problem) => ({ ...problem, location })));
    return null;
  }
  const lack = lackOf(parsed.data, wire);
  if (lack) problems.push({ message: `${lack} in ${cutText(line, 80)}`, location });
  return lack ? null : parsed.data;
}

function lackOf(recording: Recording, wire: WireName): string | null {
  if (recording.output === undefined && recording.error === undefined) return 'Neither output nor error';
  const needsTokens = wire === 'anthropic-messages' && recording.error === undefined;
  if (needsTokens && !recording.tokens) return 'No tokens, which this wire cannot leave out,';
  const { ttft_ms: ttft, latency_ms: latency } = recording;
  if (ttft !== undefined && latency !== undefined && ttft > latency)
    return `ttft_ms ${ttft} is more than latency_ms ${latency}`;
  return null;
}
