import { describe, expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as decisions from '../decisions/contract.ts'
import { changePage } from './commands/pages.ts'
import * as promise from './contract.ts'

const { ledger, as, who, read, written, publish, unplanned, group } = pages(allRooms)
/** What somebody is asked about a page that takes passages. */
const told = async (name: string, id: string): Promise<string[]> => {
  const { rows } = await ledger.cast.house.db.pool.query(
    "select text from kernel.notice where person = $1 and subject = $2 and reason = 'handbook.shared.changed' and done_at is null",
    [who(name), id],
  )
  return rows.map(({ text }) => text)
}
const drain = () => ledger.cast.drain()
const source = async (id: string) => (await as('ilse').call(promise.sourcesGet, { id })).source
const mark = (path: string) => `<!-- include: ${path} -->\n<!-- /include -->`
const outside = async (path: string) => {
  const answer = await ledger.cast.http(new Request(`http://localhost/handbook/${path}`, { headers: { accept: 'text/html' } }))
  return answer.text()
}

describe('a passage that is kept on another page', () => {
  test('stands in every text that takes it, for those who read both, and follows it', async () => {
    const limits = await written('# Limits\n\nA receipt is needed above 75 EUR.\n', { path: 'shared/limits' })
    const text = `# Travel\n\nBook early.\n\n${mark('shared/limits')}\n\nThat is all.\n`
    const { id } = await written(text)
    const now = await source(id)
    expect(now).toContain(
      '<!-- include: shared/limits -->\n\n<!-- internal -->\n\nA receipt is needed above 75 EUR.\n\n<!-- /internal -->\n\n<!-- /include -->',
    )
    expect(now.replace(/<!-- include[\s\S]*\/include -->/, mark('shared/limits'))).toBe(text)
    const shown = await read('cato', id)
    expect(shown.html).toContain('A receipt is needed above 75 EUR.')
    expect(shown.html).not.toContain('include')
    expect(shown.includes).toEqual([{ id: limits.id, title: 'Limits', path: 'shared/limits', is: 'same' }])
    expect((await read('cato', limits.id)).included_by).toEqual([{ id, title: 'Travel' }])

    await publish('ilse', limits.id, 1, '# Limits\n\nA receipt is needed above 50 EUR.\n', { note: 'The tax office says so' })
    expect((await read('cato', id)).includes[0]?.is).toBe('behind')
    await drain()
    const after = await read('cato', id)
    expect([after.includes[0]?.is, after.label, after.changed_by.name]).toEqual([
      'same',
      '2.0.0',
      (await read('cato', limits.id)).changed_by.name,
    ])
    expect(after.html).toContain('above 50 EUR')
    const { items } = await as('cato').call(promise.versionsList, { id })
    expect(items[0]).toMatchObject({ class: 'material', note: '“Limits”: The tax office says so' })
    await drain()
    expect((await read('cato', id)).no).toBe(2)
  })

  test('is written on its own page alone, is there to be taken, and takes nothing itself', async () => {
    const kept = await written('# Kept\n\nOne sentence.\n', { path: 'shared/kept' })
    const { id } = await written(`# Takes\n\n${mark('shared/kept')}\n`)
    const now = await source(id)
    expect(await codeOf(publish('ilse', id, 1, now.replace('One sentence', 'Another sentence')))).toBe('include.kept_elsewhere')
    expect(await codeOf(publish('ilse', id, 1, `${now}\n${mark('shared/nowhere')}\n`))).toBe('include.unknown')
    expect(await codeOf(publish('ilse', id, 1, `${now}\n> ${mark('shared/kept')}\n`))).toBe('include.unclear')
    expect(await codeOf(publish('ilse', kept.id, 1, `# Kept\n\n${mark('x')}\n`))).toBe('include.unknown')
    const other = await written('# Other\n\nText.\n', { path: 'shared/other' })
    expect(await codeOf(publish('ilse', kept.id, 1, `# Kept\n\n${mark('shared/other')}\n`))).toBe('include.nested')
    expect(await codeOf(publish('ilse', other.id, 1, `# Other\n\n${mark('shared/other')}\n`))).toBe('include.unknown')
    const { path } = await read('ilse', id)
    expect(await codeOf(written(`# Third\n\n${mark(path)}\n`))).toBe('include.unfit')
    // nobody finds out which pages there are for the few; whoever may open one is told why it is not for inclusion
    await written('# Few\n\nText.\n', { path: 'shared/few', audience: 'restricted', groups: [await group('SHA', 'noa')] })
    const tries = (name: string) => codeOf(as(name).call(promise.pagesCreate, { source: `# Tries\n\n${mark('shared/few')}\n` }))
    expect([await tries('cato'), await tries('noa')]).toEqual(['include.unknown', 'include.unfit'])
    const preview = await as('ilse').call(promise.textsPreview, { source: `# New\n\n${mark('shared/kept')}\n\n${mark('gone')}\n` })
    expect(preview.html).toContain('One sentence.')
    expect(preview.findings.filter(({ level }) => level === 'error').map(({ code }) => code)).toEqual(['include.unknown'])
  })

  test('is not closed, retired or made unfit while others go on showing it', async () => {
    const kept = await written('# Open\n\nFor all.\n', { path: 'shared/open', audience: 'public' })
    const { id } = await written(`# Shows it\n\n${mark('shared/open')}\n`, { audience: 'public' })
    const { path } = await read('ilse', id)
    expect(await outside(path)).toContain('For all.')
    const { version } = await read('ilse', kept.id)
    expect(await codeOf(as('ilse').call(promise.pagesChange, { id: kept.id, if_match: version, audience: 'internal' }))).toBe(
      'page.included',
    )
    expect(await codeOf(as('ilse').call(promise.pagesRetire, { id: kept.id, reason: 'No more' }))).toBe('page.included')
    expect(await codeOf(publish('ilse', kept.id, 1, '# Open\n\nFor all.\n\n<!-- restricted: FIN -->\n\nX\n\n<!-- /restricted -->\n'))).toBe(
      'page.included',
    )
    expect(await codeOf(publish('ilse', kept.id, 1, '# Open\n\n```\nFor all.\n'))).toBe('page.included')
    await as('ilse').call(promise.pagesRetire, { id, reason: 'No more' })
    await as('ilse').call(promise.pagesRetire, { id: kept.id, reason: 'No more' })
  })

  test('for colleagues leaks into nothing that everyone sees, and opens where its page is opened', async () => {
    const kept = await written('# Ours\n\nCANARY-SHARED one.\n\n## CANARY-SHARED two\n\n![CANARY-SHARED](x.png)\n', {
      path: 'shared/canary',
    })
    const text = `# Seen by all\n\nHello there.\n\n${mark('shared/canary')}\n\nGoodbye.\n`
    const { id } = await written(text, { audience: 'public', path: 'seen-by-all' })
    await drain()
    for (const path of [
      'seen-by-all',
      'seen-by-all.md',
      'seen-by-all.json',
      'feed.atom',
      'search?q=CANARY-SHARED',
      'directory',
      'shared/canary',
    ])
      expect(await outside(path), path).not.toMatch(/CANARY-SHARED (?:one|two)|shared\/canary -->|>CANARY-SHARED</)
    expect(await outside('seen-by-all')).toContain('Goodbye.')
    expect((await read('cato', id)).html).toContain('CANARY-SHARED one')
    const { version } = await read('ilse', kept.id)
    const seen = await as('ilse').call(promise.textsPreview, { source: await source(kept.id), page: kept.id, audience: 'public' })
    await as('ilse').call(promise.pagesChange, { id: kept.id, if_match: version, audience: 'public', public_hash: seen.public_hash ?? '' })
    await drain()
    expect(await outside('seen-by-all')).toContain('CANARY-SHARED one')
  })
})

const sop = (body: string) =>
  `---\nkind: procedure\nrole: Clerk\nrapid: Ilse(D)\n---\n# Pay an invoice late\n\n${body}\n\n## Steps\n\n1. Look at it\n2. Pay it\n`

describe('a procedure that takes a passage', () => {
  test('keeps its agreement over letters and words, and is told to have anything else agreed to', async () => {
    const kept = await written('# Terms\n\nWe pay on the day on which it is due.\n', { path: 'shared/terms' })
    const { name } = (await read('ilse', kept.id)).owner
    const text = sop(mark('shared/terms')).replace('Ilse(D)', `${name}(D)`)
    const { id } = await as('ilse').call(promise.pagesCreate, { source: text, backup: who('cato') })
    const made = await as('ilse').call(promise.functionsCreate, { name: 'Paying', owner: who('ilse') })
    await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: made.version, entries: [{ page: id }] })
    await unplanned(id)
    const asked = await as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
    await as('ilse').call(decisions.decisionsDecide, {
      id: asked.decision.id,
      text_no: 1,
      outcome: 'accept',
      text: 'Yes',
      no_actions: true,
    })
    await as('ilse').call(promise.proposalsPublish, { id: asked.id })
    const agreed = async () => (await as('ilse').call(promise.proceduresGet, { id })).agreed.is
    expect(await agreed()).toBe('agreed')

    await publish('ilse', kept.id, 1, '# Terms\n\nWe pay on the very day on which it is due.\n')
    await drain()
    expect([await agreed(), (await read('ilse', id)).label]).toEqual(['carried', '1.1.0'])

    await publish('ilse', kept.id, 2, '# Terms\n\nWe pay 10 days after the day on which it is due.\n')
    await drain()
    const behind = await read('ilse', id)
    expect([behind.label, behind.includes[0]?.is, behind.html.includes('10 days')]).toEqual(['1.1.0', 'behind', false])
    expect(await told('ilse', id)).toHaveLength(1)
    expect(await as('ilse').call(promise.includesTake, { id })).toEqual({ as: 'put_forward', label: '1.1.0' })
    const procedure = await as('ilse').call(promise.proceduresGet, { id })
    expect([procedure.state, procedure.proposal?.class]).toEqual(['revising', 'material'])
    const decision = procedure.proposal?.decision.id ?? ''
    await as('ilse').call(decisions.decisionsDecide, { id: decision, text_no: 1, outcome: 'accept', text: 'Yes', no_actions: true })
    await as('ilse').call(promise.proposalsPublish, { id: procedure.proposal?.id ?? '' })
    const now = await read('ilse', id)
    expect([now.label, now.includes[0]?.is, now.html.includes('10 days'), await agreed(), await told('ilse', id)]).toEqual([
      '2.0.0',
      'same',
      true,
      'agreed',
      [],
    ])
  })
})

describe('copies', () => {
  const said =
    'Whoever travels keeps every receipt until the month is over, takes a picture of it on the day, and sends all pictures in one message to the desk that pays for it, which answers within the week.'
  test('are made one page that both take, and what one of them is not the actor’s to change is told to its owner', async () => {
    const one = await written(`# By train\n\nTickets are bought early.\n\n${said}\n\nSee you there.\n`)
    const other = await as('cato').call(promise.pagesCreate, { source: `# By car\n\nCars are rented.\n\n${said}\n\nDrive slowly.\n` })
    await drain()
    const { items } = await as('cato').call(promise.findingsList, { where: ['rule:is:copy'] })
    const finding = items.find(({ page, other: beside }) => [page.id, beside?.page?.id].includes(one.id))?.id ?? ''
    expect((await as('cato').call(promise.findingsGet, { id: finding })).may).toContain('share')
    expect((await as('noa').call(promise.findingsGet, { id: finding })).may).not.toContain('share')
    const { page, changed, left } = await as('cato').call(promise.findingsShare, { id: finding, title: 'Receipts' })
    expect([page.title, page.path, page.audience]).toEqual(['Receipts', 'receipts', 'internal'])
    expect(changed).toEqual([{ id: other.id, title: 'By car', as: 'published', class: 'minor' }])
    expect(left).toEqual([{ id: one.id, title: 'By train', why: 'not_yours' }])
    const now = await source(other.id)
    expect(now).toContain(
      `<!-- include: receipts -->\n\n<!-- internal -->\n\n${said}\n\n<!-- /internal -->\n\n<!-- /include -->\n\nDrive slowly.`,
    )
    expect(await told('ilse', one.id)).toEqual([expect.stringContaining('“Receipts”')])
    await publish('ilse', one.id, 1, (await source(one.id)).replace(said, mark('receipts')))
    await drain()
    expect(await told('ilse', one.id)).toEqual([])
    const open = (await as('cato').call(promise.findingsList, { where: ['rule:is:copy'] })).items.map(({ says }) => says)
    expect(open.filter((says) => says.includes('every receipt'))).toEqual([])
    const orphans = (await as('cato').call(promise.findingsList, { where: [`page_id:is:${page.id}`] })).items.map(({ rule }) => rule)
    expect(orphans).not.toContain('page_orphan')
  })

  test('that are for some, part of a list, or none at all are not kept once', async () => {
    const findingOf = async (page: string, rule: string, name = 'ilse') =>
      (await as(name).call(promise.findingsList, { where: [`rule:is:${rule}`] })).items.find((one) =>
        [one.page.id, one.other?.page?.id].includes(page),
      )?.id ?? ''
    const share = (id: string, name = 'ilse') => codeOf(as(name).call(promise.findingsShare, { id, title: 'Once' }))
    const again = said.replace('travels', 'flies').replaceAll('picture', 'photograph')
    await written(`# By air\n\n${again}\n`)
    const listed = await written(`# By ship\n\n- First of all: nothing.\n- ${again}\n`)
    const alone = await written('# Alone in the dark\n\nNothing leads here.\n')
    await drain()
    expect(await share(await findingOf(listed.id, 'copy'))).toBe('finding.part_of_more')
    expect(await share(await findingOf(alone.id, 'page_orphan'))).toBe('finding.no_copy')
    const few = await written(`# By night\n\n${again.replace('month', 'year')}\n`, {
      audience: 'restricted',
      groups: [await group('NIGHT', 'noa')],
    })
    await drain()
    expect(await share(await findingOf(few.id, 'copy'))).toBe('finding.for_few')
  })
})

test('words of a page that is being closed are taken by nobody', async () => {
  const kept = await written('# Berths\n\nNine berths are ours.\n', { path: 'shared/berths' })
  const { id } = await written('# Arrival\n\nCome in.\n')
  const groups = [await group('BERTHS', 'noa')]
  let [reached, release] = [() => {}, () => {}]
  const held = new Promise<void>((resolve) => (reached = resolve))
  const gate = new Promise<void>((resolve) => (release = resolve))
  const closing = ledger.cast.open(async (ctx) => {
    await changePage({ ...ctx, actor: as('ilse').actor }, { id: kept.id, audience: 'restricted', groups })
    reached()
    await gate
  })
  await held
  const text = `# Arrival\n\n${mark('shared/berths')}\n`
  const taking = codeOf(as('ilse').call(promise.pagesPublish, { id, base: 1, note: 'Where', source: text }))
  const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
  await expect.poll(async () => (await ledger.cast.house.db.pool.query(waiting)).rows.length).toBeGreaterThan(0)
  release()
  await closing
  expect(await taking).toMatch(/^include\./)
  expect(await source(id)).toBe('# Arrival\n\nCome in.\n')
})
