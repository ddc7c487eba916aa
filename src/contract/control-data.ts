/** What people set up, as opposed to what was measured: small, changed in place, in one database for everyone who works together. */
import type { SavedSuites } from './saved-suite.ts';

export interface ControlData {
  suites: SavedSuites;
  close(): Promise<void>;
}
