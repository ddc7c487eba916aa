/** Hours in which nothing is sent, by the clock on the wall of a time zone. */
import type { QuietHours } from '../../contract/limits.ts';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const minuteMs = 60_000;
const dayMinutes = 24 * 60;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const formats = new Map<string, Intl.DateTimeFormat>();

/** Day of the week and minute of the day that clocks of a time zone show. */
function wallTime(epochMs: number, timeZone: string): { day: number; minute: number } {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(epochMs).map(({ type, value }) => [type, value]));
  const day = days.indexOf((parts['weekday'] ?? '').toLowerCase() as (typeof days)[number]);
  return { day, minute: Number(parts['hour']) * 60 + Number(parts['minute']) };
}

/** An interval that ends the day after it begins belongs to the day it begins on. */
function isQuiet(hours: QuietHours, epochMs: number): boolean {
  const { day, minute } = wallTime(epochMs, hours.timeZone);
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);
  const on = (index: number) =>
    hours.days === undefined || hours.days.some((day) => day === days[(index + 7) % 7]);
  if (from < to) return minute >= from && minute < to && on(day);
  return (minute >= from && on(day)) || (minute < to && on(day - 1));
}

/** The end of the interval that `epochMs` lies in; a change of the clocks on the way is met by looking again. */
function endOf(hours: QuietHours, epochMs: number): number {
  const to = minutesOf(hours.to);
  const ahead = (from: number) => (to - from + dayMinutes) % dayMinutes || dayMinutes;
  const start = Math.floor(epochMs / minuteMs) * minuteMs;
  const guess = start + ahead(wallTime(epochMs, hours.timeZone).minute) * minuteMs;
  const shown = wallTime(guess, hours.timeZone).minute;
  // −12 h to +12 h: clocks are never put further
  const off = ((to - shown + dayMinutes * 1.5) % dayMinutes) - dayMinutes / 2;
  return guess + off * minuteMs;
}

const maxIntervals = 16;

/** When sending may go on, ms since the epoch; `null`: it may now. Intervals that touch are one. */
export function quietUntil(quiet: readonly QuietHours[], epochMs: number): number | null {
  let atMs = epochMs;
  for (let i = 0; i < maxIntervals; i++) {
    const hours = quiet.find((candidate) => isQuiet(candidate, atMs));
    if (!hours) break;
    atMs = endOf(hours, atMs);
  }
  return atMs === epochMs ? null : atMs;
}
