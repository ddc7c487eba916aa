/** Every instant at which a process may be killed, what is found afterwards, and the test that kills it there. */

export interface CrashPoint {
  /** The process ends… */
  when: string;
  /** What the next command finds. */
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
  'run-start 1': 'as the run is told to have begun',
  'sample-end 1': 'as the first sample is told',
  'sample-end 7': 'as a sample in the middle is told',
  'run-end 1': 'as the end of the run is told',
};

export const crashPoints: CrashPoint[] = [
  ...runSteps.map((step): CrashPoint => ({
    when: atStep[step],
    found: 'every sample that is in the journal, once; nothing that is not',
    test: ['test/conduct-run.test.ts', 'loses nothing when its process ends at'],
  })),
  {
    when: 'in the middle of a line of the journal',
    found: 'every whole line; the run is `partial`',
    test: ['test/conduct-run.test.ts', 'keeps every whole line of a journal whose process died'],
  },
  {
    when: 'between two attempts at a call',
    found: 'the same command asks again, as the next attempt',
    test: ['test/resume.test.ts', 'goes on after a crash: an attempt that was not settled'],
  },
  {
    when: 'with money set aside for calls on the wire',
    found: 'it counts as spent; no cap is passed',
    test: ['src/spend/file-ledger.test.ts', 'counts what a killed process had set aside as spent'],
  },
  {
    when: 'in a phase of a load',
    found: 'the phases that ended, and the last one as far as it came',
    test: ['test/load-recovery.test.ts', 'keeps the phases that ended'],
  },
  {
    when: 'before, in or after any question about a batch',
    found: 'the batch is found again; every call answered once, none handed over twice',
    test: ['src/run/batch/run-batches.test.ts', 'every call is answered once and none is handed over twice'],
  },
  {
    when: 'as a migration of the database was made, before that was noted',
    found: 'it is made again',
    test: ['src/store/migrate.test.ts', 'can apply a migration again that was cut off'],
  },
  {
    when: 'with the database lost altogether',
    found: '`assay rebuild` gives the same run from its journal',
    test: ['test/resume.test.ts', 'gives the same run after the store was wiped'],
  },
  {
    when: 'as a worker that holds a lane',
    found: 'another takes it over; at most what was in flight is asked again',
    test: ['test/control/workers-conformance.ts', 'take over from one that fell silent'],
  },
  {
    when: 'with the results of shared runs lost',
    found: 'they are stored again from the journals in PostgreSQL',
    test: ['test/control/workers-conformance.ts', 'lose nothing with the results'],
  },
  {
    when: 'by `kill -9` at 20 random instants, of a runner',
    found: 'every sample once; at most what was in flight is asked again',
    test: ['bench/crash.ts', 'kill -9'],
  },
  {
    when: 'by `kill -9` of two of four workers, and at 20 random instants',
    found: 'the same result as without',
    test: ['bench/workers.ts', 'kill -9'],
  },
];
