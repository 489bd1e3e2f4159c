import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecord } from './records-read.ts'
import { writeRecord } from './records-write.ts'

const full = `---
# These are optional metadata elements.
status: "accepted"
date: 2026-05-04
decision-makers: Mara Okonjo
consulted: [Sol Rivera, "Farid Amari"]
informed:
  - Cato Lindholm
---

# Sell to small teams without a salesperson

## Context and Problem Statement

Small orders wait eleven days for a person. Who needs that person?

<!-- This is an optional element. -->
## Decision Drivers <!-- optional -->

* days until a licence
* money at risk

## Considered Options

* Up to $10,000
* Up to $7,500
* Stay at $5,000
* … <!-- numbers of options can vary -->

## Decision Outcome

Chosen option: "Up to $10,000", because it is the only one
that reaches the plan.

### Consequences

* Good, because minutes take the place of days
* Bad, because chargebacks grow

### Confirmation

The share of self-service is read in May.

## Pros and Cons of the Options

### Up to $10,000

All 18 quotes of the quarter fit.

* Good, because 11 days become
  minutes
* Neutral, because renewals go online as well
* Bad, because chargebacks grow with the sum

### Up to $7,500

* Good, because half the money is at risk

## More Information

\`\`\`
## no heading
\`\`\`

Asked again within a year.
`
const minimal = `# Stay with one currency

## Context and Problem Statement

Do we bill in euro too?

## Considered Options

* One currency
* Two

## Decision Outcome

Chosen option: "One currency", because nobody asked for another.
`
const older = `# Write names as they are

* Status: proposed
* Deciders: Ilse, Mara
* Date: 2019-02-03

Technical Story: names lost their accents

## Context and Problem Statement

Names came folded.

## Considered Options

* [Keep them](names.md)
* Fold them

## Decision Outcome

Chosen option: Keep them, because people are called so.

## Pros and Cons of the Options

### [Keep them](names.md)

* Good, because true

## Links

* [what came before](0001.md)
`
const bare = `---
status:
date:
decision-makers:
---

# 

## Context and Problem Statement

## Decision Drivers

* 

## Considered Options

* 
* 

## Decision Outcome

Chosen option: "", because 

### Consequences

* Good, because 

## Pros and Cons of the Options

### 

* Good, because 
`

test('the full form is read whole: question, outcome, options with reasons, and the rest below under its headings', () => {
  const read = readRecord(full)
  expect(read).toMatchObject({
    issue: 'Sell to small teams without a salesperson',
    status: 'accepted',
    date: '2026-05-04',
    decision_makers: ['Mara Okonjo'],
    consulted: ['Sol Rivera', 'Farid Amari'],
    informed: ['Cato Lindholm'],
  })
  expect(read.options).toEqual([
    {
      title: 'Up to $10,000',
      pros: ['11 days become minutes'],
      cons: ['Neutral, because renewals go online as well', 'chargebacks grow with the sum'],
      consequence: 'All 18 quotes of the quarter fit.',
      proposed: true,
    },
    { title: 'Up to $7,500', pros: ['half the money is at risk'], cons: [], consequence: null, proposed: false },
    { title: 'Stay at $5,000', pros: [], cons: [], consequence: null, proposed: false },
  ])
  const parts = ['Chosen option: "Up to $10,000", because', '### Consequences', '### Confirmation', '## Context and Problem Statement']
  for (const part of [...parts, '## Decision Drivers', '* money at risk', '## More Information', '## no heading'])
    expect(read.proposal).toContain(part)
  expect(read.proposal).not.toContain('<!--')
})

test('the minimal, the older and the bare form are read as far as they go', () => {
  expect(readRecord(minimal)).toMatchObject({
    issue: 'Stay with one currency',
    options: [
      { title: 'One currency', proposed: true },
      { title: 'Two', proposed: false },
    ],
    status: null,
  })
  const old = readRecord(older)
  expect(old).toMatchObject({ issue: 'Write names as they are', status: 'proposed', date: '2019-02-03', decision_makers: ['Ilse', 'Mara'] })
  expect(old.options).toMatchObject([{ title: 'Keep them', pros: ['true'], proposed: true }, { title: 'Fold them' }])
  expect(old.proposal).toContain('Technical Story: names lost their accents')
  expect(old.proposal).toContain('## Links')
  expect(readRecord(bare)).toMatchObject({ issue: '', options: [], status: null, date: null, decision_makers: [] })
  expect(readRecord('')).toMatchObject({ issue: '', proposal: '', options: [] })
  expect(readRecord(full.replaceAll('\n', '\r\n'))).toEqual(readRecord(full))
})

const said = { number: 'DEC-2026-0001', status: 'proposed', date: '2026-06-15', decision_makers: ['Mara'], consulted: [], informed: [] }

test.each([full, minimal, older])('what is read of a form, written and read again, is the same', (form) => {
  const { issue, proposal, options, ...facts } = readRecord(form)
  const again = readRecord(writeRecord({ ...said, ...facts, status: 'x', date: '2026-01-01', issue, proposal, options }))
  expect({ issue: again.issue, proposal: again.proposal, options: again.options }).toEqual({ issue, proposal, options })
  expect([again.decision_makers, again.consulted, again.informed]).toEqual([facts.decision_makers, facts.consulted, facts.informed])
})

test('whatever is put forward comes back out of its record', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9$,.“”()ä-ü]{1,9}$/)
  const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
  const sign = fc.constantFrom('', '* ', '### ', '1. ', '> ', '## Considered Options ', '\\## ', 'Chosen option: ')
  const paragraph = fc.tuple(sign, line).map(([mark, text]) => mark + text)
  const option = fc.record({
    title: line,
    pros: fc.array(line, { maxLength: 3 }),
    cons: fc.array(line, { maxLength: 3 }),
    consequence: fc.option(line),
  })
  const options = fc.uniqueArray(option, { maxLength: 4, selector: ({ title }) => title })
  fc.assert(
    fc.property(line, fc.array(paragraph, { minLength: 1, maxLength: 4 }), options, fc.nat(5), (issue, paragraphs, wanted, at) => {
      const proposal = paragraphs.join('\n\n')
      // what reads as a choice is one
      fc.pre(!proposal.startsWith('Chosen option'))
      const all = wanted.map((one, n) => ({ ...one, proposed: n === at }))
      const read = readRecord(writeRecord({ ...said, issue, proposal, options: all }))
      expect({ issue: read.issue, options: read.options }).toEqual({ issue, options: all })
      for (const one of paragraphs) expect(read.proposal).toContain(one.replace(/^\\##/, '##'))
    }),
  )
})

test('what is shown as code is no part of the record, whichever signs begin it and however many', () => {
  const text = [
    '# How do we write code?',
    '',
    '## Decision Outcome',
    '',
    'So:',
    '',
    '````md',
    '~~~',
    '```',
    '## Considered Options',
    '<!-- kept -->',
    '````',
    '',
    '<!-- not kept -->',
    '## More Information',
    '',
    'None.',
  ].join('\n')
  const { proposal, options } = readRecord(text)
  expect(options).toEqual([])
  expect(proposal).toContain('## Considered Options\n<!-- kept -->\n````')
  expect(proposal).not.toContain('not kept')
})

test('the option that is named is the one whose whole title is named', () => {
  const of = (chosen: string) =>
    readRecord(`# Where?\n\n## Considered Options\n\n* Stay\n* Stay here\n\n## Decision Outcome\n\nChosen option: "${chosen}".\n`).options
  expect(of('Stay here').map(({ title, proposed }) => [title, proposed])).toEqual([
    ['Stay', false],
    ['Stay here', true],
  ])
  expect(of('Stay').map(({ proposed }) => proposed)).toEqual([true, false])
})

test('a fact of one value keeps its commas; people are told apart by them', () => {
  const read = readRecord(
    '---\nstatus: superseded by ADR-0005, in part\nconsulted: Sol, Noa\n---\n\n# What?\n\n## Decision Outcome\n\nThat.\n',
  )
  expect([read.status, read.consulted]).toEqual(['superseded by ADR-0005, in part', ['Sol', 'Noa']])
})

// what is read more than once for each of its signs would take minutes
test.each([
  ['remarks that never end', '# T\n\n## Decision Outcome\n\n', '<!--', ''],
  ['blanks before the last word', '# T\n\n## A\n\n', ' ', 'y'],
  ['empty lines', '# T\n\n## A\n\nx', '\n \t', 'y'],
  ['a heading with a long gap', '# T\n\n## A', ' ', 'x'],
  ['a title with a long gap', '# T', ' ', 'x'],
  ['brackets that stay open', '# ', '[', ''],
  ['addresses that stay open', '# ', '[](', ''],
  ['a fact with a long gap', '---\nstatus: a', ' ', 'x\n---\n# T'],
  ['an option as long as the record', '# T\n\n## Considered Options\n\n* O', 'x', ''],
])('a record of two hundred thousand signs is read once: %s', (_what, before, each, after) => {
  const source = before + each.repeat(Math.floor(190_000 / each.length)) + after
  expect(readRecord(source).issue.length).toBeGreaterThan(0)
})

test('a remark that begins in a code fence is none, nor is one that never ends', () => {
  const source = '# T\n\n## Decision Outcome\n\nA <!-- gone -->B\n\n```\n<!-- kept -->\n```\n\nC <!--> D <!-- E --> F <!-- G'
  expect(readRecord(source).proposal).toBe('A B\n\n```\n<!-- kept -->\n```\n\nC  F <!-- G')
})
