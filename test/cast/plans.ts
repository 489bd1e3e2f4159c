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
  async function written(source: (title: string) => string = (title) => planText(title)) {
    const title = titled()
    const { slug, edition_id: id } = await as('ilse').call(promise.plansCreate, {
      title,
      level: 'department',
      source: source(title),
    })
    return { id, slug, title }
  }
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
    await submit(id)
    await answer('farid', id, 'agree')
    await answer('noa', id, 'agree')
    await answer('sol', id, 'support')
    return freeze(id)
  }
  const codes = async (id: string) => (await life(id)).next?.unmet.map(({ code }) => code)
  const events = async (id: string) =>
    (
      await ledger.cast.house.db.pool.query("select name from kernel.outbox where payload ->> 'edition_id' = $1 order by id", [id])
    ).rows.map(({ name }) => name)
  return { ledger, as, written, life, submit, freeze, takeBack, withdraw, override, vet, edit, answer, agreed, codes, events }
}
export type Plans = Awaited<ReturnType<typeof openPlans>>
