import { expect, test } from 'vitest'
import { sentencesOf } from './passages.ts'
import { easeOf, hardIn, syllablesOf } from './readability.ts'

const rules = (source: string) => hardIn(source).map(({ rule }) => rule)

test('syllables are groups of vowels, and sentences end with their marks', () => {
  expect(['the', 'make', 'table', 'procedure', 'approval', 'queue', 'x'].map(syllablesOf)).toEqual([1, 1, 2, 3, 3, 1, 1])
  expect(sentencesOf('Ask first. Then write 2.5 pages! Why?')).toEqual(['Ask first.', 'Then write 2.5 pages!', 'Why?'])
  expect(easeOf(['Too short.'])).toBeNull()
  expect(easeOf([Array.from({ length: 20 }, () => 'The cat sat on it.').join(' ')])).toBeCloseTo(206.835 - 1.015 * 5 - 84.6, 5)
})

test('a long sentence, a step that asks for two things and letters that nobody explains are told, with their place', () => {
  const long = `# A\n\n${Array.from({ length: 26 }, () => 'word').join(' ')}.\n`
  expect(hardIn(long)).toMatchObject([{ rule: 'long_sentence', what: expect.stringContaining('26 words') }])
  expect(rules(long.replace('word word.', 'word.'))).toEqual([])
  const source = '---\nkind: procedure\n---\n# P\n\n## Steps\n\n1. Open the order and check the name\n2. Send it to the DPO\n'
  const found = hardIn(source)
  expect(found.map(({ rule }) => rule)).toEqual(['two_in_one_step', 'unknown_letters'])
  expect(found.map(({ from, to }) => source.slice(from ?? 0, to ?? 0))).toEqual(['Open the order and check the name', 'DPO'])
  expect(rules(source.replace('the DPO', 'the Data Protection Officer (DPO)').replace(' and check the name', ''))).toEqual([])
  expect(rules('# A\n\n> [!NOTE]\n> Mind the gap.\n')).toEqual([])
  expect(rules(`---\nlang: de\n---\n${long}`)).toEqual([])
})
