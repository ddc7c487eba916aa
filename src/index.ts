/** What a suite written in TypeScript imports. */
export { defineSuite } from './suite/define-suite.ts';
export type {
  CaseEntry,
  Parameters,
  PromptEntry,
  ScorerEntry,
  SuiteFile,
  TargetEntry,
  Tool,
} from './contract/suite.ts';
/** The HTTP API, for `hc<AssayApi>` of `hono/client`. */
export type { AssayApi } from './server/api-routes.ts';
