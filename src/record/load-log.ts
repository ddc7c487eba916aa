/** Follows a run under load: what each phase came to, and in the end the record that is kept with the run. */
import { loadReport, rowsOfPhase } from '../analyze/load/load-report.ts';
import { loadRowOf, type LoadRow } from '../analyze/load/load-row.ts';
import { SweepJudge } from '../analyze/load/sweep-judge.ts';
import type { PhaseReport } from '../contract/load-report.ts';
import type { LoadPlan, PhaseVerdict, RunLoad, RunPhase } from '../contract/load.ts';
import type { Run } from '../contract/run.ts';
import type { HeardSample, SampleSink } from '../contract/sink.ts';
import { deafSink } from './sinks.ts';

export class LoadLog implements SampleSink {
  readonly name = 'the load report';
  readonly start = deafSink.start;
  readonly retried = deafSink.retried;
  readonly flush = deafSink.flush;
  readonly end = deafSink.end;
  readonly #settings: LoadPlan['settings'];
  readonly #run: Run;
  readonly #phases: RunPhase[] = [];
  readonly #rows: LoadRow[] = [];
  readonly #judges = new Map<string, SweepJudge>();
  #current: RunPhase | null = null;
  /** Of the phase that is going on. */
  #fresh: LoadRow[] = [];

  constructor(load: LoadPlan, run: Run) {
    this.#settings = load.settings;
    this.#run = run;
  }

  sample({ sample }: Pick<HeardSample, 'sample'>): void {
    const row = loadRowOf(sample);
    this.#rows.push(row);
    this.#fresh.push(row);
  }

  phaseBegan(phase: RunPhase): void {
    this.#current = phase;
  }

  /** To be called when every sample of the phase was added. */
  phaseEnded(phase: RunPhase): PhaseVerdict {
    this.#phases.push(phase);
    this.#current = null;
    const rows = rowsOfPhase(phase, this.#fresh);
    this.#fresh = [];
    const judge = this.#judges.get(phase.target_id) ?? new SweepJudge(this.#run.slo, this.#settings.options);
    this.#judges.set(phase.target_id, judge);
    return judge.add(phase, rows);
  }

  /** A trace's instants are not kept twice: the run's plan has them. */
  get record(): RunLoad {
    const { shape, options, ...settings } = this.#settings;
    const { times: _times, inputs: _inputs, outputs: _outputs, ...written } = options;
    const phases = this.#current ? [...this.#phases, this.#current] : [...this.#phases];
    return { shape, options: { ...settings, ...written }, phases };
  }

  /** Sent / planned over the phases that were meant to be borne; `null` when nothing was planned. */
  achievedFraction(): number | null {
    const report = loadReport({ ...this.#run, load: this.record }, this.#rows);
    const borne = (report?.targets ?? []).flatMap(({ phases }) => phases.filter(isMeantToHold));
    const offered = borne.reduce((sum, phase) => sum + phase.offered, 0);
    const dropped = borne.reduce((sum, phase) => sum + phase.dropped, 0);
    return offered === 0 ? null : (offered - dropped) / offered;
  }

  /** Measured samples of a target. */
  measured(targetId: string): number {
    return this.#rows.filter((row) => row.target_id === targetId && !row.is_warmup).length;
  }
}

/** A sweep goes past the limit on purpose. */
const isMeantToHold = ({ purpose }: PhaseReport) => purpose === 'measure' || purpose === 'baseline';
