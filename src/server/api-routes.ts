import type { Deps } from './deps.ts';
import { createRouter } from './router.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { caseRoutes } from './routes/cases.ts';
import { comparisonRoutes } from './routes/comparison.ts';
import { controlRoutes } from './routes/control.ts';
import { eventRoutes } from './routes/events.ts';
import { ingestRoutes } from './routes/ingest.ts';
import { judgeRoutes } from './routes/judges.ts';
import { labelRoutes } from './routes/labels.ts';
import { loadRoutes } from './routes/load.ts';
import { recommendationRoutes } from './routes/recommendation.ts';
import { rowRoutes } from './routes/rows.ts';
import { runRoutes } from './routes/runs.ts';

/** Every route, in one chain: its type is the whole API, and types the clients. */
export const apiRoutes = (deps: Deps) =>
  createRouter()
    .route('/', controlRoutes(deps))
    .route('/', runRoutes(deps))
    .route('/', caseRoutes(deps))
    .route('/', attachmentRoutes(deps))
    .route('/', comparisonRoutes(deps))
    .route('/', judgeRoutes(deps))
    .route('/', labelRoutes(deps))
    .route('/', loadRoutes(deps))
    .route('/', recommendationRoutes(deps))
    .route('/', rowRoutes(deps))
    .route('/', eventRoutes(deps))
    .route('/', ingestRoutes(deps));

export type AssayApi = ReturnType<typeof apiRoutes>;
