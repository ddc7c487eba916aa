/** Every command, in the order of the help. */
import { command, type Command } from './command.ts';
import * as backups from './specs/backup.ts';
import * as decide from './specs/decide.ts';
import * as exchange from './specs/exchange.ts';
import { historySpec } from './specs/history.ts';
import * as running from './specs/run.ts';
import * as score from './specs/score.ts';
import * as storage from './specs/storage.ts';
import * as stored from './specs/stored.ts';
import { saveSpec, suitesSpec } from './specs/suites.ts';

const groups: Record<string, Omit<Command, 'group'>[]> = {
  'Get started': [
    command(running.demoSpec, () => import('./commands/demo.ts')),
    command(exchange.initSpec, () => import('./commands/init.ts')),
    command(stored.providersSpec, () => import('./commands/providers.ts')),
    command(running.checkSpec, () => import('./commands/check.ts')),
    command(running.planSpec, () => import('./commands/plan.ts')),
    command(saveSpec, () => import('./commands/save.ts')),
    command(suitesSpec, () => import('./commands/suites.ts')),
  ],
  Run: [
    command(running.runSpec, () => import('./commands/run.ts')),
    command(running.loadSpec, () => import('./commands/load.ts')),
    command(running.stopSpec, () => import('./commands/stop.ts')),
    command(running.workerSpec, () => import('./commands/worker.ts')),
  ],
  Analyze: [
    command(stored.listSpec, () => import('./commands/list.ts')),
    command(stored.showSpec, () => import('./commands/show.ts')),
    command(decide.compareSpec, () => import('./commands/compare.ts')),
    command(decide.rankSpec, () => import('./commands/rank.ts')),
    command(decide.powerSpec, () => import('./commands/power.ts')),
    command(historySpec, () => import('./commands/history.ts')),
    command(decide.driftSpec, () => import('./commands/drift.ts')),
    command(decide.recommendSpec, () => import('./commands/recommend.ts')),
    command(decide.routeSpec, () => import('./commands/route.ts')),
    command(decide.gateSpec, () => import('./commands/gate.ts')),
    command(decide.reportSpec, () => import('./commands/report.ts')),
  ],
  'Judge answers': [
    command(score.scoreSpec, () => import('./commands/score.ts')),
    command(score.labelSpec, () => import('./commands/label.ts')),
    command(score.judgeSpec, () => import('./commands/judge.ts')),
  ],
  'Stored results': [
    command(exchange.importSpec, () => import('./commands/import.ts')),
    command(exchange.exportSpec, () => import('./commands/export.ts')),
    command(stored.pricesSpec, () => import('./commands/prices.ts')),
    command(stored.repriceSpec, () => import('./commands/reprice.ts')),
    command(stored.rebuildSpec, () => import('./commands/rebuild.ts')),
    command(stored.doctorSpec, () => import('./commands/doctor.ts')),
    command(stored.cacheSpec, () => import('./commands/cache.ts')),
    command(storage.storageSpec, () => import('./commands/storage.ts')),
    command(storage.deleteSpec, () => import('./commands/delete.ts')),
    command(backups.backupSpec, () => import('./commands/backup.ts')),
    command(backups.verifySpec, () => import('./commands/verify.ts')),
    command(backups.restoreSpec, () => import('./commands/restore.ts')),
    command(backups.migrateSpec, () => import('./commands/migrate.ts')),
  ],
  Tools: [
    command(stored.serveSpec, () => import('./commands/serve.ts')),
    command(running.simSpec, () => import('./commands/sim.ts')),
    command(running.selftestSpec, () => import('./commands/selftest.ts')),
    command(stored.schemaSpec, () => import('./commands/schema.ts')),
  ],
};

export const commands: Command[] = Object.entries(groups).flatMap(([group, members]) =>
  members.map((member) => ({ ...member, group })),
);
