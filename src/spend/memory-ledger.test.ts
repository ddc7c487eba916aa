import { ledgerConformance } from '../../test/ledger-conformance.ts';
import { createMemoryLedger } from './memory-ledger.ts';

ledgerConformance('memory', () => {
  const accounts = new Map();
  return async () => createMemoryLedger(accounts);
});
