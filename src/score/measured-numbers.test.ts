import { expect, it } from 'vitest';
import type { Measurement } from '../contract/measurement.ts';
import type { Program, Sandbox } from '../contract/program.ts';
import { answerOf, caseOf, specOf } from '../../test/made-up/scored-answer.ts';
import { command } from './kinds/command.ts';

it('a program that scores is told nothing by which it could know the target', async () => {
  let given = '';
  const program = {
    ask: async (line: string) => {
      given = line;
      return '1';
    },
  };
  const sandbox = { open: (_program: Program) => program } as unknown as Sandbox;
  const sample = {
    e2e_ms: 12,
    output_tokens: 3,
    cost_nanousd: 5,
    price_id: 'list:secret-model',
    target_id: 'secret-target',
    sample_id: 'secret-sample',
    request_model: 'secret-model',
    response_model: 'secret-model-2026',
    provider: 'secret-provider',
  } as unknown as Measurement;
  const score = command.prepare({ command: ['x'] }, specOf('command'), { sandbox });
  expect(await score(answerOf('18'), caseOf('18'), { measurement: sample })).toEqual({ value: 1 });
  expect(JSON.parse(given).measurement).toEqual({ e2e_ms: 12, output_tokens: 3, cost_nanousd: 5 });
  expect(given).not.toContain('secret');
});
