/** How long what is kept: what a user sets, and what it comes to for a project and a suite. */
import { z } from 'zod';

export const keptKinds = ['samples', 'payloads', 'figures', 'journals'] as const;
export type KeptKind = (typeof keptKinds)[number];

/** What each word stands for, for people. */
export const keptMeans: Record<KeptKind, string> = {
  samples: 'all numbers of each call, with retried attempts, cases, and figures by hour',
  payloads: 'prompts, answers and explanations of scores, in the results',
  figures: 'figures by day, for charts over time',
  journals: 'folders of runs (journal, plan, attachments), here and in the control database',
};

const dayUnits: Record<string, number> = { d: 1, w: 7, y: 365.25 };
/** A thousand years. */
const maxDays = 365_250;
export const keptForExpected = 'a time such as 90d, 12w or 5y, or `always`';

/** `null`: always. `undefined`: it is none. */
function daysOf(text: string): number | null | undefined {
  if (text === 'always') return null;
  const [, digits, unit = ''] = /^(\d{1,6})\s*([dwy])$/.exec(text) ?? [];
  const days = Math.ceil(Number(digits) * (dayUnits[unit] ?? Number.NaN));
  return days >= 1 && days <= maxDays ? days : undefined;
}

/** Days, `null`: always; written as `90d`, `12w`, `5y`, `always`. */
const keptForSchema = z.string(keptForExpected).transform((text, context) => {
  const days = daysOf(text.trim());
  if (days !== undefined) return days;
  context.addIssue({ code: 'custom', message: keptForExpected });
  return z.NEVER;
});

/** `90d`, `5y`, `always`. */
export function keptForText(days: number | null): string {
  if (days === null) return 'always';
  const years = Math.floor(days / 365.25);
  return days >= 366 && Math.ceil(years * 365.25) === days ? `${years}y` : `${days}d`;
}

/** Each kind that is set; the others stay as they are. */
export const keptForFields = {
  samples: keptForSchema.optional(),
  payloads: keptForSchema.optional(),
  figures: keptForSchema.optional(),
  journals: keptForSchema.optional(),
};
const name = z.string('a name').min(1);

const ruleSchema = z
  .strictObject({ project: name.optional(), suite: name.optional(), ...keptForFields })
  .refine(({ project, suite }) => project !== undefined || suite !== undefined, 'a project or a suite')
  .refine((rule) => keptKinds.some((kind) => rule[kind] !== undefined), 'what is kept for how long');

/** `retention.yaml` of a data directory. */
export const retentionFileSchema = z.strictObject({
  ...keptForFields,
  rules: z.array(ruleSchema, 'a list of rules').default([]),
});
export type RetentionFile = z.output<typeof retentionFileSchema>;
export type RetentionRule = RetentionFile['rules'][number];

/** Days by kind; `null`: always. */
export type KeptDays = Record<KeptKind, number | null>;

export const defaultKept: KeptDays = { samples: 400, payloads: 90, figures: 1827, journals: 400 };

export interface RetentionPolicy extends KeptDays {
  rules: readonly RetentionRule[];
}

/** For how many days; of rules that apply and say something of a kind, the last one counts. Payloads are never kept for longer than their samples, nor figures for less long. */
export function keptDaysOf(policy: RetentionPolicy, of: { project: string; suite: string }): KeptDays {
  const { rules, ...kept } = policy;
  for (const { project = of.project, suite = of.suite, ...more } of rules) {
    if (project !== of.project || suite !== of.suite) continue;
    for (const kind of keptKinds) if (more[kind] !== undefined) kept[kind] = more[kind];
  }
  const { samples, payloads, figures } = kept;
  if (samples !== null && (payloads === null || payloads > samples)) kept.payloads = samples;
  if (figures !== null && (samples === null || samples > figures)) kept.figures = samples;
  return kept;
}

/** The longest that any samples are kept; `null`: always. */
export function longestSamplesDays({ samples, rules }: RetentionPolicy): number | null {
  const all = [samples, ...rules.flatMap((rule) => (rule.samples === undefined ? [] : [rule.samples]))];
  return all.includes(null) ? null : Math.max(...(all as number[]));
}

const dayMs = 86_400_000;

/** What began before this instant is past its time: whole days of UTC, as figures are made of whole days. `null`: nothing is. */
export const expiredBefore = (days: number | null, nowMs: number): number | null =>
  days === null ? null : Math.floor((nowMs - days * dayMs) / dayMs) * dayMs;
