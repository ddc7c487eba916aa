import { registerHooks } from 'node:module';

const index = new URL(`../index${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url).href;

/** A suite module imports `defineSuite` from this package, which need not be installed beside it: then it is the one that runs. */
export function findOwnPackage(): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier !== 'assay') return next(specifier, context);
      try {
        return next(specifier, context);
      } catch {
        return { url: index, shortCircuit: true };
      }
    },
  });
}
