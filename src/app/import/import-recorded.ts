/** Recorded calls of any tool become a run: the whole file is checked before anything of it is written. */
import { createHash } from 'node:crypto';
import { parse } from 'node:path';
import { newId } from '../../base/id.ts';
import { answeredOutcomes } from '../../contract/outcome.ts';
import { AssayError } from '../../contract/errors.ts';
import type { KeptDays } from '../../contract/retention.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Provenance, Run, RunTarget } from '../../contract/run.ts';
import type { Sample, SampleBatch, SampleRecord } from '../../contract/sample.ts';
import type { Case, ScorerEntry, ScorerSpec } from '../../contract/suite.ts';
import type { CallReading, Winner } from '../../exchange/cells.ts';
import { columnsReport, ImportNotes, type ImportReport } from '../../exchange/import-report.ts';
import type { TableOptions } from '../../exchange/read-table.ts';
import { missingAnswer, recordedCalls, type RecordedCall } from '../../exchange/recorded-call.ts';
import { completeMap, givenColumns, unknownValues } from '../../exchange/recorded-fields.ts';
import { RecordedSurvey, RepeatNumbers, type SurveyOptions } from '../../exchange/recorded-run.ts';
import { recordedSample, sampleOfTarget, type Scored } from '../../exchange/recorded-sample.ts';
import { surveyColumns } from '../../exchange/survey-columns.ts';
import { formatToRead, hasNestedValues } from '../../exchange/table-format.ts';
import { scoreInPool } from '../../compute-pool/score-in-pool.ts';
import { createScorer, type Scorer } from '../../score/create-scorer.ts';
import { qualityOf } from '../../score/quality-of.ts';
import { sampleIdOf } from '../../samples/sample-of.ts';
import { writeImported } from './import-writer.ts';
import type { WatchTable } from './watch-table.ts';
import { normaliseScorers } from '../../suite/normalise-scorer.ts';

export interface RecordedOptions extends SurveyOptions {
  file: string;
  /** How the file is written. */
  table?: TableOptions;
  /** `field=column`. */
  map: string[];
  /** `field=value`. */
  unknown: string[];
  /** Of all calls, where no column tells it. */
  target?: string;
  name?: string;
  /** Calls of one target and case are numbered in the order of the file. */
  numberRepeats: boolean;
  /** `first=WORD`, `second=WORD`, `tie=WORD`: what the winner column says. */
  winners?: string[];
  /** What a call cost whose cost the file does not tell; default: that stays unknown. */
  costOf?: (call: RecordedCall, target: RunTarget) => { nanousd: number; priceId: string } | null;
  scorers: ScorerEntry[];
  /** For how many days; `null`: always. */
  kept: Pick<KeptDays, 'samples' | 'payloads'>;
  nowMs: number;
  watch: WatchTable;
  /** Where rows go that the store refuses. */
  dataDir: string;
  provenance: Provenance;
  /** What the run belongs to; default: the default project. */
  project?: string | undefined;
}

const dayMs = 86_400_000;

function winnersOf(pairs: readonly string[] = []): Map<string, Winner> {
  return new Map(
    pairs.map((text) => {
      const [, winner, word] = /^(first|second|tie)=(.+)$/.exec(text) ?? [];
      if (winner !== undefined && word !== undefined) return [word, winner as Winner];
      throw new AssayError('usage', `--winner is "${text}"`, {
        remedy:
          'Write --winner first=WORD, second=WORD or tie=WORD: what the column says when that answer won.',
      });
    }),
  );
}

interface Reading {
  reading: CallReading;
  notes: ImportNotes;
  columns: string[];
}

async function readingOf(options: RecordedOptions): Promise<Reading> {
  const { file, table, watch } = options;
  const given = givenColumns(options.map);
  const isUniform = !hasNestedValues(formatToRead(file));
  const { names } = await surveyColumns(file, watch('reading the columns of', file, table), given, isUniform);
  const notes = new ImportNotes();
  const reading: CallReading = {
    file,
    map: completeMap(given.map, names, options.target !== undefined),
    scores: given.scores,
    unknown: unknownValues(options.unknown),
    winners: winnersOf(options.winners),
    ...(options.target !== undefined && { target: options.target }),
  };
  return { reading, notes, columns: names };
}

interface NumberedCall {
  call: RecordedCall;
  repeat: number;
}

/** Each call with its number, the same in every pass over the file; those of rows that are read together. */
async function* callsOf(
  { file, table, numberRepeats, watch }: RecordedOptions,
  reading: CallReading,
  doing: string,
): AsyncGenerator<NumberedCall[]> {
  const numbers = new RepeatNumbers();
  // each comparison of a pair is one more answer to the same question
  const isNumbered = numberRepeats || reading.map.winner !== undefined;
  const numberOf = (call: RecordedCall) => (isNumbered ? numbers.next(call) : (call.repeat ?? 0));
  for await (const rows of watch(doing, file, table))
    yield rows
      .flatMap((row) => recordedCalls(row, reading))
      .map((call) => ({ call, repeat: numberOf(call) }));
}

function refuseExpired({ oldest }: RecordedSurvey, { file, kept, nowMs }: RecordedOptions): void {
  if (!oldest || kept.samples === null || oldest.ms >= nowMs - kept.samples * dayMs) return;
  const date = new Date(oldest.ms).toISOString();
  throw new AssayError(
    'usage',
    `row ${oldest.place} of ${file} is of ${date}, older than the ${kept.samples} days for which samples are kept`,
    {
      remedy:
        'Leave the time out with --map time= (the run is then dated today), or keep samples for longer: `assay storage --set samples=10y`.',
    },
  );
}

/** Texts are kept for less long than samples. */
function lostTexts(
  { oldest }: RecordedSurvey,
  { kept: { payloads: days }, nowMs }: RecordedOptions,
): string[] {
  if (days === null) return [];
  const limit = nowMs - days * dayMs;
  if (!oldest || oldest.ms >= limit) return [];
  const date = new Date(limit).toISOString().slice(0, 10);
  return [
    `texts of calls from before ${date} are older than texts are kept (${days} days), and will be removed: --map time= leaves the time out and keeps them`,
  ];
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

const lacksAnswer = ({ outcome, output, error }: RecordedCall) =>
  outcome === 'error' && output === null && error === missingAnswer;

async function survey(
  options: RecordedOptions,
  { reading, notes, columns }: Reading,
): Promise<{ found: RecordedSurvey; report: ImportReport }> {
  const found = new RecordedSurvey(options.file, options);
  let withoutAnswer = 0;
  const parts = callsOf(options, { ...reading, note: notes.note }, 'checking');
  for await (const calls of parts)
    for (const { call, repeat } of calls) {
      found.add(call, repeat);
      if (lacksAnswer(call)) withoutAnswer++;
    }
  refuseExpired(found, options);
  const report = {
    ...columnsReport(reading, columns),
    unknown: notes.unknown,
    dropped: found.dropped,
    without_answer: withoutAnswer,
    notes: [...notes.sentences(), ...found.sentences(), ...lostTexts(found, options)],
  };
  return { found, report };
}

function hashOf(found: RecordedSurvey): string {
  const hash = createHash('sha256');
  for (const { id, expected } of found.cases) hash.update(JSON.stringify([id, expected]));
  return hash.digest('hex');
}

function scoringOf({ scorers }: RecordedOptions, found: RecordedSurvey): Scoring | null {
  const specs = normaliseScorers(scorers);
  if (specs.length === 0) return null;
  const probe: Case = { id: '', index: 0, variables: {}, tags: [], weight: 1, tools: [], scorers: specs };
  return { scorer: createScorer([probe], { inComputePool: scoreInPool }), specs, survey: found };
}

/** A cost of the file stands; where it tells none, one from the price list may. */
function pricedCall(call: RecordedCall, target: RunTarget, { costOf }: RecordedOptions) {
  const priced = call.costNanousd === null ? costOf?.(call, target) : null;
  return priced ? { call: { ...call, costNanousd: priced.nanousd }, priceId: priced.priceId } : { call };
}

/** Makes the record of each call as the run holds it. */
function recordMaker(
  options: RecordedOptions,
  found: RecordedSurvey,
  run: Run,
): (numbered: NumberedCall) => Promise<SampleRecord> {
  const targets = new Map(
    run.targets.map((target) => [target.label, { target, ofTarget: sampleOfTarget(run, target) }]),
  );
  const scoring = scoringOf(options, found);
  return async ({ call: read, repeat: written }) => {
    const { target, ofTarget } = targets.get(read.target) as { target: RunTarget; ofTarget: Sample };
    const { call, priceId } = pricedCall(read, target, options);
    const repeat = found.repeatOf(written);
    const place = { runId: run.run_id, targetId: target.id, caseId: call.caseId, repeat, isWarmup: false };
    const { index: caseIndex, expected } = found.caseOf(call.caseId);
    const at = { ofTarget, sampleId: sampleIdOf(place), caseIndex, repeat, expected };
    const record = recordedSample(call, at, scoring && (await scored(scoring, call)));
    if (priceId !== undefined) record.sample.price_id = priceId;
    return record;
  };
}

/** The rows of the file, as many at a time as are read together. */
async function* batchesIn(
  options: RecordedOptions,
  reading: CallReading,
  found: RecordedSurvey,
  run: Run,
): AsyncGenerator<SampleBatch> {
  const recordOf = recordMaker(options, found, run);
  for await (const calls of callsOf(options, reading, 'importing')) {
    const batch: SampleBatch = { samples: [], payloads: [], retried: [] };
    for (const numbered of calls) {
      if (!found.isKept(numbered.call, numbered.repeat)) continue;
      const { sample, payload } = await recordOf(numbered);
      batch.samples.push(sample);
      if (payload) batch.payloads.push(payload);
    }
    yield batch;
  }
}

/** The run, with all its samples in the store, and what was made of the file. Throws `usage` before anything is written when a row is not right. */
export async function importRecorded(
  store: ResultStore,
  options: RecordedOptions,
): Promise<{ run: Run; report: ImportReport }> {
  const read = await readingOf(options);
  const { found, report } = await survey(options, read);
  const run = found.run({
    runId: newId(),
    name: options.name ?? parse(options.file).name,
    nowMs: options.nowMs,
    suiteHash: hashOf(found),
    provenance: options.provenance,
    project: options.project,
  });
  const parts = batchesIn(options, read.reading, found, run);
  return { run: await writeImported(store, options.dataDir, { run, cases: found.cases }, parts), report };
}
