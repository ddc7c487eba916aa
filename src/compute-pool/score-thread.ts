/** What a thread of `scoreInPool` runs. */
import type { MessagePort } from 'node:worker_threads';
import type { ScoreTask, Verdict } from '../contract/score.ts';
import { prepareScorer, type PreparedScorer } from '../score/prepare-scorer.ts';

const prepared = new Map<string, PreparedScorer>();
const maxPrepared = 100;

function prepare(spec: ScoreTask['spec']): PreparedScorer {
  const key = JSON.stringify(spec);
  const known = prepared.get(key) ?? prepareScorer(spec);
  if (prepared.size >= maxPrepared) prepared.clear();
  prepared.set(key, known);
  return known;
}

export default async function score(task: ScoreTask & { started: MessagePort }): Promise<Verdict> {
  task.started.postMessage(true);
  const { spec, answer, testCase, context } = task;
  return prepare(spec).scoreAnswer(answer, testCase, context);
}
