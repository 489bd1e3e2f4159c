import { namesIn, saidIn, type Told } from './chat.ts'
import { instantOf } from './lines.ts'
import { shortHash } from './mattermost.ts'

/** Rows of a table with commas, each with the line on which it begins; a field in quotes may go over lines. */
function* rowsOf(text: string): Generator<{ no: number; fields: string[] }> {
  let [fields, field, quoted, line, begins] = [[] as string[], '', false, 1, 1]
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign === '\n') line += 1
    if (quoted) {
      if (sign !== '"') field += sign
      else if (text[at + 1] === '"') {
        field += '"'
        at += 1
      } else quoted = false
    } else if (sign === '"' && field === '') quoted = true
    else if (sign === ',') {
      fields.push(field)
      field = ''
    } else if (sign === '\n') {
      yield { no: begins, fields: [...fields, field.replace(/\r$/, '')] }
      ;[fields, field, begins] = [[], '', line]
    } else field += sign
  }
  if (field !== '' || fields.length > 0) yield { no: begins, fields: [...fields, field] }
}

/** How exports of a channel call their columns. */
const columns = {
  at: ['post creation time', 'create at', 'created at', 'time', 'date'],
  user: ['user id', 'user'],
  email: ['user email', 'email'],
  kind: ['user type'],
  name: ['user name', 'username'],
  id: ['post id', 'id'],
  parent: ['parent post id', 'root id'],
  text: ['post message', 'message'],
  type: ['post type', 'type'],
} as const

type Column = keyof typeof columns

/** The table into which a channel is exported, by what its first row calls the columns. `undefined` where it is no such table. */
export function readTable(text: string, name: string): Generator<Told> | undefined {
  const rows = rowsOf(text.replace(/^\ufeff/, ''))
  const first = rows.next()
  if (first.done) return undefined
  const heads = first.value.fields.map((head) => head.trim().toLowerCase())
  const places = new Map<Column, number>(
    (Object.keys(columns) as Column[]).map((column) => [
      column,
      heads.findIndex((head) => (columns[column] as readonly string[]).includes(head)),
    ]),
  )
  const has = (column: Column) => (places.get(column) ?? -1) >= 0
  if (!has('at') || !has('text') || !(has('user') || has('name'))) return undefined
  return tableRows(rows, (fields, column) => fields[places.get(column) ?? -1] ?? '', name)
}

function* tableRows(
  rows: Generator<{ no: number; fields: string[] }>,
  of: (fields: readonly string[], column: Column) => string,
  name: string,
): Generator<Told> {
  const channel = `table/${name.toLowerCase()}`
  yield { told: 'channel', channel: { key: channel, name, kind: 'unsaid', members: [] } }
  const known = new Set<string>()
  for (const { no, fields } of rows) {
    if (fields.every((field) => field.trim() === '')) continue
    const type = of(fields, 'type').toLowerCase()
    if (type.startsWith('system')) continue
    const raw = of(fields, 'at').trim()
    const at = instantOf(raw) ?? instantOf(Date.parse(raw))
    const author = (of(fields, 'user') || of(fields, 'name')).trim()
    const text = saidIn(of(fields, 'text')).toWellFormed().replaceAll('\0', '')
    if (!at || author === '') {
      yield { told: 'bad', at: `line ${no}`, why: 'has no author or no instant' }
      continue
    }
    if (text.trim() === '') continue
    const program = /bot|system|webhook/i.test(of(fields, 'kind'))
    if (!known.has(author)) {
      known.add(author)
      const called = of(fields, 'name').trim().toLowerCase()
      yield {
        told: 'person',
        person: { key: author, names: called === '' ? [] : [called], email: of(fields, 'email').trim().toLowerCase() || null, program },
      }
    }
    const id = of(fields, 'id').trim() || shortHash(`${channel}\n${author}\n${at.getTime()}\n${text}`)
    yield {
      told: 'message',
      message: { id, channel, author, at, text, root: of(fields, 'parent').trim() || null, program, named: namesIn(text), liked: [] },
    }
  }
}
