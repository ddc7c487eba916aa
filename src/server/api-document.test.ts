/** Every route answers as the published description of the API says: checked by a validator that knows nothing of our schemas. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { specOf } from '../../test/made-up/scored-answer.ts';
import { keepSuite } from '../../test/made-up/keep-suite.ts';
import { testServer, token } from '../../test/made-up/test-server.ts';
import { newId } from '../base/id.ts';
import type { Run } from '../contract/run.ts';

type Json = Record<string, unknown>;
interface Body {
  content?: Record<string, { schema: Json }>;
}
interface Operation {
  summary?: string;
  parameters?: { name: string; in: string; description?: string }[];
  requestBody?: Body;
  responses: Record<string, Body>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json> };
}

const hash = 'a'.repeat(64);
let folder: string;
let server: Awaited<ReturnType<typeof testServer>>;
let document: Document;
let underLoad: Run;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-api-'));
  await writeFile(join(folder, hash), 'GIF89a…');
  const scorers = [
    specOf('rubric', { judge: 'x/y', levels: { no: 'wrong', yes: 'right' }, criterion: 'kind' }),
  ];
  server = await testServer({
    stopRun: () => true,
    runs: { start: async () => newId(), resume: async () => newId() },
    attachmentPath: (_, sha256) => join(folder, sha256),
    settings: { dataDir: folder, cwd: folder, env: {}, labeller: 'ada' },
  });
  await keepSuite(folder, server.run, scorers);
  underLoad = await putLoad();
  document = await server.json<Document>('/api/openapi.json');
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** A stored run with every optional part of a header that there is. */
async function putLoad(): Promise<Run> {
  const { run, cases, batch } = madeUp({ runId: newId(), targets: 2, cases: 20 });
  const starts = batch.samples.map((sample) => sample.started_at_ms);
  const [from, to] = [Math.min(...starts) - 10, Math.max(...starts) + 10];
  const window = { from_ms: from, measure_from_ms: from, measure_to_ms: to, ended_at_ms: to };
  const target_id = run.targets[0]?.id ?? '';
  const full: Run = {
    ...run,
    // older than the other, so that `latest` stays what it was
    started_at_ms: 1,
    slo: { ttftMs: 500 },
    client: {
      loop_delay_p99_ms: 1,
      queue_p50_ms: null,
      queue_p99_ms: 2,
      cpu_share: 0.5,
      believable: true,
      reasons: [],
    },
    estimate_usd: { low: 1, likely: 2, high: 3 },
    cached: { answers: 2, saved_usd: null },
    judged: { calls: 3, usd: 0.1, unscorable: 1 },
    left_out: { quarantined: 1, damaged: 2, lost: 3 },
    stopped: 'The budget was reached.',
    continued_at_ms: [from],
    repriced: [
      {
        at_ms: to,
        source: 'prices.yaml',
        samples: 1,
        from_usd: 1,
        to_usd: 2,
        unknown_before: 0,
        unknown_after: 0,
      },
    ],
    rescored: [{ at_ms: to, scorers: ['exact'], suite_path: null, scored: 5, changed: 1 }],
    load: {
      shape: 'poisson',
      options: { rate: 5 },
      phases: [{ target_id, purpose: 'measure', rate: 5, users: null, ...window }],
    },
    race: {
      schema: 'assay.race/1',
      settings: { kind: 'best', k: 1, delta: 0.03, alpha: 0.05, scope: 'work', baseline_id: null },
      decided: false,
      winners: [],
      targets: [],
      calls: 40,
      calls_saved: 0,
      usd_saved: null,
      more_cases: 12,
    },
    lanes: [
      { target_id, changes: [{ at_ms: from, state: 'sending', reason: '', until_ms: null, concurrency: 4 }] },
    ],
  };
  await server.store.putRun(full, cases);
  await server.store.insert(batch);
  return full;
}

/** No object may have a key that is not described. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
  return 'properties' in inner && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
}

function problemsOf(schema: Json, answer: unknown): string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile({ ...(closed({ ...schema, components: document.components }) as Json) });
  return validate(answer)
    ? []
    : (validate.errors ?? []).map(
        (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
      );
}

const post = (path: string, body: () => unknown) => ({ path: () => path, body });
const at = (path: string) => ({ path: () => `/api/runs/${path}` });
const sample = () => server.batch.samples.find((row) => !row.is_warmup && row.quality !== null)!;
const again = () => ({ samples: [server.batch.samples[0]], payloads: [], retried: server.batch.retried });

/** A request to every route; an answer that is empty would show nothing, so each has rows. */
const requests: Record<string, { path: () => string; body?: () => unknown; method?: string }[]> = {
  'get /api/health': [{ path: () => '/api/health' }],
  'get /api/runs': [{ path: () => '/api/runs' }],
  'get /api/history': [{ path: () => '/api/history?changes=true&by=host&by=category&target=model' }],
  'post /api/runs': [post('/api/runs', () => ({ suite: { file: 'suite.yaml' }, limit: 3 }))],
  'post /api/runs/{id}/resume': [post('/api/runs/latest/resume', () => ({ cache: false }))],
  'get /api/runs/{id}': [at('latest'), { path: () => `/api/runs/${underLoad.run_id}` }],
  'get /api/runs/{id}/grid': [at('latest/grid')],
  'get /api/runs/{id}/cases/{caseId}': [at('latest/cases/case-3'), at('latest/cases/none')],
  'get /api/runs/{id}/attachments/{sha256}/{name}': [at(`latest/attachments/${hash}/a.gif`)],
  'get /api/compare': [{ path: () => '/api/compare?what=latest' }],
  'get /api/runs/{id}/judges': [at('latest/judges')],
  'get /api/runs/{id}/labels': [
    at('latest/labels'),
    at('latest/labels?pairs=true'),
    at('latest/labels?rubric=rubric'),
  ],
  'get /api/runs/{id}/blind/{caseId}': [
    { path: () => `/api/runs/latest/blind/${sample().case_id}?sample=${sample().sample_id}` },
  ],
  'post /api/runs/{id}/labels': [
    post('/api/runs/latest/labels', () => ({
      case_id: sample().case_id,
      sample_id: sample().sample_id,
      other_sample_id: null,
      criterion: 'correct',
      by: 'ada',
      value: 1,
    })),
  ],
  'get /api/runs/{id}/load': [{ path: () => `/api/runs/${underLoad.run_id}/load` }],
  'get /api/runs/{id}/recommendation': [
    at('latest/recommendation'),
    at('latest/recommendation?scope=suite&margin=0.1'),
  ],
  'get /api/runs/{id}/header': [at('latest/header'), { path: () => `/api/runs/${underLoad.run_id}/header` }],
  'get /api/runs/{id}/retried': [at('latest/retried')],
  'get /api/runs/{id}/table': [at('latest/table')],
  'get /api/runs/{id}/samples': [at('latest/samples')],
  'get /api/runs/{id}/records': [at('latest/records')],
  'get /api/runs/{id}/run-cases': [at('latest/run-cases')],
  'get /api/runs/{id}/events': [at('latest/events')],
  'post /api/runs/{id}/stop': [post('/api/runs/latest/stop', () => ({}))],
  'post /api/suites': [
    post('/api/suites', () => ({
      suite: {
        inline: {
          name: 'triage',
          targets: ['sim/a'],
          scorers: ['exact'],
          cases: [{ input: 'a', expected: 'b' }],
        },
      },
    })),
  ],
  'get /api/suites': [{ path: () => '/api/suites' }],
  'get /api/suites/{name}': [{ path: () => '/api/suites/triage@1' }],
  'delete /api/suites/{name}': [{ path: () => '/api/suites/triage', method: 'DELETE' }],
  'get /api/storage': [{ path: () => '/api/storage' }],
  'post /api/storage/retention': [post('/api/storage/retention', () => ({}))],
  'post /api/deletions': [post('/api/deletions', () => ({ beforeMs: 1e15 }))],
  'delete /api/runs/{id}': [{ path: () => `/api/runs/${server.run.run_id}?dry_run=true`, method: 'DELETE' }],
  'get /api/dump': [{ path: () => '/api/dump' }],
  'get /api/dump/chunk': [
    { path: () => '/api/dump/chunk?table=run_cases&chunk=2026-12-01&columns=run_id,case_id' },
  ],
  'post /api/ingest/run': [post('/api/ingest/run', () => ({ run: server.run, cases: server.cases }))],
  'post /api/ingest/samples': [post('/api/ingest/samples', again)],
  'post /api/ingest/events': [
    post('/api/ingest/events', () => ({
      events: [{ type: 'run-start', run: underLoad }],
      sender: 'x',
      first: 1,
    })),
  ],
};

interface DocumentedRoute {
  /** As the keys of `requests`; several that write may share a row. */
  names: string[];
  /** Parameters after the path. */
  inAddress: string[];
  /** Words in code style of what it returns, and of the table of filters it refers to. */
  inText: string[];
}

const codeWords = (text: string) =>
  [...text.matchAll(/`([^`]+)`/g)]
    .flatMap(([, code = '']) => (/[ /.-]/.test(code.replaceAll(', ', ',')) ? [] : code.split(/[^\w]+/)))
    .filter((word) => /^[a-z_]/i.test(word));

/** The routes of docs/api.md. */
function documented(): DocumentedRoute[] {
  const text = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
  const filters = /^\| name [^]*?\n\n/m.exec(text)?.[0] ?? '';
  const firstCells = [...filters.matchAll(/^\| (`.*?) *\|/gm)].map(([, cell = '']) => cell);
  return [...text.matchAll(/^\| (`(?:GET|POST|DELETE) .*?) *\| (.*) \|$/gm)].map(
    ([, cell = '', returns = '']) => {
      const [, method = '', first = '', query = '', more = ''] =
        /^`(\w+) ([^`?]+)\??([^`]*)`(.*)$/.exec(cell) ?? [];
      const last = [...more.matchAll(/`(\/[^`]+)`/g)].map((match) =>
        first.replace(/\/[^/]+$/, match[1] ?? ''),
      );
      return {
        names: [first, ...last].map((path) => `${method.toLowerCase()} ${path}`),
        inAddress: query.split(/[=&]+/).filter((name) => name !== ''),
        inText: codeWords(returns.includes('(#lists-of-runs)') ? `${returns} ${firstCells}` : returns),
      };
    },
  );
}

/** The fields of a body, and of what a field of it that is an object has. */
function fieldsOf(body: Body | undefined): string[] {
  const inner = (schema: Json | undefined, depth: number): string[] => {
    if (!schema || depth > 2) return [];
    const named = /\w+$/.exec(`${schema.$ref as string | undefined}`)?.[0] ?? '';
    const parts = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((some) => (some ?? []) as Json[]);
    const own = Object.entries((schema.properties ?? {}) as Record<string, Json>);
    return [
      ...inner(document.components.schemas[named], depth),
      ...inner(schema.items as Json | undefined, depth),
      ...parts.flatMap((part) => inner(part, depth)),
      ...own.flatMap(([name, part]) => [name, ...inner(part, depth + 1)]),
    ];
  };
  return inner(body?.content?.['application/json']?.schema, 0);
}

/** What programs alone may ask for: whole tables, and what removes something. */
const needsToken = (name: string) => name.startsWith('get /api/dump') || name.startsWith('delete ');

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
  );

describe('the description of the API', () => {
  it('has every route, and a request to each is tried below', () => {
    expect(
      operations()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(Object.keys(requests).toSorted());
  });

  it('says of every route what it is for, what its parameters mean, and how it fails', () => {
    const lacking = operations().flatMap(({ name, operation }) => [
      ...(operation.summary ? [] : [`${name}: no summary`]),
      ...(operation.parameters ?? []).filter((one) => !one.description).map((one) => `${name}: ${one.name}`),
      ...(operation.responses['default']?.content?.['application/json'] ? [] : [`${name}: no failure`]),
    ]);
    expect(lacking).toEqual([]);
  });

  it('refers to no schema that it does not have', () => {
    const named = new Set(
      [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name),
    );
    expect(named.size).toBeGreaterThan(50);
    expect([...named].filter((name = '') => !(name in document.components.schemas))).toEqual([]);
  });

  it('is what docs/api.md lists', () => {
    expect(
      documented()
        .flatMap(({ names }) => names)
        .toSorted(),
    ).toEqual(Object.keys(requests).toSorted());
  });

  it('has the parameters that docs/api.md names, and no others', () => {
    const known = operations();
    const wrong = documented().flatMap(({ names, inAddress, inText }) => {
      const own = known.filter(({ name }) => names.includes(name)).map(({ operation }) => operation);
      const asked = own.flatMap(({ parameters = [] }) =>
        parameters.filter((one) => one.in === 'query').map(({ name }) => name),
      );
      const fields = own.flatMap(({ requestBody, responses }) => [
        ...fieldsOf(requestBody),
        ...Object.values(responses).flatMap(fieldsOf),
      ]);
      const listed = [...inAddress, ...inText];
      return [
        ...asked.filter((name) => !listed.includes(name)).map((name) => `${names[0]} lacks ${name}`),
        ...inAddress.filter((name) => !asked.includes(name)).map((name) => `${names[0]} has no ${name}`),
        ...inText
          .filter((name) => ![...asked, ...fields, 'null', 'true'].includes(name))
          .map((name) => `${names[0]} knows no ${name}`),
      ];
    });
    expect(wrong).toEqual([]);
  });
});

describe('every answer fits its description, with no key beside those it has', () => {
  it.each(Object.keys(requests))('%s', async (name) => {
    const { operation } = operations().find((one) => one.name === name)!;
    const [status = '', response] =
      Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? [];
    const content = response?.content ?? {};
    const [[type, described] = ['', undefined]] = Object.entries(content);
    for (const { path, body, method = 'GET' } of requests[name] ?? []) {
      const headers = needsToken(name) ? { authorization: `Bearer ${token}` } : {};
      const answer = await (body ? server.post(path(), body()) : server.ask(path(), { method, headers }));
      expect(answer.status).toBe(Number(status));
      if (type === 'application/json') expect(problemsOf(described!.schema, await answer.json())).toEqual([]);
      else expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
    }
  });

  it('rows and events as well, which are no JSON as a whole', async () => {
    const lines = async (path: string) => (await (await server.ask(path)).text()).trimEnd().split('\n');
    const [row] = await lines('/api/runs/latest/samples');
    expect(problemsOf({ $ref: '#/components/schemas/Sample' }, JSON.parse(row!))).toEqual([]);
    const [record] = await lines('/api/runs/latest/records');
    const { sample: first, payload } = JSON.parse(record!) as { sample: Json; payload: Json };
    expect(problemsOf({ $ref: '#/components/schemas/Sample' }, first)).toEqual([]);
    expect(problemsOf({ $ref: '#/components/schemas/SamplePayload' }, payload)).toEqual([]);
    const data = (await lines('/api/runs/latest/events')).find((line) => line.startsWith('data: ')) ?? '';
    const { summary } = JSON.parse(data.slice(6)) as { summary: Json };
    expect(problemsOf({ $ref: '#/components/schemas/RunSummary' }, summary)).toEqual([]);
  });

  it('failures too', async () => {
    for (const [path, status] of [
      ['/api/runs/none', 404],
      ['/api/runs?limit=x', 400],
      ['/api/none', 404],
    ] as const) {
      const answer = await server.ask(path);
      expect(answer.status).toBe(status);
      expect(problemsOf({ $ref: '#/components/schemas/Error' }, await answer.json())).toEqual([]);
    }
  });

  it('and one that does not is found', () => {
    const wrong = { code: 'usage', message: 'x', remedy: null, more: 1 };
    expect(problemsOf({ $ref: '#/components/schemas/Error' }, { error: wrong })).toHaveLength(1);
    expect(problemsOf({ $ref: '#/components/schemas/Error' }, { error: { code: 1 } })).toHaveLength(3);
  });
});
