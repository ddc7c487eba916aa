import { expect, it } from 'vitest';
import { z } from 'zod';
import { useCases } from '../app/use-cases.ts';
import type { UseCase } from '../app/use-case.ts';
import { loadSchema } from '../contract/load.ts';
import { planLoad } from '../plan/load/plan-load.ts';
import { commands } from './commands.ts';
import { loadGiven } from './commands/load.ts';
import type { OptionSpec } from './options.ts';

/** The use case of each command, where it is not of its name; `null`: it has none that takes its options. */
const useCaseOf: Record<string, keyof typeof useCases | null> = {
  run: 'startRun',
  demo: 'startRun',
  load: null,
  check: 'checkTargets',
  sim: 'simulate',
  selftest: 'selfTest',
  worker: 'startWorker',
  list: 'listRuns',
  label: 'answersToLabel',
  judge: 'calibrateJudge',
  init: 'importSuite',
  import: 'importRun',
  export: 'exportRun',
  prices: 'listPrices',
  score: 'rescore',
  verify: 'verifyBackup',
  serve: null,
  show: null,
  cache: null,
  schema: null,
  providers: null,
};

/** Where the value of an option goes in the input, where that is not its name. */
const fieldOf: Record<string, string> = { 'run margin': 'race.margin', 'run alpha': 'race.alpha' };
/** Of the page or the terminal, not of the use case. */
const ofCommand = ['run port', 'demo port'];

const numbers = [
  -1,
  0,
  0.02,
  0.5,
  0.99,
  1,
  1.5,
  2,
  9,
  10,
  1000,
  1001,
  4096,
  4097,
  65_535,
  65_536,
  1e6,
  1e6 + 1,
];
const others = [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53];

/** However a person may write it. */
const isReadBy = ({ read }: OptionSpec, value: number) =>
  [String(value), `${value * 100}%`].some((text) => {
    const found = read(text);
    return 'value' in found && found.value === value;
  });

const isNumeric = (spec: OptionSpec) =>
  typeof Reflect.get(spec.read('0.5'), 'value') === 'number' || isReadBy(spec, 2);

async function inputOf(command: string): Promise<z.ZodObject | null> {
  const name = Object.hasOwn(useCaseOf, command) ? useCaseOf[command] : (command as keyof typeof useCases);
  if (!name || !Object.hasOwn(useCases, name)) return null;
  return ((await useCases[name]()) as unknown as Record<string, UseCase>)[name]?.input as z.ZodObject;
}

function fieldSchema(input: z.ZodObject, path: string): z.ZodType | undefined {
  return path.split('.').reduce<z.ZodType | undefined>((schema, key) => {
    const object = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
    return (object as z.ZodObject | undefined)?.shape[key] as z.ZodType | undefined;
  }, input);
}

const numeric = commands.flatMap((command) =>
  command.options
    .filter((spec) => spec.isList !== true && isNumeric(spec) && !('value' in spec.read('2031-04-01')))
    .map((spec): [string, OptionSpec, string] => [`${command.name} ${spec.name}`, spec, command.name]),
);

it.each(
  numeric.filter(
    ([name, , command]) => command !== 'load' && command !== 'serve' && !ofCommand.includes(name),
  ),
)('assay %s takes the numbers that programs and requests may give', async (name, spec, command) => {
  const input = await inputOf(command);
  const schema = input && fieldSchema(input, fieldOf[name] ?? spec.name);
  expect(schema, `${name} is no field of the use case`).toBeDefined();
  const taken = [...numbers, ...others].filter((value) => schema?.safeParse(value).success);
  expect(taken).toEqual([...numbers, ...others].filter((value) => isReadBy(spec, value)));
});

it.each(numeric.filter(([, , command]) => command === 'load').filter(([name]) => !/port|limit/.test(name)))(
  'assay %s takes the numbers that a suite may give',
  (_name, spec) => {
    const shape = spec.name === 'users' ? 'closed-loop' : 'poisson';
    const base = shape === 'closed-loop' ? { users: 1 } : { rate: 1 };
    const isPlanned = (value: number) => {
      try {
        const entry = { shape, ...base, ...loadGiven({ [spec.name]: value }) };
        return loadSchema.safeParse(entry).success && planLoad(entry as never, 1) !== null;
      } catch {
        return false;
      }
    };
    const small = numbers.filter((value) => value < 1000);
    expect(small.filter(isPlanned)).toEqual(small.filter((value) => isReadBy(spec, value)));
  },
);
