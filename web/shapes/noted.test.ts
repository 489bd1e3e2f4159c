import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Operation } from '../../server/kernel/operation.ts'

type Module = Record<string, unknown>
const contracts = import.meta.glob<Module>(['../../server/modules/*/contract.ts', '../../server/doors/contract.ts'])
const read = async () => (await Promise.all(Object.values(contracts).map((load) => load()))).flatMap(operationsOf)

let real: Operation[]
let noted: Operation[]
let made: (shape: z.ZodType) => z.ZodType

// the contracts twice: as the server reads them, and as the browser does
beforeAll(async () => {
  real = await read()
  vi.resetModules()
  ;({ made } = await import('./made.ts'))
  vi.doMock('zod', () => import('./noted.ts'))
  vi.doMock('../../server/kernel/operation.ts', () => import('./operation.ts'))
  vi.doMock('../../server/kernel/list/declare.ts', () => import('./list.ts'))
  noted = await read()
}, 120_000)
afterAll(() => vi.resetModules())

function operationsOf(module: Module): Operation[] {
  return Object.values(module).filter(
    (one): one is Operation => typeof one === 'object' && one !== null && 'method' in one && 'path' in one,
  )
}

const described = (shape: z.ZodType) => z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' })

test('the browser reads every operation that the server promises', () => {
  expect(real.length).toBeGreaterThan(300)
  const said = ({ name, method, path, right, audience, list }: Operation) => ({ name, method, path, right, audience, list })
  expect(noted.map(said)).toEqual(real.map(said))
})

test('a shape that was written down says, when it is made, what the server’s says', () => {
  for (const [at, one] of real.entries()) {
    if (one.list) continue
    expect(described(made(noted[at]?.input as z.ZodType)), one.name).toEqual(described(one.input))
  }
})

test('fields are known without the library', () => {
  for (const [at, one] of real.entries()) {
    const shape: unknown = Reflect.get(one.input, 'shape')
    if (one.list || typeof shape !== 'object' || shape === null) continue
    expect(Object.keys(Reflect.get(noted[at]?.input ?? {}, 'shape') ?? {}).sort(), one.name).toEqual(Object.keys(shape).sort())
  }
})

test('a shape that is asked before it is made says so', () => {
  const [first] = noted
  if (!first) throw new Error('nothing was read')
  expect(() => first.input.safeParse({})).toThrow('made()')
})
