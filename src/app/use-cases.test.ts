/** Every use case is in the written list, is called by its name, and says by real schemas what it takes and gives. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { Comparison } from '../contract/comparison.ts';
import type { PlanReport } from '../contract/plan-report.ts';
import type * as library from '../index.ts';
import type { RunHandle } from './run/run-handle.ts';
import type { UseCase } from './use-case.ts';
import { useCases } from './use-cases.ts';

const names = Object.keys(useCases) as (keyof typeof useCases)[];

async function useCaseOf(name: keyof typeof useCases): Promise<UseCase> {
  const module = (await useCases[name]()) as unknown as Record<string, UseCase>;
  return module[name] as UseCase;
}

/** What they give goes on: functions, signals and promises, which no JSON has. */
const handles = new Set(['startRun', 'resumeRun', 'startWorker', 'simulate']);

it('lists every use case that is defined', () => {
  const files = globSync('**/*.ts', { cwd: import.meta.dirname }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const defined = files.flatMap((file) =>
    Array.from(
      readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(
        /^export const (\w+) = defineUseCase\(\{\s*name: '(\w+)'/gm,
      ),
      ([, constant, name]) => [constant, name],
    ),
  );
  expect(defined.map(([constant]) => constant).toSorted()).toEqual(names.toSorted());
  expect(defined.filter(([constant, name]) => constant !== name)).toEqual([]);
});

describe.each(names)('%s', (name) => {
  it('has its name, and a summary of one sentence', async () => {
    const useCase = await useCaseOf(name);
    expect(useCase.name).toBe(name);
    expect(useCase.summary).toMatch(/^[A-Z][^.]+\.?$/);
  });

  it('takes and gives what real schemas describe', async () => {
    const { input, output } = await useCaseOf(name);
    for (const schema of [input, output]) expect(schema.safeParse(Symbol('anything')).success).toBe(false);
    const document = z.toJSONSchema(input, { io: 'input' });
    expect(document.type).toBe('object');
    // a misspelt field is refused, not ignored
    expect(document.additionalProperties).toBe(false);
    if (handles.has(name)) expect(output).toBeInstanceOf(z.ZodObject);
    // throws for a part that nothing is said of
    else expect(Object.keys(z.toJSONSchema(output, { io: 'output' })).length).toBeGreaterThan(1);
  });
});

it('are typed in the library as their modules have them', () => {
  expectTypeOf<Awaited<ReturnType<typeof library.compare>>>().toEqualTypeOf<Comparison>();
  expectTypeOf<Awaited<ReturnType<typeof library.plan>>>().toEqualTypeOf<PlanReport>();
  expectTypeOf<Awaited<ReturnType<typeof library.startRun>>>().toEqualTypeOf<RunHandle>();
  expectTypeOf<Parameters<typeof library.showCase>[0]>().toEqualTypeOf<{
    run?: string | undefined;
    caseId: string;
  }>();
  expectTypeOf(useCases).toBeObject();
  expect(names).toContain('compare');
});
