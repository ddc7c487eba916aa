import { expect, it } from 'vitest';
import { argumentsOf } from './call-arguments.ts';

it('are an empty object where there are none', () => {
  for (const none of ['', ' \n', 'null', ' null ']) expect(argumentsOf(none)).toBe('{}');
  for (const some of ['{}', '{"a":null}', 'nullable', '"null"']) expect(argumentsOf(some)).toBe(some);
});
