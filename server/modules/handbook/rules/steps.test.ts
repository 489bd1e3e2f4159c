import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keysAfter } from './step-keys.ts'
import { stepsOf } from './steps.ts'

const release = `---
kind: procedure
---
# Release a held order

1. not a step of it
2. nor this
3. nor this

## Steps

1. Open the order and read why it is held
   - Role: Export officer
   - System: Quarterdeck
   - Time: 3 minutes
2. **Say whether they are the same.** Look at the [extract](register) beside the list entry.
   - **Check:** name and one of country, address or register number agree
   - If it fails: ask Farid
   - A shared word is no match

   Look twice.
3. Release it
   - Role: Finance
   1. Take the payment
   2. Let the licence go
      - Role: Support

## Exceptions

1. none
`

describe('steps', () => {
  test('are the ordered lists of a section that says so, with what stands below each', () => {
    const steps = stepsOf(release)
    expect(steps.map(({ position, title, role }) => [position, title, role])).toEqual([
      ['1', 'Open the order and read why it is held', 'Export officer'],
      ['2', 'Say whether they are the same', null],
      ['3.1', 'Take the payment', 'Finance'],
      ['3.2', 'Let the licence go', 'Support'],
    ])
    expect(steps[0]).toMatchObject({ system: 'Quarterdeck', minutes: 3, body: '', place: 0 })
    expect(steps[1]).toMatchObject({
      check: 'name and one of country, address or register number agree',
      fails: 'ask Farid',
      body: 'Look at the extract beside the list entry.\n\n- A shared word is no match\n\nLook twice.',
    })
    expect(release.slice(steps[0]?.from, steps[0]?.to)).toMatch(/^1\. Open the order[\s\S]*3 minutes$/)
  })

  test.each([
    [
      'headings',
      '# A\n\n## Step 1: Open it\n\nSlowly.\n\n- Role: Cook\n\n## Step 2 – Close it\n\n## Notes\n\nx\n',
      ['Open it', 'Close it'],
    ],
    ['the longest list of three', '# A\n\n1. a\n2. b\n\nx\n\n1. c\n2. d\n3. e\n', ['c', 'd', 'e']],
    ['behind a mark', '# A\n\n<!-- steps -->\n\n1. a\n2. b\n', ['a', 'b']],
    ['nothing in a list of two', '# A\n\n1. a\n2. b\n', []],
    ['one list that words part', '## Steps\n\n1. a\n\nx\n\n2. b\n', ['a', 'b']],
    ['no code', '## Steps\n\n```\n1. a\n```\n', []],
  ])('are read from %s', (_what, source, titles) => {
    expect(stepsOf(source).map(({ title }) => title)).toEqual(titles)
  })

  test('of several lists are phases', () => {
    expect(stepsOf('## Process\n\n### Before\n\n1. a\n2. b\n\n### After\n\n1. c\n').map(({ position }) => position)).toEqual([
      '1.1',
      '1.2',
      '2.1',
    ])
  })

  test('leave out what is hidden, and are numbered without gaps', () => {
    const source = '## Steps\n\n1. a\n   - <!-- internal --> Check: ask Noa\n2. <!-- internal --> b\n3. c\n'
    const cuts = [
      { from: source.indexOf('- <!--'), to: source.indexOf('2.') },
      { from: source.indexOf('2.'), to: source.indexOf('3.') },
    ]
    expect(stepsOf(source, cuts).map(({ position, place, title, check }) => [position, place, title, check])).toEqual([
      ['1', 0, 'a', null],
      ['2', 2, 'c', null],
    ])
    expect(stepsOf(source)[0]?.check).toBe('ask Noa')
  })

  test('of any text lie in it, in order', () => {
    const line = fc.constantFrom(
      '1. a',
      '2. b',
      '   1. c',
      '   - Role: x',
      '## Steps',
      '# Step 1 x',
      '',
      'word',
      '```',
      '> 1. q',
      '<!-- steps -->',
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const source = lines.join('\n')
        const steps = stepsOf(source)
        expect(steps.every(({ from, to }) => 0 <= from && from < to && to <= source.length)).toBe(true)
        expect(steps.map(({ place }) => place)).toEqual(steps.map((_step, at) => at))
        expect(new Set(steps.map(({ position }) => position)).size).toBe(steps.length)
      }),
    )
  })
})

describe('the key of a step', () => {
  const said = (...titles: string[]) => titles.map((title) => ({ title, body: '' }))
  const known = (...titles: string[]) => said(...titles).map((step, at) => ({ ...step, key: `k${at + 1}` }))
  const keysOf = (before: string[], now: string[]) => {
    let made = 0
    return keysAfter(known(...before), said(...now), () => {
      made += 1
      return `n${made}`
    })
  }

  test('goes on with the step that says the same, wherever it stands', () => {
    expect(keysOf(['Open it', 'Read it', 'Close it'], ['Close it', 'Open it', 'Read it'])).toEqual(['k3', 'k1', 'k2'])
    expect(keysOf(['Open it', 'Open it'], ['open it!', 'Open it'])).toEqual(['k1', 'k2'])
  })

  test('goes on with one that says nearly so, and else begins', () => {
    expect(keysOf(['Ask the buyer for the extract'], ['Ask the buyer for the register extract', 'Tell them'])).toEqual(['k1', 'n1'])
    expect(keysOf(['Ask the buyer'], ['Release the licence'])).toEqual(['n1'])
    // three of five words on either side: exactly 0.6
    expect(keysOf(['a b c d e'], ['a b c x y'])).toEqual(['k1'])
    expect(keysOf(['a b c d e f'], ['a b c x y z'])).toEqual(['n1'])
  })

  test('is never two steps’', () => {
    const titles = fc.array(fc.constantFrom('a b', 'a c', 'b c', 'a b c', ''), { maxLength: 8 })
    fc.assert(
      fc.property(titles, titles, (before, now) => {
        const keys = keysOf(before, now)
        expect(new Set(keys).size).toBe(now.length)
      }),
    )
  })
})
