import { AssayError } from '../contract/errors.ts';
import { nearSpelling, plainWord } from '../base/near-spelling.ts';
import { keysOf } from '../base/typed-keys.ts';

/** What a column of a results file may be, with its unit in its name, and how other tools call it. */
export const recordedFields = {
  target: ['model', 'model_id', 'model_name', 'provider_model'],
  case: ['case_id', 'item_id', 'question_id', 'task_id', 'id'],
  repeat: ['epoch', 'trial', 'trail', 'attempt_index', 'repetition'],
  cluster: ['group'],
  category: ['subject', 'task_type'],
  response_model: [],
  time: ['timestamp', 'started_at', 'created_at'],
  input: ['prompt', 'question', 'query'],
  output: ['answer', 'response', 'completion', 'prediction'],
  expected: ['ref_answer', 'reference', 'ground_truth', 'target_answer', 'gold'],
  score: ['quality'],
  score_percent: [],
  correct: ['is_correct', 'passed'],
  ttft_ms: [],
  ttft_s: [],
  e2e_ms: ['latency_ms', 'duration_ms', 'elapsed_ms'],
  e2e_s: ['latency_s', 'duration_s', 'elapsed_seconds', 'elapsed_s'],
  input_tokens: ['prompt_tokens', 'tokens_in'],
  output_tokens: ['completion_tokens', 'tokens_out'],
  reasoning_tokens: [],
  cache_read_tokens: ['cached_tokens'],
  cost_usd: [],
  cost_cents: [],
  cost_nanousd: [],
  error: ['error_message'],
  outcome: [],
  /** So many of `trials` calls were right: the row stands for all of them. */
  passes: ['n_correct', 'num_correct', 'correct_count'],
  trials: ['n_trials', 'num_trials', 'n_samples'],
  /** Who else answered, and whose answer was found the better one. */
  opponent: ['opponent_model', 'model_b'],
  winner: [],
} as const satisfies Record<string, readonly string[]>;

export type RecordedField = keyof typeof recordedFields;
const fields = keysOf(recordedFields);

/** Field → column of the file; dots reach into lists and objects (`tokens.0`), `a+b` joins two columns. */
export type ColumnMap = Partial<Record<RecordedField, string>>;

/** Verdicts of scorers or judges that the file holds: the name of the score → the column of its value, or of its explanation. */
export interface ScoreColumns {
  values: Map<string, string>;
  explanations: Map<string, string>;
}

export interface GivenColumns {
  map: ColumnMap;
  scores: ScoreColumns;
}

function split(text: string, option: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1)];
  throw new AssayError('usage', `${option} is "${text}"`, {
    remedy: `Write ${option} field=…, with one of the fields ${fields.join(', ')}.`,
  });
}

function pair(text: string, option: string): [RecordedField, string] {
  const [field, value] = split(text, option);
  if (Object.hasOwn(recordedFields, field)) return [field as RecordedField, value];
  const near = nearSpelling(field, fields);
  const named = option === '--map' ? ', or score.NAME and explanation.NAME' : '';
  throw new AssayError('usage', `${option} is "${text}"`, {
    remedy: `${near ? `Did you mean "${near}"? ` : ''}Write ${option} field=…, with one of the fields ${fields.join(', ')}${named}.`,
  });
}

/** Of `--map field=column`. */
export function givenColumns(pairs: readonly string[]): GivenColumns {
  const map: ColumnMap = {};
  const scores: ScoreColumns = { values: new Map(), explanations: new Map() };
  for (const text of pairs) {
    const [field, column] = split(text, '--map');
    const [, kind, name = ''] = /^(score|explanation)\.(.+)$/.exec(field) ?? [];
    if (kind === 'score') scores.values.set(name, column);
    else if (kind === 'explanation') scores.explanations.set(name, column);
    else map[pair(text, '--map')[0]] = column;
  }
  return { map, scores };
}

/** Of `--unknown field=value`: values that stand for "not known" in this file. */
export function unknownValues(pairs: readonly string[]): Map<RecordedField, Set<string>> {
  const found = new Map<RecordedField, Set<string>>();
  for (const text of pairs) {
    const [field, value] = pair(text, '--unknown');
    found.set(field, new Set([...(found.get(field) ?? []), value]));
  }
  return found;
}

/** The map completed with the columns that are called as a field or as other tools call it. Throws when target or case is missing. */
export function completeMap(given: ColumnMap, columns: readonly string[], hasTarget: boolean): ColumnMap {
  // `latencyMs` is called as `latency_ms`
  const there = new Map(columns.map((column) => [plainWord(column), column]));
  const taken = new Set(Object.values(given));
  const map: ColumnMap = { ...given };
  for (const field of fields) {
    if (map[field] !== undefined || (field === 'target' && hasTarget)) continue;
    const names = [field, ...recordedFields[field]];
    const column = names
      .map((name) => there.get(plainWord(name)))
      .find((name) => name !== undefined && !taken.has(name));
    if (column !== undefined) map[field] = column;
  }
  const unsupported = [
    ...(map.target === undefined && !hasTarget ? ['target'] : []),
    ...(map.case === undefined ? ['case'] : []),
  ];
  if (unsupported.length === 0) return map;
  throw new AssayError('usage', `no column was recognized as the ${unsupported.join(' or the ')}`, {
    remedy: `Name it: ${unsupported.map((field) => `--map ${field}=COLUMN`).join(' ')}. The file has: ${columns.join(', ')}.`,
  });
}
