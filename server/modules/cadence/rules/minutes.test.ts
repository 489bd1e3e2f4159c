import { expect, test } from 'vitest'
import { type Minutes, minutesWords } from './minutes.ts'

const row = { title: 'ARR', owner: 'Noa Lind', target: null, definition: 'arr@1', as_of: null }
const minutes: Minutes = {
  schema: 'quarterdeck.minutes/1',
  meeting: {
    id: 'm1',
    series: 'Leadership',
    started_at: '2026-06-15T21:50:00.000Z',
    closed_at: '2026-06-15T22:20:00.000Z',
    booked_minutes: 30,
    used_seconds: 1440,
  },
  lead: 'Mara Okonjo',
  present: ['Mara Okonjo', 'Noa Lind'],
  absent: ['Cato Vind'],
  agenda: [{ title: 'Figures', used_seconds: 290, minutes: 5 }],
  issues: [
    { title: 'The crane\nis late', owner: 'Sol Ames', votes: 2, state: 'carried', outcome: null, text: null, first_day: '2026-06-08' },
    { title: 'Ropes', owner: null, votes: 0, state: 'done', outcome: 'action', text: 'Sol buys some', first_day: '2026-06-15' },
  ],
  decisions: [{ number: 'DEC-2026-0003', text: 'We hire one.', by: 'Mara Okonjo' }],
  actions: [{ number: 'ACT-2026-0009', text: 'Buy ropes', by: 'Sol Ames', due: '2026-06-22' }],
  scorecard: [
    { ...row, value: '2983120.40', unit: 'USD', target: '3100000', colour: 'red' },
    { ...row, title: 'Churn', value: '0.0213', unit: 'ratio', target: '0.02', colour: 'yellow' },
    { ...row, title: 'Share', value: '0.213', unit: 'ratio', target: '0.25', direction: 'at_least', colour: 'red' },
    { ...row, title: 'Hours', value: '7', unit: 'count', target: '6', target_high: '9', direction: 'between', colour: 'green' },
    { ...row, title: 'Servers', value: '1750', unit: 'servers', colour: 'green' },
    { ...row, title: 'Guests', value: '21200', unit: 'count', colour: 'missed' },
    { ...row, title: 'Care', value: '4', unit: 'score', colour: 'reached' },
    { ...row, title: 'Calls', value: null, unit: 'count', colour: 'unknown' },
  ],
  messages: [{ text: 'A crane comes.', to: ['Everybody'] }],
  notes: ' Calm sea. ',
}

test('minutes in words say figures, days and what became of things as pages do, and the hour with its zone', () => {
  expect(minutesWords(minutes, '2026-06-15', 'f00', 'Europe/Berlin')).toBe(`# Leadership, June 15, 2026

Mara Okonjo led. 24:00 of 30 minutes were used.

## Who was there

Here: Mara Okonjo, Noa Lind
Not here: Cato Vind

## Decisions

- DEC-2026-0003: We hire one. (Mara Okonjo)

## Actions

- ACT-2026-0009: Buy ropes (Sol Ames, by June 22, 2026)

## Issues

- The crane is late, Sol Ames: goes on next time
- Ropes: done, Sol buys some

## Scorecard

- ARR (Noa Lind): $2.98M of $3.10M, far behind
- Churn (Noa Lind): 2.1% of 2%, behind
- Share (Noa Lind): 21.3%, at least 25% promised, far behind
- Hours (Noa Lind): 7, 6 to 9 promised, on pace
- Servers (Noa Lind): 1,750 servers, on pace
- Guests (Noa Lind): 21.2K, missed
- Care (Noa Lind): 4 of 5, reached
- Calls (Noa Lind): not known

## Agenda

- Figures: 4:50 of 5 minutes

## Told afterwards

- A crane comes. (Everybody)

## Notes

Calm sea.

Closed June 16, 2026, 00:20 (Europe/Berlin). SHA-256 of the sealed minutes: f00
`)
})

test('what people typed is only words in them: no heading, list, link or markup of theirs', () => {
  const hostile = '# [Decisions](https://evil.example) <img src=x> **DEC-2026-0001**'
  const forged: Minutes = {
    ...minutes,
    meeting: { ...minutes.meeting, series: '*Leadership*' },
    lead: 'Mara_O',
    present: ['<b>Mara</b>', '`Noa`'],
    absent: [],
    agenda: [{ title: '- Figures', used_seconds: 60, minutes: null }],
    issues: [{ title: '1. Ropes', owner: '[Sol]', votes: 0, state: 'done', outcome: null, text: hostile, first_day: '2026-06-15' }],
    decisions: [{ number: 'DEC-2026-0003', text: hostile, by: '<i>Mara</i>' }],
    actions: [],
    scorecard: [],
    messages: [{ text: '+ a\n## Notes', to: ['*all*'] }],
    notes: 'We agreed\n---\n## Decisions\n- milk\n===\n--\n<script>x</script>',
  }
  const written = minutesWords(forged, '2026-06-15', 'f00', 'UTC')
  expect(written.split('\n').filter((line) => line.startsWith('#'))).toEqual([
    '# \\*Leadership\\*, June 15, 2026',
    ...['Who was there', 'Decisions', 'Issues', 'Agenda', 'Told afterwards', 'Notes'].map((title) => `## ${title}`),
  ])
  expect(written.replaceAll(/\\./g, 'x')).not.toMatch(/[<>[\]`*_]|^(?:-+|=+)$/m)
  expect(written).toContain('- 1\\. Ropes, \\[Sol\\]: done, ')
  expect(written).toContain('\n\n## Notes\n\nWe agreed\n\\---\n\\#\\# Decisions\n- milk\n\\===\n\\--\n\\<script')
})
