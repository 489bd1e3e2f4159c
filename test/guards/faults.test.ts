import { expect, test } from 'vitest'
import { equivalents, wordsOfFault } from './equivalents.ts'
import { faultsIn } from './faults.ts'
import { fChoice, fOn, fOp, faults } from './switch.ts'
import { switched } from './switched.ts'

const sold = `export const told = []
const record = (what) => told.push(what)
export function priceOf(seats, least, isPartner) {
  if (seats < least && !isPartner) throw new Error('too few')
  record('price ' + seats)
  return seats >= 100 || (isPartner && seats > 50) ? seats - 10 : seats
}`

/** What the function says of these, with one fault on. */
function saidWith(on: number): string {
  const numbered = faultsIn('sold.ts', sold).map((fault, id) => ({ id, fault }))
  const { text } = switched('sold.ts', numbered, './switch.ts', sold)
  const plain = text.replaceAll(/^import .*$/gm, '').replaceAll('export ', '')
  const made = new Function('fOn', 'fOp', 'fChoice', `${plain}; return { priceOf, told }`)(fOn, fOp, fChoice)
  faults.on = on
  try {
    const prices = [
      [100, 10, false],
      [99, 10, true],
      [50, 10, true],
      [10, 10, false],
      [9, 10, false],
      [9, 10, true],
    ].map(([seats, least, partner]) => {
      try {
        return made.priceOf(seats, least, partner)
      } catch {
        return 'refused'
      }
    })
    return JSON.stringify([prices, made.told.length])
  } finally {
    faults.on = -1
  }
}

test('behind switches a file does what it did, and another thing under each fault', () => {
  expect(saidWith(-1)).toBe(JSON.stringify([[90, 89, 50, 10, 'refused', 9], 5]))
  const planted = faultsIn('sold.ts', sold)
  expect(planted.map(({ kind }) => kind.replace(/^.*: (\S+) turned$/, '$1'))).toEqual([
    'if (seats < least && !isPartner) dropped',
    '&&',
    '<',
    'call left out',
    '||',
    '>=',
    '&&',
    '>',
    '-',
  ])
  for (const id of planted.keys()) expect(saidWith(id), planted[id]?.kind).not.toBe(saidWith(-1))
})

test('every fault that changes nothing is one that its file still has', () => {
  const gone = equivalents.filter(({ file, fault }) => !faultsIn(file).some((one) => wordsOfFault(one) === fault))
  expect(gone).toEqual([])
  expect(equivalents.filter(({ because }) => because.length < 20)).toEqual([])
})
