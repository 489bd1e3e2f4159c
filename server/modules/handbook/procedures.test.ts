import { describe, expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf, refused } from '../../../test/cast/refused.ts'
import * as decisions from '../decisions/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, trail, written, publish, unplanned } = pages(allRooms)
const events = async (id: string) =>
  (await ledger.cast.house.db.pool.query("select name from kernel.outbox where payload ->> 'page_id' = $1 order by id", [id])).rows.map(
    ({ name }) => name,
  )

const text = (title: string, more = '', head = '') => `---
kind: procedure
rapid: mara(D), farid(A)
tier: 2
promise: the same day
${head}---
# ${title}

## Steps

1. Open the order
   - Role: Export officer
   - Check: the reason is read
2. Compare the names
   - Role: Export officer
   - Check: name and country agree
${more}`
const read = (name: string, id: string) => as(name).call(promise.proceduresGet, { id })
const propose = (id: string, more: object = {}, name = 'ilse') =>
  as(name).call(promise.proposalsCreate, { id, base: 1, note: 'As we do it now', ...more })
const publishIt = (id: string, more: object = {}, name = 'ilse') => as(name).call(promise.proposalsPublish, { id, ...more })
const agree = async (decision: string) => {
  await ledger.answer('farid', decision, 'agree')
  await ledger.decide('mara', decision)
}
/** In the contents of a function of its own. */
const list = async (name: string, ...pagesOf: string[]) => {
  const made = await as('ilse').call(promise.functionsCreate, { name, owner: who('ilse') })
  return as('ilse').call(promise.functionsArrange, {
    id: made.id,
    if_match: made.version,
    entries: pagesOf.map((page) => ({ page, blurb: 'same day' })),
  })
}
/** A procedure that is followed. */
const followed = async (title: string) => {
  const { id } = await written(text(title), { backup: who('sol') })
  await list(title, id)
  await unplanned(id)
  const { id: proposal, decision } = await propose(id)
  await agree(decision.id)
  await publishIt(proposal)
  return id
}

describe('a procedure', () => {
  test('is a draft until those whom it names agree to its very text, and then it is followed', async () => {
    const { id } = await written(text('Release a held order'))
    const draft = await read('cato', id)
    expect(draft).toMatchObject({
      number: 'SOP-0001',
      state: 'draft',
      tier: 2,
      promise: 'the same day',
      in_force: null,
      agreed: { is: 'none' },
      review: null,
      rapid: [
        { letter: 'D', sign: 'mara', name: 'mara' },
        { letter: 'A', sign: 'farid', name: 'farid' },
      ],
      steps: [
        { position: '1', title: 'Open the order', role: 'Export officer', check: 'the reason is read' },
        { position: '2', title: 'Compare the names' },
      ],
      may: [],
    })
    expect(draft.unmet.map(({ code }) => code)).toEqual([
      'procedure.unlisted',
      'procedure.owner_missing',
      'procedure.unaligned',
      'signoff.missing',
    ])
    expect((await read('ilse', id)).may).toEqual(['propose'])

    const asked = await propose(id)
    expect(asked).toMatchObject({
      state: 'asked',
      class: 'first',
      decision: { number: 'DEC-2026-0001', need_by: '2026-06-22' },
      may: ['withdraw'],
    })
    const decision = await as('mara').call(decisions.decisionsGet, { id: asked.decision.id })
    expect(decision).toMatchObject({ kind: 'signoff', issue: 'Do we follow “Release a held order” as it is put forward?' })
    expect(decision.text.subjects).toMatchObject([{ room: 'handbook', kind: 'page', id, href: `/handbook/pages/${id}?tab=agreement` }])
    await expect(publishIt(asked.id)).rejects.toEqual(
      refused('procedure.unlisted', {
        unmet: ['procedure.unlisted', 'procedure.owner_missing', 'procedure.unaligned', 'signoff.missing'].map((code) =>
          expect.objectContaining({ code }),
        ),
      }),
    )
    await list('Orders', id)
    await as('ilse').call(promise.pagesChange, { id, if_match: 1, backup: who('sol') })
    expect(await codeOf(publishIt(asked.id))).toBe('procedure.unaligned')
    await unplanned(id)
    expect(await codeOf(publishIt(asked.id))).toBe('signoff.missing')
    await agree(asked.decision.id)
    const agreed = await as('sol').call(promise.proposalsGet, { id: asked.id })
    expect([agreed.state, agreed.may, agreed.unmet]).toEqual(['agreed', ['withdraw', 'publish'], []])
    expect(await codeOf(publishIt(asked.id, {}, 'cato'))).toBe('page.not_yours')
    expect(await publishIt(asked.id)).toMatchObject({ state: 'published', may: [] })
    expect(await read('cato', id)).toMatchObject({
      state: 'in_force',
      function: { name: 'Orders' },
      in_force: { no: 1, label: '1.0.0', since: '2026-06-15' },
      agreed: { is: 'agreed', by: 'mara', day: '2026-06-15', decision: { number: 'DEC-2026-0001' } },
      review: { on: '2027-06-15', is: 'fresh', months: 12 },
      proposal: null,
    })
    expect(await trail(id)).toEqual([
      'handbook.page.created',
      'handbook.proposal.opened',
      'handbook.page.changed',
      'handbook.procedure.waived',
      'handbook.procedure.published',
    ])
    expect(await events(id)).toEqual([
      'handbook.page.published',
      'handbook.proposal.opened',
      'handbook.procedure.waived',
      'handbook.procedure.published',
    ])
    expect(await codeOf(propose(id))).toBe('proposal.nothing_new')
    expect(await codeOf(publishIt(asked.id))).toBe('proposal.ended')
  })

  test('asks nobody before its steps can be followed and exactly one person decides', async () => {
    const codes = async (source: string) => {
      const { id } = await written(source)
      return codeOf(propose(id))
    }
    expect(await codes('---\nkind: procedure\nrapid: mara(D)\n---\n# Soup\n\nHot.\n')).toBe('procedure.no_steps')
    expect(await codes('---\nkind: procedure\nrapid: mara(D)\n---\n# Soup\n\n## Steps\n\n1. Cook\n')).toBe('procedure.step_without_role')
    expect(await codes('---\nkind: procedure\nrapid: mara(D)\ntier: 1\nrole: Cook\n---\n# Soup\n\n## Steps\n\n1. Cook\n')).toBe(
      'procedure.step_without_check',
    )
    expect(await codes(text('Nobody decides').replace('mara(D), ', ''))).toBe('rapid.one_decider')
    expect(await codes(text('Two decide').replace('farid(A)', 'farid(D)'))).toBe('rapid.one_decider')
    expect(await codes(text('Who').replace('farid(A)', 'XYZ(A)'))).toBe('rapid.unknown_party')
    const { id } = await written('# A page\n\nNo more.\n')
    expect(await codeOf(propose(id))).toBe('procedure.unknown')
    expect(await codeOf(publish('ilse', id, 1, text('A page')))).toBe('procedure.kind_kept')
    const { id: moved } = await written(text('Moved on'))
    expect(await codeOf(propose(moved, { base: 9 }))).toBe('proposal.base_moved')
    expect(await codeOf(propose(crypto.randomUUID()))).toBe('page.unknown')
    expect(await codeOf(as('ilse').call(promise.proposalsGet, { id: crypto.randomUUID() }))).toBe('proposal.unknown')
  })

  test('in force takes editorial and minor changes with its agreement; a material one is agreed to first, and the old text stays until then', async () => {
    const id = await followed('Match a payment')
    const slip = text('Match a payment').replace('Compare the names', 'Compare teh names')
    const before = (await read('ilse', id)).steps.map(({ key }) => key)
    const now = await publish('ilse', id, 1, slip)
    expect(now).toMatchObject({ no: 2, label: '1.0.1' })
    expect(await read('ilse', id)).toMatchObject({ in_force: { no: 2 }, agreed: { is: 'carried', by: 'ilse' } })
    expect(
      (await read('ilse', id)).steps.map(({ key }) => key),
      'a step keeps its key',
    ).toEqual(before)

    const more = text('Match a payment', '3. Tell the buyer\n   - Role: Support\n   - Check: the letter is sent\n')
    expect(await codeOf(publish('ilse', id, 2, more))).toBe('signoff.missing')
    const asked = await propose(id, { base: 2, source: more })
    expect(asked).toMatchObject({ class: 'material', state: 'asked' })
    expect(await read('cato', id)).toMatchObject({ state: 'revising', in_force: { no: 2 }, proposal: { id: asked.id } })
    expect((await read('cato', id)).steps).toHaveLength(2)
    expect(
      (await as('farid').call(promise.proposalsGet, { id: asked.id })).runs.some(
        ({ mark, text: words }) => mark === 'added' && words.includes('Tell'),
      ),
    ).toBe(true)
    expect(await codeOf(publish('ilse', id, 2, slip.replace('teh', 'the')))).toBe('proposal.open')
    await agree(asked.decision.id)
    await publishIt(asked.id)
    expect(await read('cato', id)).toMatchObject({ state: 'in_force', in_force: { no: 3, label: '2.0.0' }, agreed: { is: 'agreed' } })
    const after = (await read('ilse', id)).steps.map(({ key }) => key)
    expect([after.slice(0, 2), after.length]).toEqual([before, 3])
  })

  test('that is put forward anew asks about the newer text alone', async () => {
    const { id } = await written(text('Refund a customer'), { backup: who('sol') })
    await list('Refunds', id)
    await unplanned(id)
    const first = await propose(id)
    await ledger.answer('farid', first.decision.id, 'agree')
    const second = await propose(id, { source: text('Refund a customer').replace('the same day', 'in a day') })
    expect((await as('ilse').call(promise.proposalsGet, { id: first.id })).state).toBe('replaced')
    await expect(ledger.decide('mara', first.decision.id)).rejects.toEqual(refused('decision.wrong_state'))
    await agree(second.decision.id)
    expect(await codeOf(publishIt(first.id))).toBe('proposal.ended')
    await publishIt(second.id)
    expect(await read('sol', id)).toMatchObject({ promise: 'in a day', in_force: { no: 2, label: '1.0.1' } })
  })

  test('is not followed by what was rejected, taken back or reversed', async () => {
    const { id } = await written(text('Chase an invoice'), { backup: who('sol') })
    await list('Invoices', id)
    await unplanned(id)
    const first = await propose(id)
    await ledger.answer('farid', first.decision.id, 'agree')
    await ledger.decide('mara', first.decision.id, { outcome: 'reject' })
    expect((await read('ilse', id)).proposal).toMatchObject({ state: 'returned', may: ['withdraw'] })
    expect(await codeOf(publishIt(first.id))).toBe('signoff.missing')
    const back = await as('ilse').call(promise.proposalsWithdraw, { id: first.id, reason: 'Not yet' })
    expect(back.state).toBe('withdrawn')
    expect(await events(id)).toContain('handbook.proposal.withdrawn')
    const third = await propose(id)
    await agree(third.decision.id)
    await publishIt(third.id)
    await as('mara').call(decisions.decisionsReverse, { id: third.decision.id, reason: 'It was wrong' }, { key: crypto.randomUUID() })
    expect((await read('ilse', id)).agreed.is).toBe('none')
    expect(await codeOf(publish('ilse', id, 1, text('Chase an invoice').replace('Open the', 'Opne the')))).toBe('signoff.missing')
  })

  test('is read again after its months, and by then waits for its owner', async () => {
    const id = await followed('Sign an NDA')
    const { id: draft } = await written(text('A draft of another'))
    expect(await codeOf(as('ilse').call(promise.proceduresReview, { id: draft, note: 'Read it' }))).toBe('procedure.not_in_force')
    const done = await as('ilse').call(promise.proceduresReview, { id, note: 'Still right' })
    expect(done).toEqual({ reviewed_on: '2026-06-15', review_on: '2027-06-15' })
    expect(await events(id)).toContain('handbook.procedure.reviewed')
    const { items } = await as('cato').call(promise.proceduresList, { where: ['state:is:in_force'], search: 'NDA' })
    expect(items).toMatchObject([{ title: 'Sign an NDA', function: 'Sign an NDA', agreed: 'agreed', review: 'fresh', listed: true }])
  })

  test('that is retired is in no contents, and nobody is asked about it any more', async () => {
    const id = await followed('Travel abroad')
    const asked = await propose(id, { base: 1, source: text('Travel abroad').replace('Open the order', 'Open the map and the order') })
    await as('ilse').call(promise.pagesRetire, { id, reason: 'Nobody travels' })
    expect(await read('ilse', id)).toMatchObject({ state: 'retired', function: null, review: null, may: [] })
    expect((await as('mara').call(decisions.decisionsGet, { id: asked.decision.id })).state).toBe('withdrawn')
  })

  test('shows nobody a step, or what it says, that is not for them', async () => {
    const own = await ledger.cast.as('admin').actor.id
    expect(own).toBeTruthy()
    const source = text('Pay a vendor')
      .replace('2. Compare', '2. <!-- restricted: NOONE --> Compare')
      .replace('- Check: the reason', '- <!-- restricted: NOONE --> Check: the reason')
    const { id } = await written(source)
    expect((await read('cato', id)).steps).toMatchObject([{ position: '1', check: null }])
    expect((await read('ilse', id)).steps).toMatchObject([{ check: 'the reason is read' }, { title: 'Compare the names' }])
  })

  test('that nobody has agreed to is nothing that everyone sees, whatever its audience', async () => {
    const get = async (path: string) => ledger.cast.http(new Request(`http://localhost${path}`, { headers: { accept: 'text/html' } }))
    const outside = async (path: string) => [
      (await get(`/handbook/${path}`)).status,
      (await get(`/handbook/${path}.md`)).status,
      ...(await Promise.all(
        ['/handbook', '/handbook/feed.atom', '/llms.txt', '/sitemap.xml', '/handbook/search?q=quokka', '/handbook/directory'].map(
          async (one) => (await (await get(one)).text()).includes(`handbook/${path}`),
        ),
      )),
    ]
    const source = text('Quokka count')
    const { id } = await written(source, { path: 'quokka', backup: who('sol'), audience: 'public' })
    await list('Quokka counts', id)
    await unplanned(id)
    await written('# Counts\n\nAs in [how we count](/handbook/quokka).\n', { path: 'counts', audience: 'public' })
    const leads = async () => (await (await get('/handbook/counts')).text()).includes('href="/handbook/quokka"')
    expect((await as('ilse').call(promise.pagesGet, { id })).public_href).toBeNull()
    expect(await outside('quokka')).toEqual([404, 404, false, false, false, false, false, false])
    expect(await leads()).toBe(false)
    const { id: proposal, decision } = await propose(id)
    await agree(decision.id)
    expect(await outside('quokka')).toEqual([404, 404, false, false, false, false, false, false])
    ledger.cast.setNow(new Date('2026-06-15T12:00:00Z'))
    await publishIt(proposal)
    expect(await outside('quokka')).toEqual([200, 200, true, true, true, true, true, true])
    expect(await leads()).toBe(true)
    expect(await (await get('/sitemap.xml')).text()).toContain('/handbook/quokka</loc><lastmod>2026-06-15T12:00:00.000Z')
    expect((await as('ilse').call(promise.pagesGet, { id })).public_href).toBe('/handbook/quokka')
  })
})
