import { escapeXml } from './escape-xml.ts';

/** JUnit XML, as CI systems read it. */
export interface JunitCase {
  name: string;
  seconds?: number | null;
  /** Why it did not pass; absent: it passed. */
  failure?: string;
  /** It could not be judged at all. */
  error?: string;
  /** Under either: what there is to read, over several lines. */
  detail?: string;
}

export interface JunitSuite {
  name: string;
  cases: JunitCase[];
}

const element = (name: string, message: string, detail: string) =>
  detail === ''
    ? `<${name} message="${escapeXml(message)}"/>`
    : `<${name} message="${escapeXml(message)}">${escapeXml(detail)}</${name}>`;

function caseXml(suite: string, { name, seconds, failure, error, detail = '' }: JunitCase): string {
  const time = seconds == null ? '' : ` time="${seconds.toFixed(3)}"`;
  const head = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}"${time}`;
  const inner = [
    ...(failure === undefined ? [] : [element('failure', failure, detail)]),
    ...(error === undefined ? [] : [element('error', error, failure === undefined ? detail : '')]),
  ];
  return inner.length === 0 ? `${head}/>` : `${head}>${inner.join('')}</testcase>`;
}

const count = (cases: readonly JunitCase[], key: 'failure' | 'error') =>
  cases.filter((each) => each[key] !== undefined).length;

export function junitXml(suites: readonly JunitSuite[]): string {
  const body = suites.flatMap(({ name, cases }) => [
    `  <testsuite name="${escapeXml(name)}" tests="${cases.length}" failures="${count(cases, 'failure')}" errors="${count(cases, 'error')}">`,
    ...cases.map((each) => caseXml(name, each)),
    '  </testsuite>',
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="assay">',
    ...body,
    '</testsuites>',
    '',
  ].join('\n');
}
