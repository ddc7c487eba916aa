import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { apiDocument } from './api-document.ts';
import { createServingContext } from '../app/create-app-context.ts';
import { apiRoutes } from './api-routes.ts';
import { createAdopter } from './adopt.ts';
import { backgroundText } from './background-work.ts';
import { compressJson } from './compress-json.ts';
import type { App, Deps } from './deps.ts';
import { checkHostAndOrigin } from './guard.ts';
import { errorBody, errorResponse } from './http-error.ts';
import { indexReader } from './page-build.ts';
import { servePage } from './page.ts';
import { createRouter } from './router.ts';
import type { ServerOptions } from './server-options.ts';
import { isHistoryStore } from '../app/history/is-history-store.ts';
import { Summaries } from '../app/runs/summaries.ts';

const smallBody = 65_536;

/** The API and the page. Takes no port: see `listen`. Tests ask it through `app.request()`. */
export function createApp(options: ServerOptions): App {
  const { store, live } = options;
  const summaries = new Summaries(store);
  const useCases = createServingContext(options.settings, store, summaries);
  const deps: Deps = { ...options, summaries, useCases, adopter: createAdopter(store, live) };
  live.onRunChanged((runId) => {
    deps.summaries.forget(runId);
    // whoever asks next does it again, and hears what is wrong
    if (isHistoryStore(store)) store.refresh([runId]).catch(() => undefined);
  });
  const app = createRouter();
  // No TLS on loopback: nothing to insist on.
  app.use(secureHeaders({ strictTransportSecurity: false }));
  app.use(checkHostAndOrigin);
  const readIndex = indexReader(options.pageDir);
  app.use('/api/*', async (context, next) => {
    await next();
    // A page of another build loads itself anew.
    const index = await readIndex();
    if (index) context.header('x-assay-page', index.build);
    const task = options.background?.task;
    if (task) context.header('x-assay-background', backgroundText(task));
  });
  app.use('/api/*', compressJson);
  app.use('/api/runs/:id/*', bodyLimit({ maxSize: smallBody }));
  app.onError((error, context) => {
    const answer = errorResponse(error, context);
    if (answer.status >= 500) options.onError?.(error);
    return answer;
  });

  app.route('/', apiRoutes(deps));
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  app.get('/api/openapi.json', (context) => context.json(apiDocument(app, options.version)));
  app.all('/api/*', (context) =>
    context.json(errorBody('not-found', `There is no ${context.req.method} ${context.req.path}.`), 404),
  );
  app.get('*', servePage(options.pageDir));
  app.notFound((context) => context.json(errorBody('not-found', `There is no ${context.req.path}.`), 404));
  return app;
}
