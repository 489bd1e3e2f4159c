import { randomUUID } from 'node:crypto'
import { zipOf } from '../../server/kernel/files/zip-write.ts'
import * as handbook from '../../server/modules/handbook/contract.ts'
import { setRoles } from '../../server/modules/people/index.ts'
import type { Cast, Speaker } from './cast.ts'
import { codeOf } from './refused.ts'
import { rightsOf } from './rights.ts'

/** A page of one's own, shown to everyone: the code with which that is refused, or `answered`. */
export async function opensPage(who: Speaker): Promise<string> {
  const text = { source: '# The watch\n\nAt dusk.\n', audience: 'public' as const }
  const { public_hash } = await who.call(handbook.textsPreview, text)
  return (await codeOf(who.call(handbook.pagesCreate, { ...text, public_hash: public_hash ?? '' }))) ?? ''
}

/** What becomes of a file of an import when whoever asked for it has these roles by then. */
export async function takesIn(cast: Cast, { actor }: Speaker, roles: string[]): Promise<string> {
  const become = (now: string[]) => cast.open((ctx) => setRoles(ctx, { id: actor.id, roles: now }))
  await become(['bizops'])
  const who = cast.speaker({ ...actor, rights: rightsOf(['bizops']), roles: new Set(['bizops']) })
  const name = `watch-${randomUUID().slice(0, 8)}`
  const content = zipOf([{ name: `${name}.md`, bytes: Buffer.from('# The watch\n\nAt dusk.\n') }]).toString('base64')
  const file = { name: `${name}.zip`, type: 'application/zip', content }
  const { id } = await who.call(handbook.importsPreview, { file, tree: name } as never)
  await who.call(handbook.importsApply, { id })
  await become(roles)
  await cast.drain()
  const { items } = await who.call(handbook.importsFiles, { id })
  return items[0]?.code ?? items[0]?.state ?? ''
}
