import type { Deps } from './deps.ts';
import { createRouter } from './router.ts';
import { attachmentRoutes, type AttachmentRoute } from './routes/attachments.ts';
import { caseRoutes, type CaseRoute } from './routes/cases.ts';
import { comparisonRoutes, type ComparisonRoute } from './routes/comparison.ts';
import { controlRoutes, type ControlRoute } from './routes/control.ts';
import { deletionRoutes, type DeletionRoute } from './routes/deletion.ts';
import { dumpRoutes, type DumpRoute } from './routes/dump.ts';
import { eventRoutes, type EventRoute } from './routes/events.ts';
import { ingestRoutes, type IngestRoute } from './routes/ingest.ts';
import { historyRoutes, type HistoryRoute } from './routes/history.ts';
import { judgeRoutes, type JudgeRoute } from './routes/judges.ts';
import { labelRoutes, type LabelRoute } from './routes/labels.ts';
import { loadRoutes, type LoadRoute } from './routes/load.ts';
import { recommendationRoutes, type RecommendationRoute } from './routes/recommendation.ts';
import { rowRoutes, type RowRoute } from './routes/rows.ts';
import { runRoutes, type RunRoute } from './routes/runs.ts';
import { startRunRoutes, type StartRunRoute } from './routes/start-run.ts';
import { storageRoutes, type StorageRoute } from './routes/storage.ts';
import { suiteRoutes, type SuiteRoute } from './routes/suites.ts';

/** Every route, in one chain: its type is the whole API, and types the clients. */
export const apiRoutes = (deps: Deps) =>
  createRouter()
    .route('/', controlRoutes(deps))
    .route('/', runRoutes(deps))
    .route('/', startRunRoutes(deps))
    .route('/', caseRoutes(deps))
    .route('/', attachmentRoutes(deps))
    .route('/', comparisonRoutes(deps))
    .route('/', historyRoutes(deps))
    .route('/', judgeRoutes(deps))
    .route('/', labelRoutes(deps))
    .route('/', loadRoutes(deps))
    .route('/', recommendationRoutes(deps))
    .route('/', rowRoutes(deps))
    .route('/', eventRoutes(deps))
    .route('/', ingestRoutes(deps))
    .route('/', dumpRoutes(deps))
    .route('/', deletionRoutes(deps))
    .route('/', storageRoutes(deps))
    .route('/', suiteRoutes(deps));

export type AssayApi = ReturnType<typeof apiRoutes>;

/**
 * The same as descriptions, one by one: what types the page.
 * @public
 */
export type AssayRoute =
  | AttachmentRoute
  | CaseRoute
  | ComparisonRoute
  | ControlRoute
  | DeletionRoute
  | DumpRoute
  | EventRoute
  | IngestRoute
  | HistoryRoute
  | JudgeRoute
  | LabelRoute
  | LoadRoute
  | RecommendationRoute
  | RowRoute
  | RunRoute
  | StorageRoute
  | StartRunRoute
  | SuiteRoute;
