/** Options of commands as data: how each is written, what it means, and how its text becomes a value of its type. */
import { numberRules, readNumber, type NumberRule } from '../base/number-rule.ts';
import { AssayError } from '../contract/errors.ts';

type Camel<Text extends string> = Text extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Text;
type FirstWord<Text extends string> = Text extends `${infer Word} ${string}` ? Word : Text;
/** `-t, --max-p95 <ms>` → `maxP95`, as commander names it. */
type NameOf<Flags extends string> = Flags extends `${string}--no-${infer Rest}`
  ? Camel<FirstWord<Rest>>
  : Flags extends `${string}--${infer Rest}`
    ? Camel<FirstWord<Rest>>
    : never;

/** What commander gives: text as it was written; `undefined` when the option was not given. */
export type Given = string | string[] | boolean | undefined;
type Reading<T> = { value: T } | { expected: string };

export interface OptionSpec<Name extends string = string, T = unknown> {
  name: Name;
  /** As commander writes it, e.g. `-t, --target <model>`. */
  flags: string;
  /** With the choices and the default, where there are any. */
  summary: string;
  /** May be given several times. */
  isList?: true;
  read(given: Given): Reading<T>;
}

/** The values of options, by name. */
export type ValuesOf<Specs extends readonly OptionSpec[]> = {
  [Spec in Specs[number] as Spec['name']]: Spec extends OptionSpec<string, infer T> ? T : never;
};

const longFlag = (flags: string) => /--[\w-]+/.exec(flags)?.[0] ?? flags;

function nameOf<Flags extends string>(flags: Flags): NameOf<Flags> {
  const words = longFlag(flags).replace(/^--(no-)?/, '');
  return words.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as NameOf<Flags>;
}

/** A kind of option with one value. */
const kindOf =
  <T>(read: (text: string) => Reading<T>) =>
  <const Flags extends string, Default extends T | undefined = undefined>(
    flags: Flags,
    summary: string,
    /** `preset`: the value of an option that was given without one. */
    more: { default?: Default; preset?: string } = {},
  ): OptionSpec<NameOf<Flags>, T | Default> => ({
    name: nameOf(flags),
    flags,
    summary: more.default === undefined ? summary : `${summary}; default: ${String(more.default)}`,
    read: (given) => {
      if (given === undefined) return { value: more.default as Default };
      return read(String(given === true ? more.preset : given).trim());
    },
  });

/** Within the bounds that programs and requests have for it, too. */
const numberBy = (rule: NumberRule) => kindOf<number>((written) => readNumber(written, rule));

export const text = kindOf<string>((value) => ({ value }));
/** Which numbers each takes: `base/number-rule.ts`. */
export const count = numberBy(numberRules.count);
export const repeatCount = numberBy(numberRules.repeats);
export const callsAtOnce = numberBy(numberRules.concurrency);
export const runCount = numberBy(numberRules.runs);
export const levelCount = numberBy(numberRules.levels);
export const tokenCount = numberBy(numberRules.tokens);
export const port = numberBy(numberRules.port);
export const number = numberBy(numberRules.fromZero);
export const positive = numberBy(numberRules.positive);
/** Of a whole, 0 to 1. */
export const fraction = numberBy(numberRules.fraction);
/** Quality that may be lost: `3` is three points. */
export const margin = numberBy(numberRules.margin);
export const raceMargin = numberBy(numberRules.raceMargin);
/** Neither 0 nor 1. */
export const probability = numberBy(numberRules.probability);
/** An instant, in ms since 1970. */
export const date = kindOf<number>((written) => {
  const value = Date.parse(written);
  return Number.isNaN(value) ? { expected: 'a date, e.g. 2031-04-01 or 2031-04-01T06:00Z' } : { value };
});

/** One of a few words, listed in the help. */
export function choice<
  const Flags extends string,
  const Word extends string,
  Default extends Word | undefined = undefined,
>(
  flags: Flags,
  choices: readonly Word[],
  summary: string,
  more: { default?: Default } = {},
): OptionSpec<NameOf<Flags>, Word | Default> {
  const listed = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
  const read = (written: string): Reading<Word> => {
    const value = choices.find((word) => word === written);
    return value === undefined ? { expected: listed } : { value };
  };
  return kindOf<Word>(read)(flags, `${summary}: ${listed}`, more);
}

/** May be given several times. */
export const list = <const Flags extends string>(
  flags: Flags,
  summary: string,
): OptionSpec<NameOf<Flags>, string[]> => ({
  name: nameOf(flags),
  flags,
  summary: `${summary}; may be repeated`,
  isList: true,
  read: (given) => ({ value: given === undefined ? [] : [given].flat().map(String) }),
});

/** `name=value`, may be given several times. */
export const pairs = <const Flags extends string>(
  flags: Flags,
  summary: string,
): OptionSpec<NameOf<Flags>, Record<string, string>> => ({
  ...list(flags, summary),
  read: (given) => {
    const written = given === undefined ? [] : [given].flat().map(String);
    if (!written.every((each) => each.indexOf('=') > 0))
      return { expected: `${/<(.*)>/.exec(flags)?.[1] ?? 'name=value'} each time` };
    const entries = written.map((each) => [
      each.slice(0, each.indexOf('=')),
      each.slice(each.indexOf('=') + 1),
    ]);
    return { value: Object.fromEntries(entries) as Record<string, string> };
  },
});

/** Given or not; `--no-…` turns off what is on without it. */
export const flag = <const Flags extends string>(
  flags: Flags,
  summary: string,
): OptionSpec<NameOf<Flags>, boolean> => ({
  name: nameOf(flags),
  flags,
  summary,
  read: (given) => ({ value: given === undefined ? longFlag(flags).startsWith('--no-') : given === true }),
});

/** `--cache` where there is a `--no-cache` too: neither leaves it to something else. */
export const either = <const Flags extends string>(
  flags: Flags,
  summary: string,
): OptionSpec<NameOf<Flags>, boolean | undefined> => ({
  ...flag(flags, summary),
  read: (given) => ({ value: given === undefined ? undefined : given === true }),
});

/** All options of a command, read. Throws `usage` with the option, what was given and what was expected. */
export function readOptions<const Specs extends readonly OptionSpec[]>(
  specs: Specs,
  given: Readonly<Record<string, Given>>,
): ValuesOf<Specs> {
  const values = specs.map((spec) => {
    const raw = given[spec.name];
    const read = spec.read(raw);
    if ('value' in read) return [spec.name, read.value];
    throw new AssayError('usage', `${longFlag(spec.flags)} is "${[raw].flat().join('", "')}"`, {
      remedy: `Expected ${read.expected}.`,
    });
  });
  return Object.fromEntries(values) as ValuesOf<Specs>;
}
