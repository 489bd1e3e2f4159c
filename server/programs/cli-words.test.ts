import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { operation } from '../kernel/operation.ts'
import { askRemote, requestOf } from './cli-remote.ts'
import { helpText, inputFrom, ownKey, readWords } from './cli-words.ts'
import { type Field, fieldsOf } from '../doors/typed.ts'

const moor = operation({
  name: 'yard.boats.moor',
  method: 'POST',
  path: '/boats/{name}',
  right: 'yard.write',
  summary: 'Moors a boat',
  input: z.object({
    name: z.string(),
    berth: z.number(),
    laid_up: z.boolean().default(false),
    flags: z.array(z.string()).optional(),
    rows: z.array(z.object({ n: z.number() })).optional(),
    owner: z.object({ name: z.string() }).optional(),
    kind: z.enum(['sail', 'motor']).optional(),
    note: z.string().nullable().optional(),
    if_match: z.coerce.number().optional(),
  }),
  output: z.null(),
})
const fields = fieldsOf(moor)
const inputOf = (line: string[], stdin = '') => inputFrom(readWords(line), fields, () => stdin)

test('words name the command, wherever fields stand', () => {
  expect(readWords(['yard', 'boats', 'moor', '--berth', '4']).words).toEqual(['yard', 'boats', 'moor'])
  expect(readWords(['--berth', '4', 'yard', 'boats', 'moor']).words).toEqual(['yard', 'boats', 'moor'])
  expect(readWords(['yard', '--', '--odd', 'word']).words).toEqual(['yard', '--odd', 'word'])
})

test('fields take the type that the operation wants', () => {
  expect(inputOf(['--name', '42', '--berth', '-4.5', '--laid-up', '--kind', 'sail'])).toEqual({
    name: '42',
    berth: -4.5,
    laid_up: true,
    kind: 'sail',
  })
  expect(inputOf(['--laid-up', 'false'])).toEqual({ laid_up: false })
  expect(inputOf(['--no-laid-up'])).toEqual({ laid_up: false })
  expect(inputOf(['--berth', 'four'])).toEqual({ berth: 'four' })
  expect(inputOf(['--owner', '{"name":"Ada"}', '--note', '7'])).toEqual({ owner: { name: 'Ada' }, note: '7' })
})

test('a field again is a list, and a list of one is a list', () => {
  expect(inputOf(['--flags', 'DE', '--flags=FR'])).toEqual({ flags: ['DE', 'FR'] })
  expect(inputOf(['--flags', 'DE'])).toEqual({ flags: ['DE'] })
  expect(inputOf(['--rows', '[{"n":1},{"n":2}]'])).toEqual({ rows: [{ n: 1 }, { n: 2 }] })
  expect(inputOf(['--rows', '{"n":1}', '--rows', '{"n":2}'])).toEqual({ rows: [{ n: 1 }, { n: 2 }] })
})

test('a value may begin with dashes, be empty, or hold an equals sign', () => {
  expect(inputOf(['--name=--odd', '--note='])).toEqual({ name: '--odd', note: '' })
  expect(inputOf(['--name', 'a=b', '--note', '-5'])).toEqual({ name: 'a=b', note: '-5' })
})

test('JSON comes from the line or from standard input, fields go over it', () => {
  expect(inputOf(['--json', '{"name":"petrel","berth":1}', '--berth', '2'])).toEqual({ name: 'petrel', berth: 2 })
  expect(inputOf(['--json', '-'], '{"name":"tern"}')).toEqual({ name: 'tern' })
  for (const wrong of ['[1]', '{', '7'])
    expect(() => inputOf(['--json', wrong])).toThrow(expect.objectContaining({ code: 'command.json_invalid' }))
})

test('a mistyped field is refused, and so is one of our own words without its value', () => {
  expect(() => inputOf(['--birth', '4'])).toThrow(expect.objectContaining({ code: 'command.field_unknown' }))
  expect(() => readWords(['yard', '--out'])).toThrow(expect.objectContaining({ code: 'command.value_missing' }))
  expect(readWords(['yard', '--key', 'key-00001', '--out', 'f.pdf', '-h'])).toMatchObject({ key: 'key-00001', out: 'f.pdf', help: true })
})

test('asked over HTTP, path fields go to the path, the version to its header, the rest to the body', () => {
  const input = { name: 'a/b', berth: 4, if_match: 3 }
  const { url, init } = requestOf(moor, input, { url: 'https://house.test/', key: 'key-00001', bearer: 'qd_x' })
  expect(url.href).toBe('https://house.test/api/boats/a%2Fb')
  expect(init).toMatchObject({ method: 'POST', body: '{"berth":4}' })
  expect(init.headers).toMatchObject({ 'if-match': '"3"', 'idempotency-key': 'key-00001', authorization: 'Bearer qd_x' })
  const read = requestOf({ ...moor, method: 'GET' }, { name: 'x', flags: ['DE', 'FR'] }, { url: 'https://house.test' })
  expect(read.url.search).toBe('?flags=DE&flags=FR')
})

test('help lists what begins with the words, with few commands their fields too', () => {
  const commands = [{ name: moor.name, summary: moor.summary, fields: () => fields }]
  const text = helpText(commands, ['yard'])
  expect(text).toContain('quarterdeck yard boats moor')
  expect(text).toMatch(/--kind +sail \| motor/)
  expect(text).toMatch(/--berth +number, required/)
  expect(helpText(commands, ['yar'])).toContain('No command begins with "yar".')
})

test('what must not happen twice has a key by itself, and a lost answer tells how to repeat it', async () => {
  const sent: (string | null)[] = []
  const lost = { ...moor, key: 'required' as const }
  const house = createServer((request, response) => {
    sent.push(request.headers['idempotency-key']?.toString() ?? null)
    response.destroy()
  }).listen(0, '127.0.0.1')
  await once(house, 'listening')
  const url = `http://127.0.0.1:${(house.address() as AddressInfo).port}`
  try {
    const told = await askRemote(lost, { name: 'petrel', berth: 1 }, { url }).catch((error: Error) => error.message)
    expect(sent[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(told).toContain(`repeat it with --idempotency-key ${sent[0]}`)
    await askRemote(lost, { name: 'petrel', berth: 1 }, { url, key: 'mine' }).catch(() => undefined)
    expect(sent[1]).toBe('mine')
  } finally {
    house.close()
  }
})

test('a field that is called key is a field; the key of the deed then has its long name alone', () => {
  const keyed: Field[] = [{ name: 'key', required: true, schema: { type: 'string' } }]
  const words = readWords(['data', 'sources', 'create', '--key', 'harbor', '--idempotency-key', 'once'])
  expect(inputFrom(words, keyed, () => '')).toEqual({ key: 'harbor' })
  expect(ownKey(words, keyed).key).toBe('once')
  expect(ownKey(readWords(['x', '--key', 'harbor']), keyed).key).toBeUndefined()
  expect(ownKey(readWords(['x', '--key', 'once']), fields).key).toBe('once')
  expect(inputOf(['--name', 'petrel', '--berth', '1', '--key', 'once'])).toEqual({ name: 'petrel', berth: 1 })
})
