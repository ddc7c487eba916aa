import { createLazyRoute } from '@tanstack/react-router';
import { OverviewPage } from '../features/run/overview-page.tsx';
import { RunLayout } from '../features/run/run-layout.tsx';

export const runLayoutRoute = createLazyRoute('/runs/$runId')({ component: RunLayout });
export const overviewRoute = createLazyRoute('/runs/$runId/')({ component: OverviewPage });
