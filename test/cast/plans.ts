import { decisionsGet } from '../../server/modules/decisions/contract.ts'
import * as promise from '../../server/modules/strategy/contract.ts'
import { openLedger } from './ledger.ts'

export const planText = (title: string, period = 'FY27') => `# ${title} (30%)

Period: ${period}
RAPID: ilse(R), farid(A), noa(A), sol(I), cato(P), mara(D)
DRI: ilse

Vision
- Every crew talks in one safe place.

Priorities
1. Trust

Methods
1. Sell without a call (DRI: cato)
2. Answer within a day (DRI: sol)

Obstacles
- Few references

Measures
- Revenue grows
`

/** Six colleagues who write, agree to and sign plans. */
export async function openPlans(rooms: readonly string[] = ['people', 'decisions', 'data', 'strategy']) {
  const ledger = await openLedger(rooms)
  const as = (name: string) => ledger.as(name)
  let n = 0
  const titled = () => `Plan ${String.fromCharCode(65 + n++)} VPMOM`
  /** Items of an edition by section. */
  async function itemsOf(id: string) {
    const { sections } = await as('ilse').call(promise.editionsGet, { id })
    return (section: string) => sections.filter(({ name }) => name === section).flatMap(({ items }) => items)
  }
  const join = (type: 'serves' | 'mitigates' | 'measured_by' | 'same_as' | 'needs', from_key: string, to_key: string, who = 'ilse') =>
    as(who).call(promise.edgesCreate, { type, from_key, to_key })
  /** Every method is measured by the first measure: nothing is in the way of vetting but the text. */
  async function measured(id: string) {
    const items = await itemsOf(id)
    const [measure] = items('measures')
    if (!measure) return
    const methods = items('methods').filter(({ depth, struck, text }) => depth === 0 && !struck && text !== '')
    const drawn = new Set(
      (await alignment('ilse', (await as('ilse').call(promise.editionsGet, { id })).plan.slug)).edges.map(({ from_key }) => from_key),
    )
    for (const { key } of methods) if (!drawn.has(key)) await join('measured_by', key, measure.key)
  }
  async function written(source: (title: string) => string = (title) => planText(title), more: object = {}) {
    const title = titled()
    const wanted = { title, level: 'department' as const, source: source(title), ...more }
    const { slug, edition_id: id } = await as('ilse').call(promise.plansCreate, wanted)
    await measured(id)
    return { id, slug, title }
  }
  const alignment = (who: string, plan?: string) => as(who).call(promise.alignmentGet, plan ? { plan } : {})
  const life = (id: string, who = 'sol') => as(who).call(promise.editionsLife, { id })
  const submit = (id: string, who = 'ilse') => as(who).call(promise.editionsSubmit, { id })
  const freeze = (id: string, who = 'ilse') => as(who).call(promise.editionsFreeze, { id })
  const takeBack = (id: string, who = 'ilse') => as(who).call(promise.editionsReturn, { id, reason: 'Once more' })
  const withdraw = (id: string, who = 'ilse') => as(who).call(promise.editionsWithdraw, { id, reason: 'Given up' })
  const override = (id: string, who = 'mara') => as(who).call(promise.editionsOverride, { id, reason: 'Cards only' })
  async function vet(id: string, who = 'mara', key: string = crypto.randomUUID()) {
    const { content_hash } = await life(id)
    return as(who).call(promise.editionsVet, { id, content_hash }, { key })
  }
  async function edit(id: string, change: (source: string) => string, who = 'ilse') {
    const { source, rev } = await as(who).call(promise.editionsSource, { id })
    return as(who).call(promise.editionsEdit, { id, source: change(source), if_match: rev })
  }
  async function answer(who: string, id: string, stance: string, more: object = {}) {
    const decision = (await life(id)).signoff?.id ?? ''
    const { text: now } = await as(who).call(decisionsGet, { id: decision })
    return ledger.answer(who, decision, stance, { text_no: now.no, ...(stance === 'object' ? { text: 'Too dear' } : {}), ...more })
  }
  async function agreed(id: string) {
    await measured(id)
    await submit(id)
    await answer('farid', id, 'agree')
    await answer('noa', id, 'agree')
    await answer('sol', id, 'support')
    return freeze(id)
  }
  const codes = async (id: string) => (await life(id)).next?.unmet.map(({ code }) => code)
  const events = async (id: string) =>
    (
      await ledger.cast.house.db.pool.query(
        "select name from kernel.outbox where payload ->> 'edition_id' = $1 and name not like 'strategy.defect.%' order by id",
        [id],
      )
    ).rows.map(({ name }) => name)
  /** A plan in force that promises 330 customers, and that measure's key. */
  async function inForce(text?: (title: string) => string) {
    const plan = await written(text)
    const key = (await itemsOf(plan.id))('measures')[0]?.key ?? ''
    await as('ilse').call(promise.measuresBind, {
      ...{ id: plan.id, key, metric_id: 'customers', direction: 'increase', baseline: '180', target: '330' },
      due: '2027-01-31',
    })
    await agreed(plan.id)
    await vet(plan.id)
    return { ...plan, key }
  }
  return {
    ledger,
    as,
    written,
    inForce,
    itemsOf,
    join,
    measured,
    alignment,
    life,
    submit,
    freeze,
    takeBack,
    withdraw,
    override,
    vet,
    edit,
    answer,
    agreed,
    codes,
    events,
  }
}
export type Plans = Awaited<ReturnType<typeof openPlans>>
