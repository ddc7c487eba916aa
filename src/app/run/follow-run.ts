/** Shows what workers make of a run until it has ended, is stopped, or nobody takes it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Control } from '../../contract/control.ts';
import type { RunEvent } from '../../contract/events.ts';
import { runIdOf } from '../../contract/run-id-of.ts';
import type { Run } from '../../contract/run.ts';
import { formatDuration } from '../../view/format.ts';
import { shortRunId } from '../../view/short-run-id.ts';

export interface Waits {
  /** Events can be missed; whether the run has ended is looked up this often. */
  lookMs: number;
  /** Without any worker for so long this is said. */
  silenceMs: number;
  /** And after so long the run is not waited for any more. */
  workerMs: number;
}
const defaultWaits: Waits = { lookMs: 2000, silenceMs: 5000, workerMs: 600_000 };

interface Followed {
  control: Pick<Control, 'events' | 'registry'>;
  runId: string;
  emit: (event: RunEvent) => void;
  stop: AbortSignal;
  kill: AbortSignal;
  note: (line: string) => void;
  waits?: Waits;
}

/** `run`: as it ended, or `null` with what to say of why it is not waited for. */
type End = { run: Run; left: null } | { run: null; left: string };

const startSome = 'Start one: `assay worker --control URL --results URL`';

const leftText = (runId: string, why: 'left' | 'stopped' | 'untaken', waits: Waits): string =>
  ({
    left: `The run continues without this command: \`assay show ${shortRunId(runId)}\`.`,
    stopped: 'Stopped before any worker took the run: nothing was sent.',
    untaken: `No worker took the run within ${formatDuration(waits.workerMs / 1000)}: it was stopped, nothing was sent. ${startSome}, then give the same command again.`,
  })[why];

/** Whether a worker has opened any of the run's lanes since. */
async function watchHolders(
  { registry }: Followed['control'],
  runId: string,
): Promise<() => Promise<boolean>> {
  const before = new Map((await registry.lanes(runId)).map(({ targetId, holder }) => [targetId, holder]));
  return async () =>
    (await registry.lanes(runId)).some(({ targetId, holder }) => holder !== (before.get(targetId) ?? 0));
}

/** Says once that no worker is there, and `true` when it has been long enough. */
function createPatience({ lookMs, silenceMs, workerMs }: Waits, note: Followed['note']): () => boolean {
  let silentMs = 0;
  let isSaid = false;
  return () => {
    silentMs += lookMs;
    if (silentMs >= silenceMs && !isSaid) {
      isSaid = true;
      note(
        `No worker has taken the run yet. ${startSome}. Waiting ${formatDuration(workerMs / 1000)} for one; Ctrl-C ends it now.`,
      );
    }
    return silentMs >= workerMs;
  };
}

/** Hears what happens in the run; `isTaken` once a worker was heard of. */
class Ear {
  isTaken = false;
  end: Run | null = null;
  readonly #ended = new AbortController();
  readonly #emit: Followed['emit'];

  constructor(emit: Followed['emit']) {
    this.#emit = emit;
  }

  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  hear(event: RunEvent): void {
    // the start is told by this command itself
    if (event.type !== 'run-start') this.isTaken = true;
    this.#emit(event);
    if (event.type !== 'run-end') return;
    this.end = event.run;
    this.#ended.abort();
  }
}

/** Looks every now and then until the run has ended, or is waited for no more. */
async function untilOver(ear: Ear, wasTaken: () => Promise<boolean>, followed: Followed): Promise<End> {
  const { control, runId, stop, kill, note, waits = defaultWaits } = followed;
  const over = AbortSignal.any([ear.ended, kill]);
  const isLongEnough = createPatience(waits, note);
  while (!over.aborted) {
    const wake = ear.isTaken || stop.aborted ? over : AbortSignal.any([over, stop]);
    await sleep(waits.lookMs, undefined, { signal: wake }).catch(() => undefined);
    const run = (await control.registry.find(runId).catch(() => null))?.run;
    if (!ear.end && run && run.status !== 'running') ear.hear({ type: 'run-end', run });
    ear.isTaken ||= await wasTaken().catch(() => false);
    if (ear.isTaken) continue;
    if (stop.aborted) return { run: null, left: leftText(runId, 'stopped', waits) };
    if (isLongEnough()) return { run: null, left: leftText(runId, 'untaken', waits) };
  }
  return ear.end ? { run: ear.end, left: null } : { run: null, left: leftText(runId, 'left', waits) };
}

/** `begin` puts the run where workers find it. */
export async function followRun(followed: Followed, begin: () => Promise<void>): Promise<End> {
  const { control, runId, emit, stop, note } = followed;
  const ear = new Ear(emit);
  const leave = await control.events.listen({
    onEvent(event) {
      if (event.type !== 'run-stop' && runIdOf(event) === runId) ear.hear(event);
    },
  });
  const askToStop = () =>
    control.registry
      .askToStop(runId)
      .then(() => control.events.publish({ type: 'run-stop', runId }))
      .catch((error: unknown) => note(`The run could not be asked to stop: ${(error as Error).message}`));
  const onStop = () => void askToStop();
  stop.addEventListener('abort', onStop, { once: true });
  try {
    const wasTaken = await watchHolders(control, runId);
    await begin();
    const end = await untilOver(ear, wasTaken, followed);
    // whoever takes its lanes later sends nothing
    if (!end.run && !ear.isTaken) await askToStop();
    return end;
  } finally {
    stop.removeEventListener('abort', onStop);
    leave();
  }
}
