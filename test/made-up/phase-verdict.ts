import type { PhaseVerdict } from '../../src/contract/load.ts';

export const phaseVerdict = (extra: Partial<PhaseVerdict>): PhaseVerdict => ({
  purpose: 'measure',
  rate: null,
  state: 'undecided',
  suspect: false,
  calls: 100,
  failureShare: 0,
  responseP95Ms: 100,
  recovered: true,
  seconds: 10,
  ...extra,
});
