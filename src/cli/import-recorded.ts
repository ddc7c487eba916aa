/** Recorded calls of any tool become a run: the whole file is checked before anything of it is written. */
import { createHash } from 'node:crypto';
import { parse } from 'node:path';
import { newId } from '../base/id.ts';
import { wallClockMs } from '../base/clock.ts';
import { answeredOutcomes } from '../contract/outcome.ts';
import { AssayError } from '../contract/errors.ts';
import type { ResultStore, SampleBatch } from '../contract/result-store.ts';
import type { Provenance, Run, RunTarget } from '../contract/run.ts';
import type { Case, ScorerEntry, ScorerSpec } from '../contract/suite.ts';
import { readTable } from '../exchange/read-table.ts';
import { recordedCall, type CallReading, type RecordedCall } from '../exchange/recorded-call.ts';
import { columnMap, completeMap, unknownValues } from '../exchange/recorded-fields.ts';
import { RecordedSurvey, RepeatNumbers } from '../exchange/recorded-run.ts';
import { recordedSample, type Scored } from '../exchange/recorded-sample.ts';
import { createScorer, type Scorer } from '../score/create-scorer.ts';
import { qualityOf } from '../score/quality-of.ts';
import { sampleIdOf } from '../settle.ts';
import { normaliseScorers } from '../suite/normalise-scorer.ts';

export interface RecordedOptions {
  file: string;
  /** `field=column`. */
  map: string[];
  /** `field=value`. */
  unknown: string[];
  /** Of all calls, where no column tells it. */
  target?: string;
  name?: string;
  /** Calls of one target and case are numbered in the order of the file. */
  numberRepeats: boolean;
  scorers: ScorerEntry[];
  retentionDays: number;
  provenance: Provenance;
}

const batchRows = 1000;
const dayMs = 86_400_000;

async function readingOf(options: RecordedOptions): Promise<CallReading> {
  for await (const { row } of readTable(options.file)) {
    const hasTarget = options.target !== undefined;
    return {
      file: options.file,
      map: completeMap(columnMap(options.map), Object.keys(row), hasTarget),
      unknown: unknownValues(options.unknown),
      ...(options.target !== undefined && { target: options.target }),
    };
  }
  throw new AssayError('usage', `${options.file} has no rows`);
}

/** Each call with its number, the same in every pass over the file. */
async function* callsOf(
  { file, numberRepeats }: RecordedOptions,
  reading: CallReading,
): AsyncGenerator<{ call: RecordedCall; repeat: number }> {
  const numbers = new RepeatNumbers();
  for await (const row of readTable(file)) {
    const call = recordedCall(row, reading);
    yield { call, repeat: numberRepeats ? numbers.next(call) : (call.repeat ?? 0) };
  }
}

function refuseExpired({ oldest }: RecordedSurvey, { file, retentionDays }: RecordedOptions): void {
  if (!oldest || oldest.ms >= wallClockMs() - retentionDays * dayMs) return;
  const date = new Date(oldest.ms).toISOString();
  throw new AssayError(
    'usage',
    `row ${oldest.place} of ${file} is of ${date}, older than the ${retentionDays} days for which samples are kept`,
    {
      remedy:
        'Leave the time out with --map time= (the run is then dated today), or import into a new data directory with ASSAY_RETENTION_DAYS set to more.',
    },
  );
}

interface Scoring {
  scorer: Scorer;
  specs: ScorerSpec[];
  survey: RecordedSurvey;
}

async function scored({ scorer, specs, survey }: Scoring, call: RecordedCall): Promise<Scored> {
  const { id, index, expected } = survey.caseOf(call.caseId);
  const input = call.input === null ? {} : { input: call.input };
  const testCase: Case = {
    id,
    index,
    variables: input,
    expected,
    tags: [],
    weight: 1,
    tools: [],
    scorers: specs,
  };
  if (call.output === null || !answeredOutcomes.has(call.outcome))
    return { scores: [], quality: null, correct: null };
  const answer = { text: call.output, reasoning: '', toolCalls: [], finishReason: null };
  const scores = await scorer.score(testCase, answer);
  return { scores, ...qualityOf(scores, specs) };
}

async function survey(options: RecordedOptions, reading: CallReading): Promise<RecordedSurvey> {
  const found = new RecordedSurvey(options.file);
  for await (const { call, repeat } of callsOf(options, reading)) found.add(call, repeat);
  refuseExpired(found, options);
  return found;
}

function hashOf(found: RecordedSurvey): string {
  const hash = createHash('sha256');
  for (const { id, expected } of found.cases) hash.update(JSON.stringify([id, expected]));
  return hash.digest('hex');
}

/** The run, with all its samples in the store. Throws `usage` before anything is written when a row is not right. */
export async function importRecorded(store: ResultStore, options: RecordedOptions): Promise<Run> {
  const reading = await readingOf(options);
  const found = await survey(options, reading);
  const run = found.run({
    runId: newId(),
    name: options.name ?? parse(options.file).name,
    nowMs: wallClockMs(),
    suiteHash: hashOf(found),
    provenance: options.provenance,
  });
  const targets = new Map(run.targets.map((target) => [target.label, target]));
  const specs = normaliseScorers(options.scorers);
  const probe: Case = { id: '', index: 0, variables: {}, tags: [], weight: 1, tools: [], scorers: specs };
  const scoring = specs.length > 0 ? { scorer: createScorer([probe]), specs, survey: found } : null;

  let batch: SampleBatch = { samples: [], payloads: [], retried: [] };
  const flush = async () => {
    if (batch.samples.length > 0) await store.insert(batch);
    batch = { samples: [], payloads: [], retried: [] };
  };
  for await (const { call, repeat: written } of callsOf(options, reading)) {
    const target = targets.get(call.target) as RunTarget;
    const repeat = found.repeatOf(written);
    const place = { runId: run.run_id, targetId: target.id, caseId: call.caseId, repeat, isWarmup: false };
    const { index: caseIndex, expected } = found.caseOf(call.caseId);
    const at = { run, target, sampleId: sampleIdOf(place), caseIndex, repeat, expected };
    const { sample, payload } = recordedSample(call, at, scoring && (await scored(scoring, call)));
    batch.samples.push(sample);
    if (payload) batch.payloads.push(payload);
    if (batch.samples.length >= batchRows) await flush();
  }
  await flush();
  // last: without it the rows belong to no run, and are not seen
  await store.putRun(run, found.cases);
  return run;
}
