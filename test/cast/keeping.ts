import { randomUUID } from 'node:crypto'
import { zipOf } from '../../server/kernel/files/zip-write.ts'
import * as handbook from '../../server/modules/handbook/contract.ts'
import { setRoles } from '../../server/modules/people/index.ts'
import type { Scope } from '../../server/kernel/context.ts'
import type { Cast, Speaker } from './cast.ts'
import { codeOf } from './refused.ts'
import { rightsOf } from './rights.ts'

/** A page of one's own, shown to everyone: the code with which that is refused, or `answered`. */
async function opensPage(who: Speaker): Promise<string> {
  const text = { source: '# The watch\n\nAt dusk.\n', audience: 'public' as const }
  const { public_hash } = await who.call(handbook.textsPreview, text)
  return (await codeOf(who.call(handbook.pagesCreate, { ...text, public_hash: public_hash ?? '' }))) ?? ''
}

/** What becomes of a file of an import when whoever asked for it has these roles by then. */
async function takesIn(cast: Cast, { actor }: Speaker, roles: string[]): Promise<string> {
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

/** A draft of what somebody else did last. */
async function draftsOfOthers(cast: Cast, who: Speaker): Promise<string> {
  const { rows } = await cast.house.db.pool.query(
    "select id from kernel.audit where action = 'handbook.page.created' and actor_id <> $1 order by id desc limit 1",
    [who.actor.id],
  )
  return (await codeOf(who.call(handbook.doingsDraft, { rows: [rows[0]?.id ?? ''] }))) ?? ''
}

/** Who reads what two pages of one’s own for everyone said alike, once it is kept on a page of its own. */
async function keepsOnce(cast: Cast, opener: Speaker, who: Speaker): Promise<string> {
  const mark = randomUUID().slice(0, 8)
  const said = `Whoever leaves the quay at ${mark} says so at the desk, writes the hour into the book that lies there, takes a lamp along, and is back before the tide turns or tells the watch by radio.`
  for (const title of [`By day ${mark}`, `By night ${mark}`]) {
    const text = { source: `# ${title}\n\nOnly ${title}.\n\n${said}\n`, audience: 'public' as const }
    const { public_hash } = await opener.call(handbook.textsPreview, text)
    const { id, version } = await opener.call(handbook.pagesCreate, { ...text, public_hash: public_hash ?? '' })
    await opener.call(handbook.pagesChange, { id, if_match: version, owner: who.actor.id })
  }
  await cast.drain()
  const { items } = await who.call(handbook.findingsList, { where: ['rule:is:copy'], limit: 200 })
  const finding = items.find(({ page, other }) => page.title.endsWith(mark) && other?.page?.title.endsWith(mark))
  return who.call(handbook.findingsShare, { id: finding?.id ?? '', title: `Leaving ${mark}` }).then(
    ({ page }) => page.audience,
    (error: { code: string }) => error.code,
  )
}

/** Whether somebody is told of another text of a page that they watch, when they have these roles by then. */
async function toldWith(cast: Cast, writer: Speaker, watcher: Speaker, roles: string[]): Promise<string> {
  const text = (hour: string) => `# The watch ${randomUUID().slice(0, 8)}\n\nAt ${hour}.\n`
  const { id } = await writer.call(handbook.pagesCreate, { source: text('dusk') })
  await watcher.call(handbook.watchesSet, { id, on: true })
  await cast.open((ctx) => setRoles(ctx, { id: watcher.actor.id, roles }))
  await writer.call(handbook.pagesPublish, { id, base: 1, note: 'Earlier', source: text('noon') })
  await cast.drain()
  const asked = "select 1 from kernel.notice where person = $1 and reason = 'handbook.page.changed'"
  return (await cast.house.db.pool.query(asked, [watcher.actor.id])).rows.length > 0 ? 'told' : 'not told'
}

/** What a command asks beyond the right of its operation: what comes without it, and with it. */
export type InnerRight = { asks: string; without: () => Promise<string>; refused: string; withIt: () => Promise<string>; then: string }

const keeps: [string, Scope][] = [
  ['handbook.read', 'all'],
  ['handbook.write', 'all'],
]
export function asksOfTheHandbook(cast: () => Cast, somebody: (...rights: [string, Scope][]) => Promise<Speaker>): InnerRight[] {
  const opener = () => somebody(...keeps, ['handbook.maintain', 'all'])
  return [
    {
      asks: "modules/handbook/commands/importing.ts mayDo(actor, 'handbook.maintain')",
      without: async () => takesIn(cast(), await somebody(), ['member']),
      refused: 'right.missing',
      withIt: async () => takesIn(cast(), await somebody(), ['bizops']),
      then: 'done',
    },
    {
      asks: "modules/handbook/commands/saying.ts mayDo(ctx.actor, 'handbook.maintain')",
      without: async () => opensPage(await somebody(...keeps)),
      refused: 'page.public_not_yours',
      withIt: async () => opensPage(await somebody(...keeps, ['handbook.maintain', 'all'])),
      then: 'answered',
    },
    {
      asks: "modules/handbook/commands/doing.ts mayDo(ctx.actor, 'house.trail')",
      without: async () => draftsOfOthers(cast(), await somebody(...keeps)),
      refused: 'doing.unknown',
      withIt: async () => draftsOfOthers(cast(), await somebody(...keeps, ['house.trail', 'all'])),
      then: 'answered',
    },
    {
      asks: "modules/handbook/commands/sharing.ts mayDo(ctx.actor, 'handbook.maintain')",
      without: async () => keepsOnce(cast(), await opener(), await somebody(...keeps)),
      refused: 'page.public_not_yours',
      withIt: async () => keepsOnce(cast(), await opener(), await opener()),
      then: 'public',
    },
    {
      asks: "modules/handbook/commands/watching.ts mayDo(actor, 'handbook.read')",
      without: async () => toldWith(cast(), await somebody(...keeps), await somebody(...keeps), []),
      refused: 'not told',
      withIt: async () => toldWith(cast(), await somebody(...keeps), await somebody(...keeps), ['member']),
      then: 'told',
    },
  ]
}
