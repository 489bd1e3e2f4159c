import { expect, test } from 'vitest'
import { sources, textOf } from './imports.ts'

test('decisions have a number each, a date and a status, and stand in their index', () => {
  const files = sources('docs/decisions/[0-9]*.md')
  const index = textOf('docs/decisions/README.md').replaceAll(/ +/g, ' ')
  // numbers are given before the pages are written, so that one may come later than the next
  const numbers = files.map((file) => Number(file.split('/').at(-1)?.slice(0, 4)))
  expect(new Set(numbers).size).toBe(files.length)
  const wrong = files.flatMap((file, at) => {
    const name = file.split('/').at(-1) ?? ''
    const number = numbers[at]
    const [title = '', , state = ''] = textOf(file).split('\n')
    const date = /^_(\d{4}-\d{2}-\d{2}) · (accepted|replaced by \d+)_$/.exec(state)
    const row = `| [${number}](${name}) | ${title.replace(/^# \d+\. /, '')} | ${date?.[1]} | ${date?.[2]} |`
    if (!title.startsWith(`# ${number}. `)) return [`${name}: number`]
    return date && index.includes(row) ? [] : [`${name}: ${date ? `index lacks ${row}` : 'no date or status'}`]
  })
  expect(files.length).toBeGreaterThan(60)
  expect(wrong).toEqual([])
})
