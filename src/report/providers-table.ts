/** Providers as they are set up here, as text and as JSON. */
import type { ProviderFacts } from '../contract/provider.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

function readyOf({ installed, package: name, missing }: ProviderFacts): string {
  const todo = [
    ...(installed ? [] : [`npm install ${name}`]),
    ...(missing.length > 0 ? [`set ${missing[0]}${missing.length > 1 ? ', …' : ''}`] : []),
  ];
  return todo.length === 0 ? 'yes' : `no: ${todo.join('; ')}`;
}

const verifiedOf = ({ verified_by: witnesses }: ProviderFacts): string =>
  witnesses.map((witness) => witness.replace(/^SDK .*/, 'official SDK')).join(', ');

const notes = [
  'None of these was ever run against its live API by the makers of this version: verified is what sent or read the same bytes in the tests. `assay check SUITE` tries yours.',
  'Any other OpenAI-compatible endpoint: compatible/MODEL with baseUrl. Any other AI SDK provider: plugin:PACKAGE/MODEL or plugin:./module.mjs/MODEL.',
];

/** One line per provider: whether it can be asked, and what its API protocol was checked against. */
export function providersTable(
  providers: ProviderFacts[],
  options: { color: boolean; width: number },
): string {
  const paint = paintWith(options.color);
  const column = columnsOf(providers);
  const lines = textTable(
    [
      column('provider', 0, ({ id }) => id, 'left'),
      column('ready', 0, readyOf, 'left'),
      column('verified by', 1, verifiedOf, 'left'),
      column('key', 2, ({ key }) => (key.set === null ? 'not set' : `${key.set} is set`), 'left'),
      column('package', 3, ({ package: name }) => name ?? 'built in', 'left'),
      column('wire', 4, ({ wire }) => wire, 'left'),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  return [
    ...lines,
    '',
    ...notes.flatMap((note) => wrap(note, options.width)).map((note) => paint('dim', note)),
  ].join('\n');
}
