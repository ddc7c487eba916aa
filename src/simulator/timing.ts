/** When each frame of an answer is due: instants relative to the request's arrival, drawn once, before anything is sent. */
import { normal } from '../base/random.ts';
import type { Random } from '../base/random.ts';
import type { Profile } from './profile.ts';
import type { WireFrame } from './wires/wire.ts';

export interface Timing {
  /** First content frame, ms after arrival. */
  ttftMs: number;
  /** Between one token and the next, ms. */
  msPerToken: number;
  /** Sigma of the log-normal factor on each gap. */
  jitter: number;
  preambleShare: number;
  trailerMs: number;
}

/** `hiddenTokens`: reasoning that is counted but not sent, which delays the first content frame. */
export function drawTiming(profile: Profile, hiddenTokens: number, random: Random): Timing {
  const { medianMs, sigma, tail } = profile.ttft;
  const slow = tail && random() < tail.share ? tail.factor : 1;
  const msPerToken = 1000 / profile.pace.tokensPerSecond;
  return {
    ttftMs: medianMs * Math.exp(sigma * normal(random)) * slow + hiddenTokens * msPerToken,
    msPerToken,
    jitter: profile.pace.jitter,
    preambleShare: profile.preambleShare,
    trailerMs: profile.trailerMs,
  };
}

const contentKinds = new Set(['t', 'r', 'c']);

/**
 * Due instants of the frames in ms after arrival, never falling. Opening frames come at the preamble's share of the
 * first wait; structure comes with the content frame after it; a content frame comes its own tokens after the last one.
 */
export function dueTimes(frames: readonly WireFrame[], timing: Timing, random: Random): number[] {
  const due = Array.from<number>({ length: frames.length });
  let content = timing.ttftMs;
  let isFirst = true;
  let waiting = 0;
  frames.forEach((frame, i) => {
    if (contentKinds.has(frame.kind)) {
      if (!isFirst) content += gap(frame.tokens, timing, random);
      isFirst = false;
      due.fill(content, waiting, i + 1);
      waiting = i + 1;
    } else if (frame.kind === 'o') {
      due[i] = timing.ttftMs * timing.preambleShare;
      waiting = i + 1;
    }
  });
  return due.fill(content + timing.trailerMs, waiting);
}

/** The factor's mean is 1, so that jitter does not change the pace. */
function gap(tokens: number, { msPerToken, jitter }: Timing, random: Random): number {
  const factor = jitter > 0 ? Math.exp(jitter * normal(random) - (jitter * jitter) / 2) : 1;
  return tokens * msPerToken * factor;
}
