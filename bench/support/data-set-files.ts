/** Data sets in the shapes in which their makers ship them, in a few rows of our own. */
export interface DataSetFile {
  name: string;
  text: string;
  /** Files that lie beside it. */
  beside?: Record<string, string>;
  cases: number;
}

const lines = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const question = [[{ role: 'user', content: 'area of base 2, height 3' }]];
const functions = [
  { name: 'geo.area', parameters: { type: 'dict', properties: { b: { type: 'integer' } }, required: ['b'] } },
];
const messages = [{ role: 'user', content: 'u' }];

export const dataSetFiles: readonly DataSetFile[] = [
  {
    name: 'bfcl/BFCL_simple.json',
    text: lines(
      { id: 'simple_0', question, function: functions },
      { id: 'irrelevance_1', question, function: functions },
    ),
    beside: {
      'bfcl/possible_answer/BFCL_simple.json': lines({
        id: 'simple_0',
        ground_truth: [{ 'geo.area': { b: [2] } }],
      }),
    },
    cases: 2,
  },
  {
    name: 'inspect.jsonl',
    text: lines(
      { input: messages, target: 'yes' },
      { input: 'u2', target: ['no', 'non'], metadata: { k: 1 } },
    ),
    cases: 2,
  },
  {
    name: 'inspect-choices.jsonl',
    text: lines({ input: 'smallest?', target: 'A', choices: ['1', '2'] }),
    cases: 1,
  },
  {
    name: 'evals.jsonl',
    text: lines({ input: messages, ideal: 'yes' }, { input: 'q', ideal: ['a', 'b'] }),
    cases: 2,
  },
  {
    name: 'registry.yaml',
    text: "x.v0: { class: 'evals.elsuite.basic.includes:Includes', args: { samples_jsonl: evals.jsonl } }\n",
    cases: 2,
  },
  {
    name: 'arc.jsonl',
    text: lines({ id: 'x', question: 'Q', choices: { text: ['a', 'b'], label: ['1', '2'] }, answerKey: '2' }),
    cases: 1,
  },
  { name: 'letters.csv', text: 'Question,A,B,C,D,Answer\nQ,a,b,c,d,D\n', cases: 1 },
  { name: 'mmlu.csv', text: '"Which, of these?",one,two,three,four,C\n', cases: 1 },
  { name: 'gsm8k.jsonl', text: lines({ question: 'Two and two?', answer: '#### 4' }), cases: 1 },
  { name: 'tests-alone.yaml', text: '- vars: { a: cat }\n', cases: 1 },
  { name: 'tests-alone.csv', text: 'a,__expected\ncat,is-json\n', cases: 1 },
];
