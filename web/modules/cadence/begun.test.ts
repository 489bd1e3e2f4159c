import { beforeEach, expect, test, vi } from 'vitest'
import { dropCopy, keepCopy } from '../../kit/form/copies.ts'
import { begunIn, placeOf } from './begun.ts'

/** A store as the browser has it: its own keys are what is kept. */
class Store {
  getItem(key: string): string | null {
    return (this as unknown as Record<string, string>)[key] ?? null
  }
  setItem(key: string, value: string): void {
    Object.assign(this, { [key]: value })
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key)
  }
}
beforeEach(() => vi.stubGlobal('localStorage', new Store()))

const item = (id: string, state: string) => ({ id, state }) as never
const meeting = { id: 'm', issues: [item('crane', 'open'), item('bank', 'done')], agenda: [item('news', 'open')] }
const keep = (who: string, what: 'decision' | 'action' | 'issue', on?: string, of = meeting) =>
  keepCopy(who, placeOf({ meeting: of, what, item: on }), { text: '{"text":"We hire one"}', rev: 0 })

test('a line that was begun opens again, for whoever began it and in its own meeting alone', () => {
  keep('noa', 'action', 'crane', { ...meeting, id: 'another' })
  expect(begunIn('noa', meeting)).toBeUndefined()
  keep('noa', 'action', 'crane')
  expect(begunIn('noa', meeting)).toEqual({ what: 'action', item: 'crane' })
  expect(begunIn('sol', meeting)).toBeUndefined()
  // what somebody else left on this computer is gone
  expect(begunIn('noa', meeting)).toBeUndefined()
})

test('an issue that was begun opens again; a line on an item that is done does not, nor what was thrown away', () => {
  keep('noa', 'decision', 'bank')
  expect(begunIn('noa', meeting)).toBeUndefined()
  keep('noa', 'issue')
  expect(begunIn('noa', meeting)).toEqual({ what: 'issue' })
  dropCopy('noa', placeOf({ meeting, what: 'issue' }))
  expect(begunIn('noa', meeting)).toBeUndefined()
})
