import { expect, test } from 'vitest'
import { figureWords } from './figure.ts'

const figure = { metric: 'ARR', value: '3058312.00', unit: 'USD', day: '2026-11-28', target: '3300000' }

test.each([
  [figure, { value: '$3,058,312', note: 'November 28, 2026, target $3,300,000' }],
  [
    { ...figure, value: '3058312.50', target: null },
    { value: '$3,058,312.50', note: 'November 28, 2026' },
  ],
  [
    { ...figure, value: '0.2130', unit: 'ratio', target: '0.25' },
    { value: '21.3%', note: 'November 28, 2026, target 25%' },
  ],
  [
    { ...figure, value: '1750', unit: 'count', target: '1300' },
    { value: '1,750', note: 'November 28, 2026, target 1,300' },
  ],
  [
    { ...figure, value: '6.5', unit: 'hours', day: null, target: null },
    { value: '6.5 hours', note: '' },
  ],
  [
    { ...figure, value: '12', unit: 'XQX', day: null, target: null },
    { value: '12 XQX', note: '' },
  ],
  [{ ...figure, value: null }, undefined],
])('a public measure says its value as people write it, with its day and promise: %j', (shown, says) => {
  expect(figureWords(shown)).toEqual(says)
})
