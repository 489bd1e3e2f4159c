import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlans, type Plans } from '../../../test/cast/plans.ts'
import fc from 'fast-check'
import { decisionsGet, decisionsWithdraw } from '../decisions/contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

const refused = (code: string, more: object = {}) => expect.objectContaining({ code, ...more })

describe('agreement', () => {
  test('an edit asks again about what changed and about nothing else, and says which to whom', async () => {
    const { id } = await plans.written()
    await plans.submit(id)
    for (const who of ['farid', 'noa']) await plans.answer(who, id, 'agree')
    await plans.answer('sol', id, 'support')
    expect(await plans.codes(id)).toEqual([])
    await plans.edit(id, (source) => source.replace('within a day', 'within an hour'))
    const parties = (await plans.life(id)).signoff?.parties.filter(({ letter }) => letter === 'A')
    expect(parties?.map(({ state, moved }) => [state, moved.map(({ name }) => name)])).toEqual([
      ['stale', ['Method 2']],
      ['stale', ['Method 2']],
    ])
    expect(await plans.ledger.told('farid', 'decisions.answer.stale')).not.toEqual([])
    await expect(plans.freeze(id)).rejects.toEqual(
      refused('plan.agreement_stale', { message: 'farid agreed to an older text of Method 2. Ask again.' }),
    )
    // the very words of before are agreed to still
    await plans.edit(id, (source) => source.replace('within an hour', 'within a day'))
    expect(await plans.codes(id)).toEqual([])
    await plans.edit(id, (source) => source.replace('(30%)', '(99%)'))
    expect(await plans.codes(id)).toEqual([])
    await plans.edit(id, (source) => source.replace('Obstacles\n', 'All of it only if we must.\n\nObstacles\n'))
    expect(await plans.codes(id)).toContain('plan.agreement_stale')
  })

  test('it survives the way back for what did not change, and the window begins anew', async () => {
    const { id } = await plans.written()
    const { signoff } = await plans.agreed(id)
    await plans.takeBack(id)
    await plans.edit(id, (source) => source.replace('Few references', 'Fewer references'))
    plans.ledger.at('2026-06-16')
    const again = await plans.submit(id)
    expect([again.signoff?.id, again.window_closes]).toEqual([signoff?.id, '2026-06-23'])
    expect(await plans.codes(id)).toEqual(['plan.agreement_stale', 'plan.agreement_stale'])
    expect(await plans.ledger.trail(signoff?.id ?? '')).toContain('decisions.window.moved')
    expect(again.next?.unmet[0]?.text).toBe('farid agreed to an older text of Obstacle 1. Ask again.')
    await plans.takeBack(id)
    await plans.edit(id, (source) => source.replace('Fewer references', 'Few references'))
    await plans.submit(id)
    expect(await plans.freeze(id)).toMatchObject({ state: 'agreed' })
    plans.ledger.at('2026-06-15')
  })

  test('others named, and everybody is asked anew', async () => {
    const { id } = await plans.written()
    const { signoff } = await plans.submit(id)
    await plans.answer('farid', id, 'agree')
    await plans.edit(id, (source) => source.replace('noa(A)', 'noa(I)'))
    const now = (await plans.life(id)).signoff
    expect(now?.id).not.toBe(signoff?.id)
    expect(await plans.as('sol').call(decisionsGet, { id: signoff?.id ?? '' })).toMatchObject({ state: 'withdrawn' })
    expect(await plans.codes(id)).toEqual(['plan.agreement_missing', 'plan.input_open', 'plan.input_open'])
  })

  test('an edit out for input keeps what had to be there', async () => {
    const { id } = await plans.written()
    await plans.submit(id)
    await expect(
      plans.edit(id, (source) => source.replace('mara(D)', 'mara(P)').replace('place.', 'place. Nobody waits.')),
    ).rejects.toEqual(
      refused('plan.vision_not_one_sentence', {
        unmet: [expect.objectContaining({ code: 'plan.vision_not_one_sentence' }), expect.objectContaining({ code: 'rapid.one_decider' })],
      }),
    )
    expect((await plans.life(id)).rev).toBe(1)
  })

  test('silence is silence when the window has closed; whoever agrees is waited for', async () => {
    const { id } = await plans.written()
    await plans.submit(id)
    await plans.answer('farid', id, 'agree')
    plans.ledger.at('2026-06-23')
    expect(await plans.codes(id)).toEqual(['plan.agreement_missing'])
    await plans.answer('noa', id, 'agree')
    expect(await plans.freeze(id)).toMatchObject({ state: 'agreed' })
    plans.ledger.at('2026-06-15')
  })

  test('an objection is in the way until it is taken back, or D writes why not on this very text; both stay', async () => {
    const { id } = await plans.written()
    await plans.submit(id)
    await plans.answer('farid', id, 'object')
    await plans.answer('noa', id, 'agree')
    await plans.answer('sol', id, 'concern')
    await expect(plans.freeze(id)).rejects.toEqual(refused('plan.objection_open'))
    expect((await plans.life(id, 'mara')).may).toContain('override')
    await plans.override(id)
    expect(await plans.codes(id)).toEqual([])
    await plans.edit(id, (source) => source.replace('Trust', 'Trust first'))
    expect(await plans.codes(id)).toEqual(['plan.objection_open', 'plan.agreement_stale'])
    await plans.answer('noa', id, 'agree')
    await plans.override(id)
    await plans.freeze(id)
    const done = await plans.vet(id)
    expect(done.overrides.map(({ reason, on_this_text }) => [reason, on_this_text])).toEqual([
      ['Cards only', true],
      ['Cards only', false],
    ])
    expect(done.signoff?.parties.find(({ name }) => name === 'farid')?.objection).toMatchObject({ by: 'farid', text: 'Too dear' })
    expect(await plans.as('sol').call(decisionsGet, { id: done.signoff?.id ?? '' })).toMatchObject({ override_reason: 'Cards only' })
    expect(await plans.ledger.trail(id)).toContain('strategy.edition.overridden')
    const { id: other } = await plans.written()
    await plans.submit(other)
    await plans.answer('farid', other, 'object')
    await plans.answer('farid', other, 'agree')
    expect(await plans.codes(other)).not.toContain('plan.objection_open')
  })

  test('an objection after freezing is in the way of vetting', async () => {
    const { id } = await plans.written()
    await plans.agreed(id)
    await plans.answer('farid', id, 'object')
    await expect(plans.vet(id)).rejects.toEqual(refused('plan.objection_open'))
    await plans.override(id)
    expect(await plans.vet(id)).toMatchObject({ state: 'vetted' })
  })

  test('a sign-off that ended without agreement is opened anew', async () => {
    const { id } = await plans.written()
    const { signoff } = await plans.submit(id)
    await plans.as('mara').call(decisionsWithdraw, { id: signoff?.id ?? '', reason: 'Not now' })
    await expect(plans.freeze(id)).rejects.toEqual(refused('plan.signoff_closed'))
    await plans.takeBack(id)
    const again = await plans.agreed(id)
    expect([again.state, again.signoff?.id === signoff?.id]).toEqual(['agreed', false])
  })
})

type Act = 'submit' | 'return' | 'freeze' | 'vet' | 'override' | `edit ${0 | 1 | 2}` | `${'farid' | 'noa'} ${'agree' | 'object'}` | 'hear'
const acts: Act[] = [
  'submit',
  'submit',
  'return',
  'freeze',
  'freeze',
  'vet',
  'override',
  'edit 0',
  'edit 1',
  'edit 2',
  'farid agree',
  'noa agree',
  'farid agree',
  'noa agree',
  'farid object',
  'hear',
]
const words = ['Trust', 'call', 'Few']

/** The same life told naively: whole texts are remembered, and compared line by line. */
class Naive {
  state = 'draft'
  now: [number, number, number] = [0, 0, 0]
  heard = false
  said: Record<string, { stance: string; on: string } | undefined> = {}
  overridden = ''
  /** the text that is asked about: of a draft it is the last one that was submitted */
  asked = ''
  fits() {
    const agrees = ['farid', 'noa'].every((one) => {
      const last = this.said[one]
      if (last?.stance === 'object') return this.overridden === `${this.now} ${last.on} ${one}`
      return last?.stance === 'agree' && last.on === `${this.now}`
    })
    return this.heard && agrees
  }
  /** whether the house must do it */
  can(act: Act): boolean {
    const open = this.state === 'input' || this.state === 'agreed'
    if (act === 'submit') return this.state === 'draft'
    if (act === 'return') return open
    if (act === 'freeze') return this.state === 'input' && this.fits()
    if (act === 'vet') return this.state === 'agreed' && this.fits()
    if (act === 'override') return open && Object.values(this.said).some((one) => one?.stance === 'object')
    if (act.startsWith('edit')) return this.state === 'draft' || this.state === 'input'
    return open
  }
  do(act: Act) {
    if (act === 'submit') this.state = 'input'
    if (act === 'return') this.state = 'draft'
    if (act === 'freeze') this.state = 'agreed'
    if (act === 'vet') this.state = 'vetted'
    if (act === 'hear') this.heard = true
    const [who = '', what = ''] = act.split(' ')
    if (who === 'edit') this.now[Number(what) as 0] += 1
    if (what === 'agree' || what === 'object') {
      this.said[who] = { stance: what, on: `${this.now}` }
      if (this.overridden.endsWith(who)) this.overridden = ''
    }
    if (act === 'override') {
      const objects = Object.entries(this.said).find(([, one]) => one?.stance === 'object')
      if (objects) this.overridden = `${this.now} ${objects[1]?.on} ${objects[0]}`
    }
  }
}

test('in whatever order acts come, the house does what the naive life allows and refuses the rest: no agreement outlives its words', async () => {
  let vetted = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...acts), { minLength: 6, maxLength: 14 }), async (order) => {
      const { id } = await plans.written()
      const naive = new Naive()
      for (const act of order) {
        const [who = '', what = ''] = act.split(' ')
        const did = await (act === 'submit'
          ? plans.submit(id)
          : act === 'return'
            ? plans.takeBack(id)
            : act === 'freeze'
              ? plans.freeze(id)
              : act === 'vet'
                ? plans.vet(id)
                : act === 'override'
                  ? plans.override(id)
                  : who === 'edit'
                    ? plans.edit(id, (source) => source.replace(words[Number(what)] ?? '', (word) => `${word}o`))
                    : naive.state === 'draft' || naive.state === 'vetted'
                      ? Promise.reject(new Error('nobody asks'))
                      : plans.answer(act === 'hear' ? 'sol' : who, id, act === 'hear' ? 'support' : what)
        ).then(
          () => true,
          () => false,
        )
        expect([act, did]).toEqual([act, naive.can(act)])
        if (did) naive.do(act)
        if (naive.state === 'vetted') vetted += 1
      }
    }),
    {
      numRuns: 5,
      endOnFailure: true,
      examples: [
        [
          [
            'submit',
            'hear',
            'farid agree',
            'noa agree',
            'edit 1',
            'freeze',
            'farid agree',
            'noa agree',
            'freeze',
            'vet',
            'edit 0',
            'return',
          ],
        ],
      ],
    },
  )
  expect(vetted).toBeGreaterThan(0)
}, 240_000)
