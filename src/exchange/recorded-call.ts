import { answeredOutcomes, type Outcome } from '../contract/outcome.ts';
import { Cells, type CallReading, type Winner } from './cells.ts';
import type { PlacedRow } from './read-table.ts';

/** A verdict that a file holds under a name of its own. */
export interface RecordedScore {
  name: string;
  value: number | null;
  explanation: string | null;
}

/** A call of which a file tells; `null`: it does not say. */
export interface RecordedCall {
  place: number;
  target: string;
  caseId: string;
  /** As written; `null`: the file has no such column. */
  repeat: number | null;
  cluster: string;
  category: string;
  /** Name of the model that answered, as the provider gave it; empty: the file does not say. */
  responseModel: string;
  /** Wall clock, ms since the epoch. */
  startedAtMs: number | null;
  input: string | null;
  output: string | null;
  expected: unknown;
  score: number | null;
  correct: boolean | null;
  /** Verdicts of scorers and judges under their names. */
  scores: RecordedScore[];
  ttftMs: number | null;
  e2eMs: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  cacheReadTokens: number | null;
  costNanousd: number | null;
  error: string;
  outcome: Outcome;
}

function scoreOf(cells: Cells): number | null {
  const percent = cells.number('score_percent', 'a number from 0 to 100', (n) => n >= 0 && n <= 100);
  const score = cells.number(
    'score',
    'a number from 0 to 1 (from 0 to 100: map score_percent)',
    (n) => n >= 0 && n <= 1,
  );
  return score ?? (percent === null ? null : percent / 100);
}

function timesAndTokens(cells: Cells) {
  const cost = cells.amount([
    ['cost_nanousd', 1],
    ['cost_usd', 1e9],
    ['cost_cents', 1e7],
  ]);
  return {
    ttftMs: cells.amount([
      ['ttft_ms', 1],
      ['ttft_s', 1000],
    ]),
    e2eMs: cells.amount([
      ['e2e_ms', 1],
      ['e2e_s', 1000],
    ]),
    inputTokens: cells.count('input_tokens'),
    outputTokens: cells.count('output_tokens'),
    reasoningTokens: cells.count('reasoning_tokens'),
    cacheReadTokens: cells.count('cache_read_tokens'),
    costNanousd: cost === null ? null : Math.round(cost),
  };
}

/** Of a call that the file tells no answer of, though it tells answers. */
export const missingAnswer = 'the file has no answer here';

/** Throws `usage` with row, field and value when a cell is not what its field is. */
function callOf(row: PlacedRow, cells: Cells, reading: CallReading): RecordedCall {
  const call = {
    place: row.place,
    target: reading.target ?? cells.needed('target'),
    caseId: cells.needed('case'),
    repeat: cells.count('repeat'),
    cluster: cells.text('cluster') ?? '',
    category: cells.text('category') ?? '',
    responseModel: cells.text('response_model') ?? '',
    startedAtMs: cells.instant('time'),
    input: cells.text('input'),
    output: cells.answer(),
    expected: cells.value('expected'),
    score: scoreOf(cells),
    correct: cells.flag('correct'),
    scores: cells.scores(),
    ...timesAndTokens(cells),
    error: cells.error(),
    outcome: cells.outcome(),
  };
  const isIncomplete = reading.map.output && call.output === null && answeredOutcomes.has(call.outcome);
  const isJudged = call.score !== null || call.correct !== null || call.scores.length > 0;
  // a file that has answers, and none here: the call brought nothing
  return isIncomplete && !isJudged ? { ...call, outcome: 'error', error: missingAnswer } : call;
}

/** `n` of `k`: one row for k calls of which n were right. */
function aggregated(call: RecordedCall, cells: Cells, map: CallReading['map']): RecordedCall[] | null {
  if (!map.passes && !map.trials) return null;
  const trials = cells.count('trials');
  const passes = cells.count('passes');
  if (trials === null || trials < 1 || passes === null || passes > trials)
    return cells.refuse(
      'passes',
      `${passes ?? 'nothing'} of ${trials ?? 'nothing'}`,
      'passes from 0 to trials, trials from 1',
    );
  const lone = { ...call, score: null, ttftMs: null, e2eMs: null, output: null };
  return Array.from({ length: trials }, (_, i) => ({ ...lone, repeat: i, correct: i < passes }));
}

const defaultWinners = new Map<string, Winner>([
  ...['first', 'a', 'model_a', 'model a', 'left'].map((word) => [word, 'first'] as const),
  ...['second', 'b', 'model_b', 'model b', 'right'].map((word) => [word, 'second'] as const),
  ...['tie', 'draw', 'both', 'equal', 'tie (bothbad)', 'neither'].map((word) => [word, 'tie'] as const),
]);

/** Two answers side by side: a call for each of them, whose score is whether it was found the better one; a tie is worth ½. */
function compared(call: RecordedCall, cells: Cells, { map, winners }: CallReading): RecordedCall[] | null {
  if (!map.opponent || !map.winner) return null;
  const opponent = cells.text('opponent') ?? cells.refuse('opponent', '', 'a name');
  const said = cells.text('winner') ?? cells.refuse('winner', '', 'who won');
  const winner =
    winners?.get(said) ??
    (said === call.target ? 'first' : said === opponent ? 'second' : defaultWinners.get(said.toLowerCase()));
  if (winner === undefined)
    return cells.refuse(
      'winner',
      said,
      `the name of either target, ${[...defaultWinners.keys()].slice(0, 3).join(', ')}, b, tie …; other values are declared with --winner first=${said}`,
    );
  const worth = winner === 'tie' ? 0.5 : winner === 'first' ? 1 : 0;
  const side = (target: string, against: string, score: number): RecordedCall => ({
    ...call,
    target,
    output: null,
    score,
    correct: score === 1,
    scores: [{ name: `against ${against}`, value: score, explanation: null }, ...call.scores],
  });
  return [side(call.target, opponent, worth), side(opponent, call.target, 1 - worth)];
}

/** The calls that a row tells of: mostly one. Throws `usage` with row, field and value when a cell is not what its field is. */
export function recordedCalls(row: PlacedRow, reading: CallReading): RecordedCall[] {
  const cells = new Cells(row, reading);
  const call = callOf(row, cells, reading);
  return aggregated(call, cells, reading.map) ?? compared(call, cells, reading) ?? [call];
}
