/** Instants as files write them: dates, or a count since 1970 in a unit that its size tells. */

/** `unit`: what a bare number was taken for. `hasZone` is false when a date names no time zone: it is read as UTC. */
export interface Instant {
  ms: number;
  unit: 's' | 'ms' | 'µs' | 'ns' | null;
  hasZone: boolean;
}

/** A count below the bound is in this unit: each bound is the year 5138 in its unit, and the year 1973 in the next. */
const units: { unit: NonNullable<Instant['unit']>; below: number; perMs: number }[] = [
  { unit: 's', below: 1e11, perMs: 0.001 },
  { unit: 'ms', below: 1e14, perMs: 1 },
  { unit: 'µs', below: 1e17, perMs: 1e3 },
  { unit: 'ns', below: 1e20, perMs: 1e6 },
];

const isoDate = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?$/;
const zone = /(?:Z|UTC|GMT|(?<=:.*)[+-]\d{2}(?::?\d{2})?)$/i;
/** Beyond it a number is in another unit, or a mistake: nothing was measured there. */
const latestMs = Date.UTC(2100, 0, 1);

function ofText(text: string): { ms: number; hasZone: boolean } {
  const written = text.trim();
  const found = zone.exec(written);
  const date = found ? written.slice(0, found.index).trim() : written;
  if (isoDate.test(date)) {
    const offset =
      found && !/^(?:Z|UTC|GMT)$/i.test(found[0])
        ? found[0].replace(
            /^([+-]\d{2})(?::?(\d{2}))?$/,
            (_all, hours: string, minutes = '00') => `${hours}:${minutes}`,
          )
        : 'Z';
    const iso = date.replace(' ', 'T').replace(',', '.');
    return {
      ms: Date.parse(iso.length === 10 ? `${iso}T00:00:00${offset}` : `${iso}${offset}`),
      hasZone: found !== null || iso.length === 10,
    };
  }
  // other ways to write a date mean different days in different countries, unless they name the month and the zone
  return { ms: found && /[a-z]{3}/i.test(date) ? Date.parse(written) : Number.NaN, hasZone: true };
}

/** `undefined`: this is no instant between 1970 and 2100. */
export function readInstant(value: unknown): Instant | undefined {
  const isNumber =
    typeof value === 'number' || (typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/.test(value));
  const number = isNumber ? Number(value) : Number.NaN;
  const unit = isNumber ? units.find(({ below }) => number < below) : undefined;
  const { ms, hasZone } =
    value instanceof Date
      ? { ms: value.getTime(), hasZone: true }
      : isNumber
        ? { ms: unit ? number / unit.perMs : Number.NaN, hasZone: true }
        : ofText(String(value));
  return ms > 0 && ms < latestMs ? { ms, unit: unit?.unit ?? null, hasZone } : undefined;
}
