import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeOf } from '../../../../test/cast/refused.ts'
import { carriedOf } from './carried.ts'
import { readPlaybook, writePlaybook } from './playbooks.ts'
import { stepsOf } from './steps.ts'

/** As Mattermost 11 writes one: fields that are empty are left out, what stands on properties is an expression. */
const harbour = {
  version: 1,
  title: 'A ship comes in',
  description: 'From the call to the last rope.',
  run_summary_template: '{{tide}}',
  channel_mode: 'link_existing_channel',
  retrospective_reminder_interval_seconds: 86400,
  metrics: [{ title: 'Minutes', type: 'metric_duration', target: 900000 }],
  checklists: [
    {
      title: 'Before',
      id: 'list1',
      items: [
        { title: 'Answer the call', command: '/berth free', assignee_id: 'u26', due_date: 86_400_000 },
        { title: 'Order the *pilot*', description: 'By radio.\n\nChannel 12.', condition_id: 'c1', due_date: 3_600_000 },
      ],
    },
    {
      title: 'At the quay',
      items: [{ title: 'Tie the ropes', condition_id: 'c2', task_actions: [{ trigger: { type: 'k' } }] }, { title: 'Tell customs' }],
    },
    { title: 'Afterwards', items: [] },
  ],
  properties: [
    {
      id: 'p1',
      name: 'Size',
      type: 'select',
      attrs: {
        options: [
          { id: 'o1', name: 'small' },
          { id: 'o2', name: 'very large' },
        ],
      },
    },
    { id: 'p2', name: 'Flag', type: 'text', attrs: {} },
    { id: 'p3', name: 'Days', type: 'date', attrs: {} },
  ],
  conditions: [
    {
      id: 'c1',
      version: 1,
      condition_expr: { and: [{ is: { field_id: 'p1', value: ['o2'] } }, { isNot: { field_id: 'p2', value: 'NL' } }] },
    },
    { id: 'c2', version: 1, condition_expr: { is: { field_id: 'p9', value: ['x'] } } },
  ],
}
const file = JSON.stringify(harbour, null, 4)
const keyed = (source: string) => stepsOf(source).map((step) => ({ ...step, key: step.title }))
const knownOf = (text: string) => {
  const { source, items, title } = readPlaybook(text)
  const steps = keyed(source)
  return {
    file: text,
    title,
    before: new Map(steps.map((step) => [step.key, step])),
    items: new Map(steps.map(({ key, place }) => [key, items[place] ?? null])),
  }
}

test('a playbook is a procedure with a part for each checklist, and says what its text does not', () => {
  const { source, items, notes } = readPlaybook(file)
  const steps = stepsOf(source)
  expect(steps.map(({ position, title, only, due }) => [position, title, only, due])).toEqual([
    ['1.1', 'Say what is known of this run', null, null],
    ['2.1', 'Answer the call', null, '1 day after start'],
    ['2.2', 'Order the *pilot*', 'Size = "very large" and not Flag = "NL"', null],
    ['3.1', 'Tie the ropes', null, null],
    ['3.2', 'Tell customs', null, null],
  ])
  expect(steps[0]?.asks).toEqual(['Size (choice: small, very large, optional)', 'Flag (text, optional)'])
  expect(carriedOf(steps).flatMap(({ unread }) => unread)).toEqual([])
  expect(items).toEqual([null, { list: 0, at: 0 }, { list: 0, at: 1 }, { list: 1, at: 0 }, { list: 1, at: 1 }])
  expect(notes).toHaveLength(3)
})

test('it goes out as it came, and what changed alone is another', () => {
  const known = knownOf(file)
  const { source } = readPlaybook(file)
  const same = JSON.parse(writePlaybook(known.title, keyed(source), known))
  expect(same).toEqual(harbour)
  const more = keyed(
    source.replace('   By radio.', '   By telephone.').replace('2. **Tell customs**', '2. **Call the crew**\n3. **Tell customs**'),
  )
  const changed = JSON.parse(writePlaybook('A ship comes in late', more, known))
  expect(changed.title).toBe('A ship comes in late')
  expect(changed.checklists[0].items[0]).toEqual(harbour.checklists[0]?.items[0])
  expect(changed.checklists[0].items[1]).toMatchObject({
    condition_id: 'c1',
    due_date: 3_600_000,
    description: expect.stringContaining('telephone'),
  })
  expect(changed.checklists[1].items.map(({ title }: { title: string }) => title)).toEqual([
    'Tie the ropes',
    'Call the crew',
    'Tell customs',
  ])
  expect(changed.checklists[1].items[0].task_actions).toEqual([{ trigger: { type: 'k' } }])
  expect(changed.checklists[2]).toEqual({ title: 'Afterwards', items: [] })
  expect([changed.metrics, changed.conditions, changed.run_summary_template]).toEqual([harbour.metrics, harbour.conditions, '{{tide}}'])
})

test('a procedure that never was one becomes one, and reads back as its own steps', () => {
  const source = '# Tie up\n\n## Steps\n\n1. Throw the rope\n   - Due: 2 days after start\n2. Look twice\n'
  const text = writePlaybook('Tie up', keyed(source), undefined)
  expect(JSON.parse(text)).toMatchObject({
    version: 1,
    title: 'Tie up',
    checklists: [{ title: 'Steps', items: [{ title: 'Throw the rope', due_date: 172_800_000 }, { title: 'Look twice' }] }],
  })
  expect(stepsOf(readPlaybook(text).source).map(({ title, due }) => [title, due])).toEqual([
    ['Throw the rope', '2 days after start'],
    ['Look twice', null],
  ])
})

test.each([
  ['{'],
  ['[]'],
  ['{"checklists":[]}'],
  ['{"title":"A","checklists":{}}'],
  ['{"title":"A","checklists":[3]}'],
  ['{"title":"A","checklists":[{"items":[null]}]}'],
])('%s is none, and says so', async (text) => {
  expect(await codeOf((async () => readPlaybook(text))())).toBe('playbook.unreadable')
})

test('any playbook becomes steps, one an item, and goes out as it came', () => {
  const words = fc.string({ minLength: 1, maxLength: 20 }).filter((one) => /\p{L}/u.test(one))
  const item = fc.record({ title: words, description: fc.string({ maxLength: 40 }), extra: fc.jsonValue({ maxDepth: 1 }) })
  const list = fc.record({ title: words, items: fc.array(item, { minLength: 1, maxLength: 3 }) })
  fc.assert(
    fc.property(fc.record({ title: words, checklists: fc.array(list, { minLength: 1, maxLength: 3 }) }), (made) => {
      const text = JSON.stringify(made)
      const { source, items, title } = readPlaybook(text)
      const steps = stepsOf(source).map((step) => ({ ...step, key: String(step.place) }))
      expect(steps).toHaveLength(items.length)
      const known = {
        file: text,
        title,
        before: new Map(steps.map((step) => [step.key, step])),
        items: new Map(steps.map(({ key, place }) => [key, items[place] ?? null])),
      }
      expect(JSON.parse(writePlaybook(title, steps, known))).toEqual(JSON.parse(text))
    }),
    { numRuns: 60 },
  )
})

test('a condition as deep as a file can be is none that ours can say, and empty lines by the hundred thousand are read', () => {
  const deep = `${'{"and":['.repeat(4000)}{}${']}'.repeat(4000)}`
  const file = `{"title":"Deep","description":${JSON.stringify(`a${'\n'.repeat(300_000)}b`)},"checklists":[{"title":"A","items":[{"title":"B","condition_id":"c"}]}],
    "conditions":[{"id":"c","condition_expr":${deep}}]}`
  expect(readPlaybook(file).notes).toEqual(['The condition of “B” is kept in the file; the text does not say it.'])
})
