import { expect, test } from 'vitest'
import type { z } from 'zod'
import { rooms } from '../rooms.ts'
import { houseOperations } from './house-operations.ts'

const operations = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)].map((bound) => bound.operation)
const writes = operations.filter(({ method }) => method !== 'GET')

/** Fields in which a person writes one line that is stored and shown as a name. */
const named = new Set(['name', 'legal_name', 'company', 'title', 'signer', 'signer_title', 'street', 'line1', 'line2', 'city'])
/** Not names of ours: files are kept under the name that they came with. */
const files = new Set([
  'billing.quotes.sign file.name',
  'handbook.attachments.add file.name',
  'handbook.chats.preview file.name',
  'handbook.imports.preview file.name',
  'strategy.imports.preview name',
  'strategy.imports.preview file.name',
])

type Def = {
  type: string
  innerType?: z.ZodType
  element?: z.ZodType
  in?: z.ZodType
  left?: z.ZodType
  right?: z.ZodType
  options?: z.ZodType[]
}

/** Every string of a shape with the path of its field. */
function stringsOf(shape: z.ZodType, path: string): { path: string; text: z.ZodType }[] {
  const def = shape.def as unknown as Def
  if (def.type === 'string') return [{ path, text: shape }]
  if (def.type === 'object') {
    return Object.entries((shape as z.ZodObject).shape).flatMap(([key, one]) => stringsOf(one as z.ZodType, path ? `${path}.${key}` : key))
  }
  return [def.innerType, def.element, def.in, def.left, def.right, ...(def.options ?? [])].flatMap((inner) =>
    inner ? stringsOf(inner, path) : [],
  )
}

test('wherever a name is written, in any room, it is one line', () => {
  const found = writes.flatMap((operation) =>
    stringsOf(operation.input, '').map((one) => ({ ...one, path: `${operation.name} ${one.path}` })),
  )
  const names = found.filter(({ path }) => named.has(path.split(/[ .]/).at(-1) ?? '') && !files.has(path))
  expect(names.length).toBeGreaterThan(20)
  const unfolded = names.filter(({ text }) => text.safeParse('Ac\u202eme\t Co\nLtd').data !== 'Acme Co Ltd')
  expect(unfolded.map(({ path }) => path)).toEqual([])
})
