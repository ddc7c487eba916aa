/** The chunks of a response, when each is due, and how it ends. */
import { seededRandom } from '../base/random.ts';
import type { Fault, Profile } from './profile.ts';
import type { Reply } from './reply.ts';
import { dueTimes } from './timing.ts';
import type { TruthKind } from './truth-log.ts';
import type { Wire, WireFrame, WireRequest } from './wires/wire.ts';

export interface Script {
  chunks: string[];
  kinds: TruthKind[];
  /** ms after arrival. */
  due: number[];
  /** `cut`: the connection breaks; `hang`: it stays open for `hangMs` and then breaks. */
  end: 'clean' | 'cut' | 'hang';
  hangMs: number;
}

/** Faults that break a stream do so before one of its content frames, drawn evenly. */
export function scriptOf(
  wire: Wire,
  request: WireRequest,
  reply: Reply,
  context: { fault: Fault | null; profile: Profile; seed: number },
): Script {
  const frames = wire.frames(reply.answer, request);
  const random = seededRandom(context.seed, 'script', reply.answer.model, request.prompt);
  const due = dueTimes(frames, reply.timing, random);
  const script = request.stream
    ? {
        chunks: frames.map((frame) => frame.bytes),
        kinds: frames.map((frame): TruthKind => frame.kind),
        due,
        end: 'clean' as const,
        hangMs: context.profile.stallMs,
      }
    : wholeScript(wire, reply, due, context.profile);
  return broken(script, frames, wire, context.fault, random());
}

function wholeScript(wire: Wire, reply: Reply, due: number[], profile: Profile): Script {
  const body = JSON.stringify(wire.whole(reply.answer));
  return { chunks: [body], kinds: ['w'], due: [due.at(-1) ?? 0], end: 'clean', hangMs: profile.stallMs };
}

function broken(script: Script, frames: WireFrame[], wire: Wire, fault: Fault | null, luck: number): Script {
  if (fault === null || fault === 'refusal') return script;
  if (script.kinds[0] === 'w') return brokenWhole(script, fault);
  const content = frames.flatMap((frame, i) => ('trc'.includes(frame.kind) ? [i] : []));
  // After the first content frame when there are several, so that something was said before.
  const candidates = content.length > 1 ? content.slice(1) : content;
  const at = candidates[Math.floor(luck * candidates.length)] ?? frames.length - 1;
  const head = (end: Script['end']): Script => ({
    ...script,
    chunks: script.chunks.slice(0, at),
    kinds: script.kinds.slice(0, at),
    // One instant more than chunks: when the break is due.
    due: script.due.slice(0, at + 1),
    end,
  });
  if (fault === 'stream_cut') return head('cut');
  if (fault === 'stall') return head('hang');
  const cut = head('clean');
  const error =
    fault === 'malformed'
      ? 'data: {"id":"broken","choices":[{"ind\n\n'
      : wire.failureFrame({ kind: 'overloaded', message: 'Overloaded' });
  return { ...cut, chunks: [...cut.chunks, error], kinds: [...cut.kinds, 'x'] };
}

/** Half a body, then nothing. */
function brokenWhole(script: Script, fault: Fault): Script {
  const [body] = script.chunks as [string];
  if (fault === 'stall') return { ...script, chunks: [], kinds: [], end: 'hang' };
  const half = body.slice(0, Math.floor(body.length / 2));
  return { ...script, chunks: [half], kinds: ['x'], end: fault === 'malformed' ? 'clean' : 'cut' };
}
