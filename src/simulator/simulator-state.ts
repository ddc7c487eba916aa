/** What a running simulator remembers between calls: its models, quotas, and how often each prompt was asked. */
import { randomBytes } from 'node:crypto';
import { BatchServer, type OpenaiKept } from './batches/batch-desk.ts';
import { createCounters } from './counters.ts';
import type { Counters } from './counters.ts';
import { createKnowledge } from './knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { profileSchema } from './profile.ts';
import type { Profile } from './profile.ts';
import { shippedProfiles } from './profiles.ts';
import { createQuota } from './quota.ts';
import type { Quota } from './quota.ts';
import { replayProfiles } from './replay.ts';
import type { Recordings } from './replay.ts';
import type { SimulatorOptions } from './simulator-options.ts';
import { createTruthLog } from './truth-log.ts';
import type { TruthLog } from './truth-log.ts';

export interface SimulatorState {
  seed: number;
  noDelay: boolean;
  knowledge: Knowledge;
  recordings: Recordings | null;
  profiles: Map<string, Profile>;
  quotas: Map<string, Quota>;
  /** Calls by model and prompt, failed ones included: what faults are drawn from. */
  asked: Counters;
  /** Answers by model and prompt: what answers are drawn from, so that a fault before does not change them. */
  answered: Counters;
  batches: { openai: BatchServer<OpenaiKept>; anthropic: BatchServer<null> };
  truth: TruthLog;
  token: string;
  frozenUntilMs: number;
}

/** Throws `AssayError` for a replay file that cannot be read; profiles of replayed models come from the file. */
export function createState(options: SimulatorOptions): SimulatorState {
  const recordings =
    options.replayFile === undefined ? null : replayProfiles(options.replayFile, options.replayWire);
  const inputs = options.profiles ?? recordings?.profiles ?? shippedProfiles;
  const profiles = inputs.map((input) => profileSchema.parse(input));
  const { seconds = options.noDelay ? 0 : 2, reached = 1 } = options.batch ?? {};
  const times = { durationMs: seconds * 1000, reached };
  return {
    seed: options.seed ?? 1,
    noDelay: options.noDelay ?? false,
    knowledge: createKnowledge(options.knowledge ?? []),
    recordings,
    profiles: new Map(profiles.map((profile) => [profile.name, profile])),
    quotas: new Map(
      profiles.flatMap((profile) =>
        profile.requestsPerMinute === null ? [] : [[profile.name, createQuota(profile.requestsPerMinute)]],
      ),
    ),
    asked: createCounters(),
    answered: createCounters(),
    batches: { openai: new BatchServer('batch_', times), anthropic: new BatchServer('msgbatch_', times) },
    truth: createTruthLog(options.truthFile === undefined ? {} : { file: options.truthFile }),
    token: randomBytes(16).toString('hex'),
    frozenUntilMs: 0,
  };
}
