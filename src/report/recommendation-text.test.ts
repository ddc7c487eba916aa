import { expect, it } from 'vitest';
import { exampleTarget } from '../../test/example-summary.ts';
import { plantedTable } from '../../test/made-up/planted-table.ts';
import { recommend } from '../decide/recommend/recommend.ts';
import { requirementsOf, type RequirementInput } from '../decide/recommend/read-requirements.ts';
import { decisionSentence } from '../view/words/recommendation-sentence.ts';
import { recommendationParagraph } from '../view/words/recommendation-words.ts';
import { recommendationText } from './recommendation-text.ts';

const models = [
  { label: 'base', quality: 0.8, cost: 0.01 },
  { label: 'thrifty', quality: 0.8, cost: 0.0072 },
  { label: 'odd', quality: 0.8, cost: Number.NaN },
];
const table = plantedTable({ models, cases: 2000, seed: 3 });
const targets = models.map(({ label }) => ({ ...exampleTarget(label), id: label }));
const run = { run_id: 'r', suite_name: 's', cases: 2000, targets, baseline_id: null };
const answer = (words: RequirementInput) =>
  recommend({ run, table, requirements: requirementsOf(words, run, table), resamples: 100 });

it('is a paragraph a manager can read', () => {
  const text = recommendationParagraph(answer({ baseline: 'base', margin: '5%', calls: '100000' }));
  expect(text).toMatch(/^Use thrifty: the cheapest that meets all requirements\./);
  expect(text).toMatch(
    /It costs \d\d\.\d % less than base \(98 % interval [\d.]+ to [\d.]+ %\), at 100,000 calls a month \$/,
  );
  expect(text).toContain('Next comes base.');
  expect(text).not.toMatch(/undefined|null|NaN/);
});

it('does not say stay where nothing was named, and says when nothing fits', () => {
  expect(recommendationParagraph(answer({ margin: '0.1%' }))).toMatch(
    /^No target is shown to meet all requirements, .* \w+ has the highest quality measured; /,
  );
  expect(recommendationParagraph(answer({ baseline: 'thrifty', margin: '0.1%' }))).toMatch(
    /^Use thrifty, the baseline: the cheapest/,
  );
  expect(recommendationParagraph(answer({ maxPer1k: '0.0001' }))).toMatch(
    /^No target is shown to meet all requirements/,
  );
});

it('has the evidence under it, unknown as n/a', () => {
  const text = recommendationText(answer({ baseline: 'base' }), { color: false, width: 120 });
  expect(text).toMatch(/odd .* n\/a/);
  expect(text).toContain('not odd: cost unknown');
  expect(text.split('\n').every((line) => line.length <= 120)).toBe(true);
});

it('is told after a run in sentences of the paragraph, or says why there is none', () => {
  const sentence = (words: RequirementInput) => decisionSentence(answer(words), 'assay recommend r');
  expect(sentence({ baseline: 'base', margin: '5%' })).toMatch(
    /^Use thrifty: the cheapest that meets all requirements\. It costs 2\d\.\d % less than base \(.*\)\. The same model is picked in \d+ % of bootstrap resamples \(2,000 cases\)\. Details: `assay recommend r`\.$/,
  );
  expect(sentence({ baseline: 'thrifty', margin: '0.1%' })).toMatch(
    /^Use thrifty, the baseline: the cheapest that meets all requirements\. The same model is picked in \d+ % of bootstrap resamples \(2,000 cases\)\. Details: `assay recommend r`\.$/,
  );
  expect(sentence({ margin: '0.1%' })).toMatch(
    /^No recommendation yet: 2,000 independent cases are too few to show that .* more cases may decide it\. /,
  );
  expect(sentence({ maxPer1k: '0.0001' })).toMatch(/^No recommendation yet: /);
  for (const words of [
    { baseline: 'base', margin: '5%' },
    { baseline: 'thrifty', margin: '0.1%' },
  ]) {
    const told = sentence(words).replace(/ Details: .*$/, '');
    const paragraph = recommendationParagraph(answer(words));
    for (const part of told.split(/(?<=\.) (?=[A-Z])/)) expect(paragraph).toContain(part);
  }
});

it('calls nothing the best of all when others were not judged throughout', () => {
  const size = 2000;
  const some = plantedTable({
    models: [
      { label: 'base', quality: 0.7, cost: 0.01 },
      { label: 'better', quality: 0.95, cost: 0.001 },
    ],
    cases: size,
    seed: 3,
  });
  some.quality.fill(Number.NaN, size, size + size / 4);
  const asked = {
    ...run,
    targets: targets.slice(0, 2).map((one, t) => ({ ...one, id: some.targets[t]?.id ?? '' })),
  };
  const found = recommend({
    run: asked,
    table: some,
    requirements: requirementsOf({}, asked, some),
    resamples: 10,
  });
  expect(recommendationParagraph(found)).toMatch(
    /^Use base: .*, and the best in quality of those with enough coverage\./,
  );
  expect(decisionSentence(found, '')).toContain(', and the best in quality of those with enough coverage.');
});
