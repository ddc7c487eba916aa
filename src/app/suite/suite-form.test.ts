import { expect, it } from 'vitest';
import { starterSuite } from './starter-suite.ts';
import { assertSuiteForm, suiteInForm } from './suite-form.ts';

it('writes the same suite in each form', () => {
  const document = JSON.parse(suiteInForm(starterSuite, '.json')) as { name: string; cases: unknown[] };
  expect(document).toMatchObject({ name: 'starter', repeats: 1 });
  expect(document.cases).toHaveLength(4);
  expect(suiteInForm(starterSuite, '.yml')).toBe(starterSuite);
  for (const ending of ['.ts', '.MTS', '.js', '.mjs']) {
    const text = suiteInForm(starterSuite, ending);
    expect(text).toMatch(/^\/\/ An Assay suite: .*\nimport \{ defineSuite \} from 'assay';\n/);
    const [, body = ''] = /export default defineSuite\(([\s\S]*)\);\n$/.exec(text) ?? [];
    expect(JSON.parse(body)).toEqual(document);
  }
});

it('refuses what no suite is read from', () => {
  for (const path of ['x.exe', 'x', 'x.jsonl', 'x.yaml.bak'])
    expect(() => assertSuiteForm(path)).toThrow(/no ending|cannot be written/);
  for (const path of ['x.YAML', 'a.b.json', 'x.ts']) expect(() => assertSuiteForm(path)).not.toThrow();
});
