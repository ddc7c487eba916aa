import { resolve } from 'node:path';
import { ownEnv, ownFolder } from '../base/own-process.ts';
import type { AppSettings } from './context.ts';

type Where = 'dataDir' | 'results' | 'control' | 'cwd' | 'env';

/** Where the data is: as given, else as ASSAY_DATA_DIR, ASSAY_RESULTS and ASSAY_CONTROL say, else `.assay` in the working directory. */
export function settingsOf(given: { [Name in Where]?: AppSettings[Name] | undefined }): Pick<
  AppSettings,
  Where
> {
  const { env = ownEnv, cwd = ownFolder() } = given;
  const results = given.results ?? env['ASSAY_RESULTS'];
  const control = given.control ?? env['ASSAY_CONTROL'];
  return {
    cwd,
    env,
    dataDir: resolve(cwd, given.dataDir ?? env['ASSAY_DATA_DIR'] ?? '.assay'),
    ...(results && { results }),
    ...(control && { control }),
  };
}
