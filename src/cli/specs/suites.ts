/** Commands about suites that are saved under a name. */
import { specify } from '../command.ts';
import { flag, text } from '../options.ts';
import { control } from './common.ts';

export const saveSpec = specify({
  name: 'save',
  summary: 'save a suite with its files under a name, as its next version',
  description:
    'Saved in the data directory, or with --control in the PostgreSQL that machines share. A saved suite is complete: `saved:NAME` stands for it wherever a suite file is asked for, also when the files have changed or are gone. What equals the newest version makes no other.',
  arguments: [{ name: '<suite>', summary: 'suite file: YAML, JSON or a TypeScript module' }],
  options: [
    text('--name <name>', 'default: the name of the suite'),
    text('--note <text>', 'what changed, shown in the list of versions'),
    control,
  ],
  examples: [
    ['assay save suite.yaml', 'under the name in the file'],
    [
      'assay save suite.yaml --name triage',
      'the next version of triage, which `assay run saved:triage` runs',
    ],
  ],
});

export const suitesSpec = specify({
  name: 'suites',
  summary: 'list saved suites, or show one with its versions',
  arguments: [{ name: '[name]', summary: 'a saved suite, or name@version; default: list all' }],
  options: [
    flag('--text', 'print the suite as it is written'),
    flag('--delete', 'delete it with all its versions; runs keep theirs'),
    control,
  ],
  examples: [
    ['assay suites', 'the newest version of each'],
    ['assay suites triage', 'its versions'],
    ['assay suites triage@1 --text > old.yaml', 'as it was'],
    ['assay suites --json', 'as JSON (assay.suites/1; of one: assay.suite/1)'],
  ],
});
