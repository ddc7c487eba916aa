/** What a request of a batch is answered: judged as if it had come alone and not streamed. */
import { nowMs } from '../../base/clock.ts';
import { newId } from '../../base/id.ts';
import { judgeCall } from '../judge-call.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { WireRejection, type Wire, type WireFailure } from '../wires/wire.ts';
import type { EntryResult } from './simulated-batch.ts';

const broken: WireFailure = {
  kind: 'server_error',
  message: 'The server had an error while processing your request.',
};

export function answerEntry(
  wire: Wire,
  key: string | null,
  body: unknown,
  state: SimulatorState,
): EntryResult {
  const refused = (failure: WireFailure): EntryResult => ({ kind: 'answered', ...wire.failure(failure) });
  try {
    const request = wire.parse(body, '');
    const id = newId().replaceAll('-', '');
    const call = { wire: wire.name, request, key, id, arrivedMs: nowMs(), wanted: null };
    // batches have limits of their own
    const { failure, reply, fault } = judgeCall(call, { ...state, quotas: new Map() });
    if (failure) return refused(failure);
    // what breaks a stream breaks a whole answer too
    if (fault !== null && fault !== 'refusal') return refused(broken);
    return { kind: 'answered', status: 200, body: wire.whole(reply.answer) };
  } catch (error) {
    if (error instanceof WireRejection) return refused({ kind: 'bad_request', message: error.message });
    throw error;
  }
}
