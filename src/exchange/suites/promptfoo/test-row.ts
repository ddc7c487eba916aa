/** A row of a table of tests: columns are variables, but those that begin with two underscores. */
import type { Fields, SourcePart } from './source-part.ts';
import { writtenAssertion, type WrittenAssertion } from './written-assertion.ts';

interface RowTest {
  vars: Fields;
  assert: WrittenAssertion[];
  options: Fields;
  metadata: Fields;
  [name: string]: unknown;
}

const single = new Map([
  ['__description', 'description'],
  ['__providerOutput', 'providerOutput'],
]);

function setMetadata(test: RowTest, name: string, text: string): void {
  if (text.trim() === '') return;
  const isList = name.endsWith('[]');
  test.metadata[isList ? name.slice(0, -2) : name] = isList
    ? text.split(/(?<!\\),/).map((item) => item.trim().replaceAll('\\,', ','))
    : text;
}

/** `__config:__expected2:threshold`: the number of the assertion, from 0. */
function configured(column: string): number | null {
  const [, number] = /^__config:__expected(\d*):threshold$/.exec(column) ?? [];
  return number === undefined ? null : number === '' ? 0 : Number(number) - 1;
}

function takeColumn(test: RowTest, column: string, cell: SourcePart, thresholds: Map<number, number>): void {
  const text = String(cell.value);
  const target = single.get(column);
  if (column.startsWith('__expected')) {
    if (text.trim() !== '') test.assert.push(writtenAssertion(text));
  } else if (target !== undefined) {
    if (text !== '') test[target] = text;
  } else if (column === '__prefix' || column === '__suffix') {
    if (text !== '') test.options[column.slice(2)] = text;
  } else if (column.startsWith('__metadata:')) setMetadata(test, column.slice('__metadata:'.length), text);
  else if (column === '__threshold' || configured(column) !== null) {
    if (text.trim() === '') return void cell.take();
    const number = Number.parseFloat(text);
    const place = configured(column);
    if (!Number.isFinite(number))
      return cell.list(`column ${column}`, `${JSON.stringify(text)} is not a number`);
    if (place === null) test['threshold'] = number;
    else thresholds.set(place, number);
  } else if (column.startsWith('__') && column !== '__metric') {
    return text === '' ? void cell.take() : cell.list(`column ${column}`, 'it cannot be parsed');
  } else if (column !== '__metric') test.vars[column] = cell.value;
  cell.take();
}

/** The row as a test of a configuration. */
export function testOfRow(row: SourcePart): Fields {
  const test: RowTest = { vars: {}, assert: [], options: {}, metadata: {} };
  const thresholds = new Map<number, number>();
  for (const [column, cell] of row.fields()) takeColumn(test, column.trim(), cell, thresholds);
  for (const [place, threshold] of thresholds) {
    const assertion = test.assert[place];
    if (assertion) assertion.threshold = threshold;
    else row.list('column __config', `there is no assertion ${place + 1}`);
  }
  const metric = row.field('__metric')?.value;
  if (typeof metric === 'string' && metric !== '')
    for (const assertion of test.assert) assertion.metric = metric;
  return test;
}
