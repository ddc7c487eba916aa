/** Options of commands as data: how each is written, what it means, and how its text becomes a value of its type. */
import { readFraction } from '../base/fraction.ts';
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

const numberWhere = (isRight: (value: number) => boolean, expected: string) =>
  kindOf<number>((written) => {
    const value = Number(written);
    return written !== '' && Number.isFinite(value) && isRight(value) ? { value } : { expected };
  });

export const text = kindOf<string>((value) => ({ value }));
/** From 1. */
export const count = numberWhere(
  (value) => Number.isSafeInteger(value) && value >= 1,
  'a whole number from 1',
);
export const port = numberWhere(
  (value) => Number.isInteger(value) && value >= 0 && value <= 65_535,
  'a port from 0 (any free one) to 65535',
);
/** From 0. */
export const number = numberWhere((value) => value >= 0, 'a number from 0');
export const positive = numberWhere((value) => value > 0, 'a number above 0');
/** Of a whole, 0 to 1. */
export const fraction = kindOf<number>((written) => readFraction(written));
/** Quality that may be lost, 0 to 1: `3` is three points. */
export const margin = kindOf<number>((written) => readFraction(written, 'margin'));
/** Neither 0 nor 1. */
export const probability = kindOf<number>((written) => {
  const read = readFraction(written);
  const isInside = 'value' in read && read.value > 0 && read.value < 1;
  return isInside ? read : { expected: 'a fraction above 0 and below 1, e.g. 0.8' };
});
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
