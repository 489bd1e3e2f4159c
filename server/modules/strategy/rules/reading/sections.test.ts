import { describe, expect, test } from 'vitest'
import { items, only, texts } from '../../../../../test/parts/plan-reading.ts'

describe('sections', () => {
  test('items nest by indent, and go back to the nearest one not deeper', () => {
    const plan = only('Vision\n- Sail\nMethods\n- a\n\t- b\n      - c\n  - d\n - e\n')
    expect(items(plan, 'methods').map(({ text, depth, rank }) => [text, depth, rank])).toEqual([
      ['a', 0, 1],
      ['b', 1, 1],
      ['c', 2, 1],
      ['d', 1, 2],
      ['e', 0, 2],
    ])
  })

  test('lead, continuation, note and closing commentary', () => {
    const plan = only(
      '# B\nVision\n- Sail\n  far\n\nMethods\nWe row.\n- Row\n \t\n- Steer\n\nA note.\n\nMeasures\n- Miles\n\n[More to come.]\n',
    )
    const methods = plan.sections.find(({ name }) => name === 'methods')
    expect(methods?.lead.map(({ raw }) => raw)).toEqual(['We row.'])
    expect(texts(plan, 'methods')).toEqual(['Row', 'Steer'])
    expect(methods?.notes.map(({ raw }) => raw)).toEqual(['A note.'])
    expect(texts(plan, 'vision')).toEqual(['Sail far'])
    const last = plan.sections.at(-1)
    expect(last).toMatchObject({ name: 'commentary', labelled: false })
    expect(last?.lead.map(({ raw }) => raw)).toEqual(['[More to come.]'])
  })

  test('label, separator and gloss', () => {
    const plan = only(
      'Vision\n- Sail\nMethods\n- **Row**\n- **Steer:** by stars\n- Anchor:  deep\n- Ask [A: b](x) - kindly\n- Rest (at: night) well\n- Pay 5 – 10\n',
    )
    expect(items(plan, 'methods').map(({ label, sep, gloss }) => [label, sep, gloss])).toEqual([
      ['Row', '', ''],
      ['Steer', ' ', 'by stars'],
      ['Anchor', ':  ', 'deep'],
      ['Ask A: b', ' - ', 'kindly'],
      [null, '', 'Rest (at: night) well'],
      ['Pay 5', ' – ', '10'],
    ])
  })

  test('struck, placeholder, lock and stray marks', () => {
    const plan = only(
      'Vision\n- Sail\nMethods\n- ~~Row~~\n- Steer ~~and rest~~\n- Ship by [a date]\n- deals under $x\n- 🔒 Secret\n- :lock: Other\n- *Half bold\n- R\\&D &amp; more\n',
    )
    expect(items(plan, 'methods').map(({ text, struck, placeholder, audience }) => [text, struck, placeholder, audience])).toEqual([
      ['Row', true, false, null],
      ['Steer and rest', false, false, null],
      ['Ship by [a date]', false, true, null],
      ['deals under $x', false, true, null],
      ['Secret', false, false, 'internal'],
      ['Other', false, false, 'internal'],
      ['Half bold', false, false, null],
      ['R&D & more', false, false, null],
    ])
  })

  test('a number that is glued into a line is told, never split', () => {
    const plan = only('Vision\n- Sail\nMethods\n7. Be the first 8. Write it down\n')
    expect(texts(plan, 'methods')).toEqual(['Be the first 8. Write it down'])
    expect(plan.defects.map(({ code }) => code)).toContain('item.number_glued')
  })

  test('measures hint at targets and at when they will be named', () => {
    const plan = only(
      '|Period|FY27|\n|:--|:--|\n\nVision\n- Sail\nMeasures\n- TBD within Q2\n- Loss < 5%\n- 0 leaks\n- 20+ crews\n- Fees under ≤ 5K\n- Miles\n',
    )
    expect(items(plan, 'measures').map(({ hint }) => hint)).toEqual([
      { kind: 'tbd', resolveBy: '2026-07-31' },
      { kind: 'target', direction: 'at_most', target: '5', unit: '%', baseline: null },
      { kind: 'target', direction: 'at_most', target: '0', unit: null, baseline: null },
      { kind: 'target', direction: 'at_least', target: '20', unit: null, baseline: null },
      { kind: 'target', direction: 'at_most', target: '5000', unit: null, baseline: null },
      null,
    ])
  })
})

describe('plain sections', () => {
  const plain = `Vision
The crew keeps every boat afloat. Nobody waits.
Values
Calm
We never shout. We listen first.
Storms pass.
Care
Each boat is somebody's home.
Methods
Repairs: When a boat comes in we look at all of it and mend what is worn
Hull
Sails and ropes
*Engines: oil, filters, belts and whatever else turns out to be broken that day
Watch: Somebody is awake at every hour of the day and answers the radio at once
Tools: radio, lamp, log
Obstacles
Rain. It comes often.
Measures
Boats afloat
No calls missed`

  test('short lines lead sentences (P2), labelled lines lead short ones (P1), else all is flat', () => {
    const plan = only(plain)
    const shape = (name: string) => items(plan, name).map(({ depth, text }) => `${depth} ${text.slice(0, 8)}`)
    expect(shape('vision')).toEqual(['0 The crew'])
    expect(shape('priorities')).toEqual(['0 Calm', '1 We never', '1 Storms p', '0 Care', '1 Each boa'])
    expect(shape('methods')).toEqual(['0 Repairs:', '1 Hull', '1 Sails an', '1 Engines:', '0 Watch: S', '1 Tools: r'])
    expect(shape('obstacles')).toEqual(['0 Rain. It'])
    expect(shape('measures')).toEqual(['0 Boats af', '0 No calls'])
  })
})
