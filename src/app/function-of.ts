import { z } from 'zod';

/** A function, in the output of a use case that gives a handle on what goes on. */
export const functionOf = <Signature extends (...args: never[]) => unknown>() =>
  z.custom<Signature>((value) => typeof value === 'function', 'a function');
