import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { fitVersion } from '../../../../kernel/edits.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { readTaxId } from '../../../customers/index.ts'
import { companyOf } from '../../../people/index.ts'
import type { entitiesChange, entitiesCreate } from '../../contract.ts'
import { fitTexts } from '../../paper/printable.ts'
import { entityView } from '../../queries/selling/catalogue.ts'
import { fitChange, fitCompany, placeOfId, plainIban } from '../../rules/company.ts'
import { changeEntity, isEntityUsed, saveEntity, takeEntities } from '../../store/catalogue.ts'
import type { EntityTable } from '../../tables.ts'

/** Adds a company that sells. The first one numbers its invoices without its code. Refuses `entity.exists` and what `fitCompany` refuses. */
export async function createEntity(ctx: Context, input: InputOf<typeof entitiesCreate>): Promise<OutputOf<typeof entitiesCreate>> {
  const others = await takeEntities(ctx.tx)
  if (others.some((other) => other.code === input.code)) {
    const text = `There is a company ${input.code} already.`
    throw new Refusal('conflict', 'entity.exists', text, { unmet: [{ code: 'entity.exists', path: 'code', text }] })
  }
  const entity: EntityTable = {
    id: newId(),
    ...input,
    ...written(input, input.country),
    fiscal_year_start: (Number((await companyOf(ctx)).fiscal_year_end.slice(0, 2)) % 12) + 1,
    conventions: {},
    position: Math.max(0, ...others.map((other) => other.position)) + 1,
    version: 1,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  fitCompany(entity, others, readTaxId)
  fitTexts([entity.name, ...Object.values(entity.address)], entity.country, 'name')
  await saveEntity(ctx.tx, entity)
  await record(ctx, { action: 'billing.entity.created', subject: { kind: 'entity', id: entity.id, label: entity.name }, after: input })
  return entityView(ctx, entity)
}

/** Changes what the next documents say; issued ones hold their own copy. Refuses `entity.in_use` for facts that contracts rest on. */
export async function changeEntityFacts(ctx: Context, input: InputOf<typeof entitiesChange>): Promise<OutputOf<typeof entitiesChange>> {
  const { id, if_match: ifMatch, ...change } = input
  const entities = await takeEntities(ctx.tx)
  const before = entities.find((entity) => entity.id === id)
  if (!before) throw new Refusal('missing', 'entity.unknown', 'There is no such company.')
  fitVersion(ifMatch, before.version)
  const given = Object.fromEntries(
    Object.entries({ ...change, ...written(change, change.country ?? before.country) }).filter(([, value]) => value !== undefined),
  )
  const after: EntityTable = { ...before, ...given, version: before.version + 1 }
  fitCompany(after, entities, readTaxId)
  fitTexts([after.name, ...Object.values(after.address)], after.country, 'name')
  fitChange(before, after, await isEntityUsed(ctx.tx, id))
  await changeEntity(ctx.tx, after)
  const old = Object.fromEntries(Object.keys(given).map((name) => [name, Reflect.get(before, name)]))
  await record(ctx, { action: 'billing.entity.changed', subject: { kind: 'entity', id, label: after.name }, before: old, after: given })
  return entityView(ctx, after)
}

type Given = Partial<Pick<InputOf<typeof entitiesCreate>, 'address' | 'iban' | 'registrations'>>

/** Address, IBAN and tax ids as the row keeps them: no empty lines, no spaces, numbers in the form that registers take. */
function written<T extends Given>(input: T, country: string) {
  const lines = Object.entries(input.address ?? {}).filter((line): line is [string, string] => Boolean(line[1]))
  return {
    ...(input.address && { address: Object.fromEntries(lines) }),
    ...(input.iban && { iban: plainIban(input.iban) }),
    ...(input.registrations && {
      registrations: input.registrations.map((one) =>
        one.kind === 'sales' ? one : { ...one, id: readTaxId(placeOfId(one, country), one.id).id },
      ),
    }),
  } as { address: Record<string, string>; iban: string | null; registrations: EntityTable['registrations'] }
}
