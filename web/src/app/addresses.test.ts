/** What stands in the address of a view is found there again, and nonsense does no harm. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseSearchSchema } from '../features/cases/case-search.ts';
import { compareSearchSchema } from '../features/compare/compare-search.ts';
import { requirementSearchSchema } from '../features/decision/requirement-search.ts';
import { historySearchSchema } from '../features/history/history-search.ts';
import { labelSearchSchema } from '../features/label/label-search.ts';
import {
  hiddenOf,
  hideWord,
  overviewSearchSchema,
  sortOf,
  sortWord,
} from '../features/run/overview-search.ts';
import { runsSearchSchema } from '../features/runs/runs-search.ts';
import { parseSearch, stringifySearch } from '../lib/search-params.ts';

const words = fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined });
const oneOf = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

const views = {
  history: {
    schema: historySearchSchema,
    fields: {
      metric: words,
      targets: words,
      suite: words,
      days: oneOf('14', '400'),
      bucket: oneOf('hour', 'day', 'week'),
      by: oneOf('category', 'tag', 'host', 'tier', 'region'),
    },
  },
  runs: {
    schema: runsSearchSchema,
    fields: {
      q: words,
      suite: words,
      target: words,
      status: oneOf('running', 'done', 'partial', 'failed'),
      source: oneOf('benchmark', 'production', 'imported'),
      project: words,
      since: oneOf('2031-04-01'),
      until: oneOf('2031-12-31'),
    },
  },
  overview: {
    schema: overviewSearchSchema,
    fields: {
      sort: words,
      hide: words,
      costScale: oneOf('linear'),
      latencyScale: oneOf('linear'),
      failures: oneOf('outcome'),
    },
  },
  cases: {
    schema: caseSearchSchema,
    fields: {
      right: words,
      wrong: words,
      outcome: oneOf('failed', 'wrong', 'right', 'flaky'),
      category: words,
      search: words,
      case: words,
    },
  },
  compare: {
    schema: compareSearchSchema,
    fields: {
      metric: oneOf('quality', 'error_rate', 'e2e_ms', 'ttft_ms', 'cost'),
      first: words,
      second: words,
    },
  },
  recommendation: {
    schema: requirementSearchSchema,
    fields: {
      baseline: words,
      margin: words,
      maxP95: words,
      maxErrors: words,
      maxTruncated: words,
      maxPer1k: words,
      calls: words,
      scope: words,
    },
  },
  label: {
    schema: labelSearchSchema,
    fields: {
      criterion: words,
      pairs: oneOf('true'),
      levels: words,
      rubric: words,
      limit: words,
      seed: words,
      by: words,
    },
  },
};

describe.each(Object.entries(views))('the address of the view %s', (_, { schema, fields }) => {
  it('holds all that is chosen', () => {
    fc.assert(
      fc.property(fc.record(fields as Record<string, fc.Arbitrary<string | undefined>>), (chosen) => {
        const found = schema.parse(parseSearch(stringifySearch(chosen)));
        expect(found).toEqual(schema.parse(chosen));
        expect(stringifySearch(found)).toBe(stringifySearch(chosen));
      }),
    );
  });

  it('may hold anything: what makes no sense is dropped, the rest stays', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), (query) => {
        const found = schema.parse(parseSearch(`?${query}`)) as Record<string, unknown>;
        for (const [name, value] of Object.entries(found)) {
          expect(Object.keys(fields)).toContain(name);
          expect(['string', 'undefined']).toContain(typeof value);
        }
        expect(schema.parse(parseSearch(stringifySearch(found)))).toEqual(
          Object.fromEntries(Object.entries(found).filter(([, value]) => value !== '')),
        );
      }),
    );
  });
});

describe('the overview', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 9 });

  it('finds the targets that are hidden, whatever their ids are', () => {
    fc.assert(
      fc.property(
        ids.chain((all) => fc.tuple(fc.constant(all), fc.subarray(all))),
        ([all, hidden]) => {
          expect(hiddenOf(hideWord(new Set(hidden), all), all)).toEqual(new Set(hidden));
        },
      ),
    );
  });

  it('finds the order of its table for every column', () => {
    fc.assert(
      fc.property(ids, fc.boolean(), fc.nat(), (columns, desc, at) => {
        // a column whose name begins so could not be told from an order
        const known = ['quality', ...columns.filter((name) => !name.startsWith('-'))];
        const sort = { id: known[at % known.length] as string, desc };
        expect(sortOf(sortWord(sort), known)).toEqual(sort);
      }),
    );
  });
});
