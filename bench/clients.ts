/** Requests per second of our two ways beside undici's bare dispatch, in the same run: the best of three rounds of each. */
import { cpus } from 'node:os';
import type { SelftestReport } from '../src/contract/selftest.ts';
import { runSelftest } from '../src/selftest/run-selftest.ts';
import { conclude } from './support/verdict.ts';

const rounds: SelftestReport['rate'][] = [];
for (let i = 0; i < 3; i++) {
  const { rate } = await runSelftest({
    machine: {
      assay_version: 'checkout',
      node_version: process.versions.node,
      cpu: '',
      cores: cpus().length,
    },
    streams: [],
    scheduleRates: [],
    scheduleSeconds: 0,
    rateCalls: 40_000,
    progress: () => undefined,
  });
  rounds.push(rate);
}
const best = (way: 'raw_req_s' | 'native_req_s' | 'package_req_s') =>
  Math.max(...rounds.map((rate) => rate[way]));
const [raw, native, packaged] = [best('raw_req_s'), best('native_req_s'), best('package_req_s')];
conclude(
  'clients',
  { native_share: native >= 0.6 * raw, package: packaged >= 2500 },
  { raw_req_s: raw, native_req_s: native, native_share: native / raw, package_req_s: packaged, rounds },
);
