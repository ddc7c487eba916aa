/** Commands that compare and decide from what is stored. */
import { servedSplits } from '../../contract/served-split.ts';
import { specify } from '../command.ts';
import {
  choice,
  count,
  date,
  flag,
  fraction,
  list,
  margin,
  positive,
  probability,
  text,
} from '../options.ts';
import { runArgument } from './common.ts';

const baseline = text(
  '--baseline <target>',
  "the target used now; default: the suite's baseline, or the best",
);
const lossMargin = margin(
  '--margin <points>',
  'acceptable loss of quality against the baseline; default 3 points',
);
const monthlyCalls = count('--calls <n>', 'your calls a month');
const by = choice(
  '--by <what>',
  servedSplits,
  'each target as one for each host, tier, region or reasoning effort that served it',
);
const scope = choice(
  '--scope <scope>',
  ['work', 'suite'],
  'generalize to similar work (default) or this suite only',
);

export const compareSpec = specify({
  name: 'compare',
  summary: 'compare targets or runs pairwise, on the cases they share',
  description:
    'Shows paired differences with intervals, exact tests adjusted for all pairs shown, how many more cases would decide, and the cases behind a difference. A verdict is better, worse, within the margin, or inconclusive; nothing is called equal.',
  arguments: [
    {
      name: '[what...]',
      summary: 'targets (label, model or id; target@run for another run) or runs; default: the latest run',
    },
  ],
  options: [
    text('--baseline <target>', 'only pairs with this one'),
    margin(
      '--margin <points>',
      'difference of quality that does not matter (non-inferiority margin); default 3 points',
    ),
    by,
  ],
  examples: [
    ['assay compare', 'all targets of the latest run'],
    ['assay compare openai/gpt-5-mini mistral/mistral-small-latest', 'two targets in detail'],
    ['assay compare --by host', 'each host of each target by itself'],
    ['assay compare 01900000-1234 latest --json', 'two runs, target by target (assay.compare/1)'],
  ],
});

export const rankSpec = specify({
  name: 'rank',
  summary: 'rank the targets of a run, with the range of ranks each may have',
  description:
    'Ranks by quality, with intervals that hold for all targets at once; rates targets by who did better in each case (Bradley-Terry); with --weights, also tells how far each weight may move before the order changes.',
  arguments: [runArgument],
  options: [text('--weights <list>', 'also order by quality=n,speed=n,cost=n')],
  examples: [
    ['assay rank', 'of the latest run'],
    ['assay rank --weights quality=3,cost=1 --json', 'as JSON (assay.rank/1)'],
  ],
});

export const powerSpec = specify({
  name: 'power',
  summary: 'tell how small a difference a suite can detect, and how many cases a smaller one needs',
  description:
    'From the variance found in a run or, with --quality, from assumptions before the first run. For a paired difference in quality of two targets.',
  arguments: [runArgument],
  options: [
    count('--cases <n>', 'as if there were this many cases'),
    probability('--power <fraction>', 'probability of detecting the difference', { default: 0.8 }),
    probability('--quality <fraction>', 'assume targets of about this quality; needs no run'),
    fraction('--correlation <fraction>', 'assume this correlation of their answers', { default: 0.5 }),
  ],
  examples: [
    ['assay power', 'what the latest run could have detected'],
    ['assay power --quality 0.8 --cases 200', 'before the first run'],
    ['assay power --cases 1000 --json', 'as JSON (assay.power/1)'],
  ],
});

export const driftSpec = specify({
  name: 'drift',
  summary: 'compare two runs of the same targets: what changed, and what else was different',
  description:
    'Compares case by case, for the targets that both runs have: quality, failures, times and cost, and whatever else was different (model that answered, price, suite, version).',
  arguments: [
    { name: '<before>', summary: 'id of the earlier run, or its beginning' },
    { name: '[after]', summary: 'of the later one; default: the latest' },
  ],
  options: [],
  examples: [
    ['assay drift 01900000-1234', 'the latest run against that one'],
    ['assay drift 01900000-1234 01900000-5678 --json', 'as JSON (assay.drift/1)'],
  ],
});

export const recommendSpec = specify({
  name: 'recommend',
  summary: 'recommend a target: the cheapest that meets your requirements',
  description:
    'Decides from a stored run how sure the choice is and what it saves; makes no API calls. Never recommends a target that mostly failed, was asked too little or has no known price.',
  arguments: [runArgument],
  options: [
    baseline,
    lossMargin,
    fraction('--min-quality <fraction>', 'min quality, e.g. 0.8'),
    positive('--max-p95 <ms>', 'max p95 of the response time'),
    fraction('--max-errors <fraction>', 'max error rate; default 0.05'),
    fraction('--max-truncated <fraction>', 'max fraction of answers cut at maxOutputTokens; default 0.05'),
    positive('--max-per-1k <usd>', 'max US dollars per 1,000 calls'),
    positive('--max-monthly <usd>', 'max US dollars a month; needs --calls'),
    count('--context <tokens>', 'min context window of the model'),
    text('--needs <abilities>', 'tools, json, reasoning, images, files, audio; separated by commas'),
    monthlyCalls,
    positive('--input-tokens <n>', "mean input tokens of your calls, by the baseline's tokenizer"),
    positive('--output-tokens <n>', 'mean output tokens of your calls with the baseline'),
    text('--mix <category=share,…>', 'your share of each category of the suite'),
    text('--weights <quality=n,cost=n,speed=n>', 'the best by these weights instead of the cheapest'),
    scope,
    by,
    text('--models-dev <file>', 'a saved api.json of models.dev, for --needs and --context'),
  ],
  examples: [
    ['assay recommend --max-p95 4000 --margin 2%', 'of the latest run'],
    [
      'assay recommend --baseline openai/gpt-5 --calls 200000 --mix billing=3,other=1',
      'for your own traffic',
    ],
    ['assay recommend 01900000-1234 --json', 'as JSON (assay.recommendation/1)'],
  ],
});

export const routeSpec = specify({
  name: 'route',
  summary: 'evaluate routing: each call sent to one of several targets',
  description:
    'From a stored run: by category, as a cascade, and as a two-model router. Each is fitted on one half of the cases and evaluated on the other, against every single target and an oracle. Makes no API calls.',
  arguments: [runArgument],
  options: [
    margin('--margin <points>', 'acceptable loss of quality against the best target', { default: 0.02 }),
    list('--check <score>', 'a score that a cascade may decide by: one that needs no expected answer'),
    flag(
      '--agreement',
      'a cascade may ask the cheap model as often as the run did, and decide by whether its answers agree',
    ),
    choice(
      '--export <form>',
      ['policy', 'litellm', 'ai-sdk'],
      'JSON, LiteLLM proxy configuration or middleware source',
    ),
  ],
  examples: [
    ['assay route', 'of the latest run'],
    ['assay route --check valid-json', 'cheap first, the stronger one when the check fails'],
    ['assay route --export litellm > config.yaml', 'for the LiteLLM proxy'],
    ['assay route --json', 'as JSON (assay.route/1)'],
  ],
});

export const gateSpec = specify({
  name: 'gate',
  summary: 'pass or fail a run by thresholds or against an earlier run, for CI',
  description:
    'Exits with 9 when a requirement is not met, is inconclusive for want of cases, or is about something unknown. In a GitHub job it also writes annotations and the job summary.',
  arguments: [runArgument],
  options: [
    list('-r, --require <rule>', "e.g. 'quality >= 80%' or 'ttft_ms.p95 < 900', of every target"),
    list('-t, --target <name>', 'only this target must pass, not all'),
    margin(
      '--not-worse <points>',
      'quality may be at most this much below the baseline or the earlier run (one-sided bound)',
    ),
    text(
      '--baseline <target>',
      "with --not-worse: the target to compare with; default: the suite's baseline",
    ),
    text('--against <run>', 'with --not-worse: an earlier run; each target is compared with itself in it'),
    flag('--allow-undecided', 'inconclusive counts as pass'),
    text('--junit <file>', 'write the checks as JUnit XML'),
    flag('--github', 'annotations (on stderr) and job summary; on by default in a GitHub job'),
  ],
  examples: [
    ["assay gate -r 'error_rate <= 2%' -r 'e2e_ms.p95 <= 4000'", 'thresholds for the latest run'],
    ['assay gate --not-worse 2% --against 01900000-1234 --junit gate.xml', 'no regression since a run'],
  ],
});

export const reportSpec = specify({
  name: 'report',
  summary: 'report on runs as HTML, Markdown, PDF, CSV, JSON or JUnit',
  description:
    'Reports on one run, on several, or on a period. HTML is one file that opens without a network and prints well. The same data give the same report, byte for byte. PDF needs Chromium or Chrome on this machine.',
  arguments: [{ name: '[run...]', summary: 'ids of runs, or their beginnings; default: the latest' }],
  options: [
    text('-o, --output <file>', 'where to write; default: Markdown to the terminal'),
    text('--format <form>', "html, md, pdf, csv, json or junit; default: by the file's ending"),
    date('--since <date>', 'every run from this date on'),
    date('--until <date>', 'every run before this date'),
    text('--suite <name>', 'only runs of this suite'),
    baseline,
    lossMargin,
    scope,
    monthlyCalls,
  ],
  examples: [
    ['assay report -o report.html', 'the latest run'],
    ['assay report 01900000-1234 01900000-5678 -o report.pdf', 'two runs and their comparison'],
    ['assay report --since 2031-04-01 --suite triage -o april.html', 'a period'],
  ],
});
