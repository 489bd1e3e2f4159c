import { expect, test } from 'vitest'
import { z } from 'zod'
import { isRefusal } from '../kernel/refusal.ts'
import type { Endpoint } from '../kernel/room.ts'
import { rooms } from '../rooms.ts'
import { fitInput } from './fit.ts'
import { houseOperations } from './house-operations.ts'

const endpoints = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)]

/** What is said of each field when nothing is given. */
function saidOf(endpoint: Endpoint): Map<string, string> {
  try {
    fitInput(endpoint, {})
  } catch (error) {
    if (isRefusal(error)) return new Map((error.unmet ?? []).map(({ path, text }) => [path ?? '', text]))
    throw error
  }
  return new Map()
}

test('what an operation needs and does not get is missing, by its name, in every operation', () => {
  let needed = 0
  const odd = endpoints.flatMap((endpoint) => {
    const { required = [] } = z.toJSONSchema(endpoint.operation.input, { io: 'input', unrepresentable: 'any' })
    const said = saidOf(endpoint)
    needed += required.length
    return required
      .filter((name) => said.get(name) !== `${name} is missing.`)
      .map((name) => `${endpoint.operation.name} ${name}: ${said.get(name)}`)
  })
  expect(odd).toEqual([])
  expect(needed).toBeGreaterThan(300)
})

test('a field of another form of the input is said to be one, and what stands against it', () => {
  const preview = endpoints.find(({ operation }) => operation.name === 'billing.preview')
  if (!preview) throw new Error('no previews')
  const refusal = (() => {
    try {
      fitInput(preview, {
        contract: { start: '2026-01-01', end: '2027-01-01', currency: 'EUR', items: [] },
        as_of: '2026-01-01',
        changes: [],
      })
    } catch (error) {
      return error
    }
  })()
  expect(isRefusal(refusal) && refusal.message).toBe('changes does not go together with contract. Nothing was done.')
})
