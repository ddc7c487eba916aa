import { GrowableColumn } from './growable-column.ts';

/** Both inputs ascending. */
function merge(left: Float64Array, right: Float64Array): Float64Array {
  const result = new Float64Array(left.length + right.length);
  let i = 0;
  let j = 0;
  for (let k = 0; k < result.length; k++) {
    const fromLeft = j >= right.length || (i < left.length && (left[i] as number) <= (right[j] as number));
    result[k] = (fromLeft ? left[i++] : right[j++]) as number;
  }
  return result;
}

/** Takes numbers in any order, gives them ascending; only what came since the last time is sorted. */
export class SortedColumn {
  #sorted: Float64Array = new Float64Array(0);
  #fresh = new GrowableColumn();

  get length(): number {
    return this.#sorted.length + this.#fresh.length;
  }

  push(value: number): void {
    this.#fresh.push(value);
  }

  sorted(): Float64Array {
    if (this.#fresh.length > 0) {
      const fresh = this.#fresh.view().sort();
      this.#sorted = this.#sorted.length === 0 ? fresh.slice() : merge(this.#sorted, fresh);
      this.#fresh = new GrowableColumn();
    }
    return this.#sorted;
  }
}
