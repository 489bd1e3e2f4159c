import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { open, openSignoffs, standing } from '../../decisions/index.ts'
import type { vettingsCreate } from '../contract.ts'
import { metricBy } from '../metrics/builtin.ts'
import { mayRead } from '../queries/policy.ts'
import { isReplaced, thingOf, titleOf, vettingOn } from '../queries/vetting.ts'
import { takeVersions } from '../store/versions.ts'

/** Asks the ledger whether the company stands by a definition: a sign-off of the very text that the asker read. Nobody else certifies. */
export async function askForVetting(ctx: Context, input: InputOf<typeof vettingsCreate>): Promise<OutputOf<typeof vettingsCreate>> {
  const metric = metricBy(input.id)
  const { label, version, audience } = metric.definition
  if (!mayRead(ctx, metric)) throw new Refusal('forbidden', 'metric.denied', `${label} is not open to you.`)
  if (input.hash !== metric.hash)
    throw new Refusal('conflict', 'metric.text_moved', `${label} has another text by now. Read it before you ask for its vetting.`)
  if (isReplaced(metric))
    throw new Refusal('refused', 'metric.replaced', `Another metric takes the place of ${label}. Ask for the vetting of that one.`)
  // two who ask at once follow one another
  await takeVersions(ctx.tx)
  const thing = thingOf(metric.id)
  const [now, [asked]] = await Promise.all([standing(ctx, thing, metric.hash), openSignoffs(ctx, thing)])
  if (now.is === 'agreed' || now.is === 'carried')
    throw new Refusal('conflict', 'metric.agreed_already', `${now.number} agrees to this very text of ${label} already.`)
  if (asked) throw new Refusal('conflict', 'metric.asked_already', `${asked.number} asks for it already, until ${asked.need_by}.`)
  const decision = await open(ctx, {
    kind: 'signoff',
    issue: `Do we stand by the definition of ${label}?`,
    proposal: [`We stand by ${label} as its definition says it: words, formula, limits and tests.`, input.note]
      .filter(Boolean)
      .join('\n\n'),
    subjects: [{ ...thing, version_hash: metric.hash, title: titleOf(metric), href: `/data/metrics/${metric.id}`, audience }],
    parties: [{ letter: 'D', person_id: input.decider }, ...input.agrees.map((person_id) => ({ letter: 'A' as const, person_id }))],
    need_by: input.need_by,
    audience: audience === 'restricted' ? 'restricted' : 'internal',
  })
  await record(ctx, {
    action: 'data.metric.vetting_asked',
    subject: { kind: 'metric', id: metric.id, label },
    after: { version, hash: metric.hash, decision },
  })
  return vettingOn(ctx, metric)
}
