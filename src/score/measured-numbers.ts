import type { Measurement } from '../contract/measurement.ts';
import { measurementColumns } from '../contract/measured-fields.ts';

/** What a scorer of a user's own may see of a call. Nothing of it tells which target answered: models, ids and prices by name are left out. */
type Seen = Omit<Measurement, 'price_id'>;
const { price_id: _priceId, ...seen } = measurementColumns;

/** The measured numbers of a call, out of a measurement or a whole stored sample. */
export const measuredNumbers = (measurement: Measurement): Seen =>
  Object.fromEntries(
    Object.entries(measurement).filter(([key]) => Object.hasOwn(seen, key)),
  ) as unknown as Seen;
