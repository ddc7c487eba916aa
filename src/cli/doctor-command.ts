import type { CommandSpec } from './command.ts';

export const doctorCommand: CommandSpec = {
  name: 'doctor',
  summary: 'look at a data directory: what is damaged or left out, where, and what to do',
  description:
    'Reads every journal, the whole database and the ledger of what is spent, and makes no API calls. Ends with 6 when something is wrong. --repair moves what is in the way to damaged/ and reads the journals again; it deletes nothing.',
  arguments: [],
  options: [{ flags: '--repair', summary: 'put right what is safe to', kind: 'flag' }],
  examples: [
    ['assay doctor', 'what is wrong, and what to do'],
    ['assay doctor --repair', 'a damaged database made anew from the journals'],
    ['assay doctor --json', 'as JSON (assay.doctor/1)'],
  ],
  load: () => import('./commands/doctor.ts'),
};
