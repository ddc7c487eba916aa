/** Every point at which a process may be killed, the state afterwards, and the test that kills it there. */

export interface CrashPoint {
  /** The process ends… */
  when: string;
  /** State that the next command finds. */
  found: string;
  /** Path of the test, and a part of its title. */
  test: readonly [path: string, title: string];
}

/** Steps of a run at which its test ends the process, in order. */
export const runSteps = [
  'putRun 1',
  'insert 1',
  'putRun 2',
  'run-start 1',
  'sample-end 1',
  'sample-end 7',
  'run-end 1',
] as const;

const atStep: Record<(typeof runSteps)[number], string> = {
  'putRun 1': 'as the run is written to the database, before the first call',
  'insert 1': 'as the first samples are stored',
  'putRun 2': 'as the end of the run is stored',
  'run-start 1': 'during the notification that the run has started',
  'sample-end 1': 'during the notification of the first sample',
  'sample-end 7': 'during the notification of a later sample',
  'run-end 1': 'during the notification that the run has ended',
};

export const crashPoints: CrashPoint[] = [
  ...runSteps.map((step): CrashPoint => ({
    when: atStep[step],
    found: 'every sample in the journal exists once, and no others',
    test: ['test/conduct-run.test.ts', 'loses nothing when its process ends at'],
  })),
  {
    when: 'in the middle of a line of the journal',
    found: 'every complete line is kept; the run is `partial`',
    test: ['test/conduct-run.test.ts', 'keeps every whole line of a journal whose process died'],
  },
  {
    when: 'between two attempts at a call',
    found: 'the same command makes the next attempt',
    test: ['test/resume.test.ts', 'goes on after a crash: an attempt that was not settled'],
  },
  {
    when: 'with money reserved for calls in flight',
    found: 'it counts as spent; no cap is exceeded',
    test: ['src/spend/file-ledger.test.ts', 'counts what a killed process had reserved as spent'],
  },
  {
    when: 'in a phase of a load test',
    found: 'the completed phases and the completed part of the last one are kept',
    test: ['test/load-recovery.test.ts', 'keeps the phases that ended'],
  },
  {
    when: 'before, during or after any request about a batch',
    found: 'the batch is found again; every call is answered once, none is submitted twice',
    test: ['src/run/batch/run-batches.test.ts', 'every call is answered once and none is handed over twice'],
  },
  {
    when: 'after a database migration, before it was recorded',
    found: 'it is repeated',
    test: ['src/store/migrate.test.ts', 'can apply a migration again that was cut off'],
  },
  {
    when: 'and the database is lost',
    found: '`assay rebuild` restores the same run from its journal',
    test: ['test/resume.test.ts', 'gives the same run after the store was wiped'],
  },
  {
    when: 'while it is a worker with a lane',
    found: 'another takes it over; at most the calls in flight are repeated',
    test: ['test/control/workers-conformance.ts', 'take over from one that fell silent'],
  },
  {
    when: 'and the results of shared runs are lost',
    found: 'they are restored from the journals in PostgreSQL',
    test: ['test/control/workers-conformance.ts', 'lose nothing with the results'],
  },
  {
    when: 'by `kill -9` of a runner, at 20 random times',
    found: 'every sample exists once; at most the calls in flight are repeated',
    test: ['bench/crash.ts', 'kill -9'],
  },
  {
    when: 'by `kill -9` of two of four workers, and at 20 random times',
    found: 'the result is the same as without',
    test: ['bench/workers.ts', 'kill -9'],
  },
];
