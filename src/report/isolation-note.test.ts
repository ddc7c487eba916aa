import { expect, it } from 'vitest';
import { sandboxNote } from './isolation-note.ts';

it('says what a machine has, and what it lacks', () => {
  expect(sandboxNote({ isolation: 'bubblewrap', memory: 'control group', system_calls: 'filtered' })).toBe(
    'sandboxed programs: bubblewrap, memory limited by the kernel (control group), system calls filtered',
  );
  const weak = sandboxNote({ isolation: 'namespaces', memory: 'watched', system_calls: 'not filtered' });
  expect(weak).toContain('no control group may be made here');
  expect(weak).toContain('install bubblewrap');
});

it('says that a run will be refused, and why', () => {
  expect(sandboxNote({ refused: 'programs cannot be sandboxed on darwin' })).toBe(
    'the run will be refused: programs cannot be sandboxed on darwin',
  );
});
