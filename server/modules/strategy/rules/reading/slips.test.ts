import { describe, expect, test } from 'vitest'
import { divide } from './document.ts'
import { brokenDays, brokenNumbers, meantOf, monthMeant, slips } from './slips.ts'

/** Words that a hand slipped over are read or told of: never lost, and never taken for something else. */
const read = (text: string) => divide(text, { name: 'Harbour', fiscalYearEnd: '12-31' })
const only = (text: string) => {
  const [plan] = read(text).plans
  if (!plan) throw new Error('no plan was read')
  return plan
}
const told = (text: string) =>
  only(text)
    .defects.filter(({ level }) => level === 'warn')
    .map(({ code, text: said }) => `${code} ${said}`)
const goals = (...lines: string[]) =>
  ['# Harbour OKRs', '', 'Period: Q1 2027', '', '## Objective 1: Boats leave on time', '', ...lines, ''].join('\n')
const results = (text: string) =>
  only(text)
    .sections.flatMap(({ items }) => items)
    .filter(({ depth }) => depth > 0)

describe('a word', () => {
  test('is so many slips away from another', () => {
    expect(['objective', 'objectve', 'obejctive', 'objetive', 'objecttive', 'objection'].map((one) => slips(one, 'objective'))).toEqual([
      0, 1, 1, 1, 1, 2,
    ])
  })
  test('is meant only where it is no word itself and begins as that does', () => {
    expect(['perod', 'peroid', 'period', 'myriad', 'per'].map((one) => meantOf(one, ['period']))).toEqual([
      'period',
      'period',
      null,
      null,
      null,
    ])
    expect(meantOf('pai', ['paid']), 'a short one has to be right').toBe(null)
    // two slips are for long words alone
    expect(['Septmbr', 'Octbr'].map(monthMeant)).toEqual(['september', null])
    expect(['Febuary', 'Octobr', 'Marhc', 'Match', 'Oktober', 'Mai', 'May', 'Mays'].map(monthMeant)).toEqual([
      'february',
      'october',
      'march',
      null,
      null,
      null,
      null,
      null,
    ])
  })
})

describe('a number with a letter in it', () => {
  test.each([
    ['9o% of boats', '90%'],
    ['l00 % of boats', '100 %'],
    ['1O0 boats', '100'],
    ['2o boats', '20'],
  ])('%s', (text, meant) => {
    expect(brokenNumbers(text).map((one) => one.meant)).toEqual([meant])
  })
  test.each(['90% of boats', 'Hold a 1o1', 'O365 for all', 'KR1.1', '10 l of fuel', 'ISO 27001', 'v1.0', '5G'])(
    '%s is as it should be',
    (text) => {
      expect(brokenNumbers(text)).toEqual([])
    },
  )
  test('is no target, and is told', () => {
    const text = goals('- KR1: 9o% of boats leave on time', '- KR2: 80% of boats arrive on time')
    expect(results(text).map(({ hint }) => (hint?.kind === 'target' ? hint.target : null))).toEqual([null, '80'])
    expect(told(text)).toEqual(['item.number_unclear "9o%" in Objectives 1.1 is no number; 90% is probably meant.'])
  })
})

describe('a day', () => {
  test.each([
    ['by Febuary 3', 'February 3 is probably meant'],
    ['by Febuary 31', 'February has 28 or 29 days'],
    ['by 31 April 2027', 'April has 30 days'],
    ['by 2027-02-31', 'February has 28 or 29 days'],
    ['by 2027-02-00', 'February has 28 or 29 days'],
    ['by 2027-13-01', 'there is no such month'],
  ])('%s', (text, why) => {
    expect(brokenDays(text).map((one) => one.why)).toEqual([why])
  })
  test.each(['by May 31', 'by 2027-02-28', 'Match 3 boats', 'Mark 5', 'from 2026-27', 'Junior 3', 'February 2027', '31 boats'])(
    '%s is as it should be',
    (text) => {
      expect(brokenDays(text)).toEqual([])
    },
  )
  test('is no target, and is told', () => {
    const text = goals('- KR1: Repair the crane by Febuary 31', '- KR2: Repair the quay by May 31')
    expect(results(text).map(({ hint }) => hint?.kind === 'target')).toEqual([false, false])
    expect(told(text)).toEqual(['item.day_unclear "Febuary 31" in Objectives 1.1 is no day that can be read: February has 28 or 29 days.'])
  })
})

describe('a label', () => {
  test('of an objective or a result is read as what it is meant to be', () => {
    const text =
      '# Harbour OKRs\n\n## Objectve 1: Boats leave on time\n\n- Key reslt 1: 90% of boats\n\n## Obejctive 2: Crates are found\n\n- KR1: 5 crates\n'
    const [section] = only(text).sections
    expect(section?.items.map(({ depth, text: said }) => [depth, said])).toEqual([
      [0, 'Boats leave on time'],
      [1, '90% of boats'],
      [0, 'Crates are found'],
      [1, '5 crates'],
    ])
  })
  test('of the period counts, also on top of a page', () => {
    const period = (text: string) => only(text).header.period
    expect(period('# Harbour 2027\n\nPerod: Q1 2027\n\nVision\n- Sail\n\nMethods\n- Row\n')).toMatchObject({
      from: '2027-01-01',
      to: '2027-03-31',
    })
    expect(period('# Harbour OKRs 2027\n\nPeroid: Q1 2027\n\n## Objective 1: Sail\n\n- KR1: 5 boats\n')).toMatchObject({
      from: '2027-01-01',
      to: '2027-03-31',
    })
  })
  test('Objection is no objective', () => {
    expect(read('# Notes\n\nObjection 1: Too dear\n- They said so 3 times\n').plans).toEqual([])
  })
})
