import { closedLoop } from './closed-loop.ts';
import { constantRate } from './constant-rate.ts';
import { gamma } from './gamma.ts';
import { poisson } from './poisson.ts';
import { ramp } from './ramp.ts';
import { sessions } from './sessions.ts';
import type { AnyLoadShape } from './shape.ts';
import { stages } from './stages.ts';
import { sweep } from './sweep.ts';
import { traceReplay } from './trace-replay.ts';

/** Every load shape, in the order of the help. Options are checked by the shape itself before it sees them. */
export const shapes: readonly AnyLoadShape[] = [
  constantRate,
  poisson,
  gamma,
  ramp,
  stages,
  traceReplay,
  closedLoop,
  sessions,
  sweep,
];
