import { Link, createRootRoute, createRoute, createRouter, type RouterHistory } from '@tanstack/react-router';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { RunsPage } from '../features/runs/runs-page.tsx';
import { runsQuery } from '../features/runs/runs-query.ts';
import { runsSearchSchema } from '../features/runs/runs-search.ts';
import { caseSearchSchema } from '../features/cases/case-search.ts';
import { compareSearchSchema } from '../features/compare/compare-search.ts';
import { requirementSearchSchema } from '../features/decision/requirement-search.ts';
import { historySearchSchema } from '../features/history/history-search.ts';
import { labelSearchSchema } from '../features/label/label-search.ts';
import { loadChunk } from '../lib/load-chunk.ts';
import { overviewSearchSchema } from '../features/run/overview-search.ts';
import { runQuery } from '../lib/run-query.ts';
import { parseSearch, stringifySearch } from '../lib/search-params.ts';
import { queryClient } from './query-client.ts';
import { Shell } from './shell.tsx';

const rootRoute = createRootRoute({
  component: Shell,
  errorComponent: ({ error, reset }) => (
    <ErrorNotice error={error instanceof Error ? error : new Error(String(error))} retry={reset} />
  ),
  notFoundComponent: () => (
    <Notice title="There is no such page.">
      <Link to="/">All runs</Link>
    </Notice>
  ),
});

const runsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: runsSearchSchema,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(runsQuery(deps)),
  component: RunsPage,
});

const historyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'history',
  validateSearch: historySearchSchema,
}).lazy(() => loadChunk(() => import('./history-route.ts')).then((routes) => routes.historyRoute));

/** Header and overview of a run are one chunk, which the boot script asks for at once when the address is a run's. */
const loadRunRoutes = () => loadChunk(() => import('./run-routes.ts'));

const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'runs/$runId',
  loader: ({ params }) => void queryClient.prefetchQuery(runQuery(params.runId)),
}).lazy(() => loadRunRoutes().then((routes) => routes.runLayoutRoute));

const overviewRoute = createRoute({
  getParentRoute: () => runRoute,
  path: '/',
  validateSearch: overviewSearchSchema,
}).lazy(() => loadRunRoutes().then((routes) => routes.overviewRoute));

const casesRoute = createRoute({
  getParentRoute: () => runRoute,
  path: 'cases',
  validateSearch: caseSearchSchema,
}).lazy(() => loadChunk(() => import('./cases-route.ts')).then((routes) => routes.casesRoute));

const compareRoute = createRoute({
  getParentRoute: () => runRoute,
  path: 'compare',
  validateSearch: compareSearchSchema,
}).lazy(() => loadChunk(() => import('./compare-route.ts')).then((routes) => routes.compareRoute));

const decisionRoute = createRoute({
  getParentRoute: () => runRoute,
  path: 'decision',
  validateSearch: requirementSearchSchema,
}).lazy(() => loadChunk(() => import('./decision-route.ts')).then((routes) => routes.decisionRoute));

const labelRoute = createRoute({
  getParentRoute: () => runRoute,
  path: 'label',
  validateSearch: labelSearchSchema,
}).lazy(() => loadChunk(() => import('./label-route.ts')).then((routes) => routes.labelRoute));

const loadRoute = createRoute({ getParentRoute: () => runRoute, path: 'load' }).lazy(() =>
  loadChunk(() => import('./load-route.ts')).then((routes) => routes.loadRoute),
);

const routeTree = rootRoute.addChildren([
  runsRoute,
  historyRoute,
  runRoute.addChildren([overviewRoute, casesRoute, compareRoute, decisionRoute, labelRoute, loadRoute]),
]);

/** The addresses of the page; without a history of its own they are the browser's. */
export function createPageRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    scrollRestoration: true,
    ...(history && { history }),
  });
}

/** Fetches the parts of the other tabs, so that they open at once, and though the server may be away by then. */
export function fetchTabs(): void {
  const tabs = [
    () => import('./history-route.ts'),
    () => import('./run-routes.ts'),
    () => import('./cases-route.ts'),
    () => import('./compare-route.ts'),
    () => import('./decision-route.ts'),
    () => import('./label-route.ts'),
    () => import('./load-route.ts'),
    () => import('../features/cases/case-drawer.tsx'),
  ];
  for (const fetchIt of tabs) fetchIt().catch(() => undefined);
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPageRouter>;
  }
}
