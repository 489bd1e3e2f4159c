import { expect, test } from 'vitest'
import { sources, textOf } from './imports.ts'

test('decisions are numbered without a gap, dated, with a status, and stand in their index', () => {
  const files = sources('docs/decisions/[0-9]*.md')
  const index = textOf('docs/decisions/README.md').replaceAll(/ +/g, ' ')
  const wrong = files.flatMap((file, at) => {
    const name = file.split('/').at(-1) ?? ''
    const [title = '', , state = ''] = textOf(file).split('\n')
    const date = /^_(\d{4}-\d{2}-\d{2}) · (accepted|replaced by \d+)_$/.exec(state)
    const row = `| [${at + 1}](${name}) | ${title.replace(/^# \d+\. /, '')} | ${date?.[1]} | ${date?.[2]} |`
    if (!title.startsWith(`# ${at + 1}. `) || !name.startsWith(`${String(at + 1).padStart(4, '0')}-`)) return [`${name}: number`]
    return date && index.includes(row) ? [] : [`${name}: ${date ? `index lacks ${row}` : 'no date or status'}`]
  })
  expect(files.length).toBeGreaterThan(60)
  expect(wrong).toEqual([])
})
