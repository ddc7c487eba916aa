import { expect, it } from 'vitest';
import { joinAdditions } from './join-additions.ts';

it('joins new columns of one table, and leaves the order and all else as it is', () => {
  expect(
    joinAdditions([
      'ALTER TABLE a ADD COLUMN IF NOT EXISTS x Int8',
      'ALTER TABLE a ADD COLUMN IF NOT EXISTS y Int8 AFTER x',
      'ALTER TABLE b ADD COLUMN IF NOT EXISTS x Int8',
      'ALTER TABLE a ADD COLUMN IF NOT EXISTS z Int8',
      'ALTER TABLE a ADD INDEX IF NOT EXISTS i x TYPE minmax',
      'ALTER TABLE a ADD COLUMN IF NOT EXISTS w Int8',
      'CREATE TABLE IF NOT EXISTS c (x Int8)',
      'ALTER TABLE a ADD COLUMN IF NOT EXISTS v Int8',
    ]),
  ).toEqual([
    'ALTER TABLE a ADD COLUMN IF NOT EXISTS x Int8, ADD COLUMN IF NOT EXISTS y Int8 AFTER x',
    'ALTER TABLE b ADD COLUMN IF NOT EXISTS x Int8',
    'ALTER TABLE a ADD COLUMN IF NOT EXISTS z Int8',
    'ALTER TABLE a ADD INDEX IF NOT EXISTS i x TYPE minmax',
    'ALTER TABLE a ADD COLUMN IF NOT EXISTS w Int8',
    'CREATE TABLE IF NOT EXISTS c (x Int8)',
    'ALTER TABLE a ADD COLUMN IF NOT EXISTS v Int8',
  ]);
});
