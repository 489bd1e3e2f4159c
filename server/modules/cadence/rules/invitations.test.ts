import { describe, expect, test } from 'vitest'
import { owed } from './invitations.ts'

const nobody: ReadonlySet<string> = new Set()
const date = { sequence: 0, cancelled: false, over: false, near: true, guests: ['ada', 'ben'] }
const told = (person_id: string, sequence = 0, method: 'REQUEST' | 'CANCEL' = 'REQUEST') => ({ person_id, sequence, method })
const ask = (person_id: string) => ({ person_id, method: 'REQUEST' })
const off = (person_id: string) => ({ person_id, method: 'CANCEL' })

describe('guests are told by letter', () => {
  test.each([
    ['of a new date that is near', date, [], nobody, [ask('ada'), ask('ben')]],
    ['of none that is far away', { ...date, near: false }, [], nobody, []],
    ['of one that was moved, however far away', { ...date, near: false, sequence: 1 }, [], nobody, [ask('ada'), ask('ben')]],
    ['once', date, [told('ada'), told('ben')], nobody, []],
    ['again when it was moved', { ...date, sequence: 1 }, [told('ada'), told('ben')], nobody, [ask('ada'), ask('ben')]],
    ['that it is off, if they knew of it', { ...date, sequence: 1, cancelled: true }, [told('ada')], nobody, [off('ada')]],
    ['that it is off once', { ...date, sequence: 1, cancelled: true }, [told('ada', 1, 'CANCEL')], nobody, []],
    ['that it is on again', { ...date, sequence: 2 }, [told('ada', 1, 'CANCEL'), told('ben', 2)], nobody, [ask('ada')]],
    ['that it is off for who belongs to it no more', date, [told('ada'), told('ben'), told('cyd')], nobody, [off('cyd')]],
    ['of nothing that is over', { ...date, over: true, sequence: 1 }, [told('ada')], nobody, []],
    ['not where their own calendar looks', date, [], new Set(['ada']), [ask('ben')]],
    ['also where it looks, of what was begun by letter', { ...date, sequence: 1 }, [told('ada')], new Set(['ada', 'ben']), [ask('ada')]],
  ] as const)('%s', (_name, now, before, feeds, expected) => expect(owed(now, before, feeds)).toEqual(expected))
})
