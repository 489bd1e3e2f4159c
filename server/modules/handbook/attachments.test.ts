import { crc32, deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { readZip } from '../../kernel/files/zip.ts'
import { zipOf } from '../../kernel/files/zip-write.ts'
import * as promise from './contract.ts'

const { ledger, as, written, read, publish, group } = pages(allRooms)

const part = (name: string, bytes: Uint8Array) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), bytes])
  const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)]
  head.writeUInt32BE(bytes.length)
  tail.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, tail])
}
/** A picture of one dot that no other is. */
const png = (grey: number, note = '') =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    part('IHDR', Buffer.from('00000003000000020800000000', 'hex')),
    ...(note === '' ? [] : [part('tEXt', Buffer.from(note))]),
    part('IDAT', deflateSync(Buffer.alloc(8, grey))),
    part('IEND', Buffer.alloc(0)),
  ])
const file = (name: string, bytes: Uint8Array, type: 'image/png' | 'image/svg+xml' = 'image/png') => ({
  name,
  type,
  content: Buffer.from(bytes).toString('base64'),
})
const add = (name: string, id: string, bytes: Uint8Array, called = 'dot.png') =>
  as(name).call(promise.attachmentsAdd, { id, file: file(called, bytes) })
const get = (path: string, more: Record<string, string> = {}) => ledger.cast.http(new Request(`http://localhost${path}`, { headers: more }))
const srcOf = (html: string) => /<img src="([^"]+)"/.exec(html)?.[1] ?? ''
type Bytes = { bytes: Buffer; type: string; inline?: boolean }
const opened = async (name: string, src: string) => {
  const [, id = '', sha = '', no = ''] = /pages\/([^/]+)\/files\/([0-9a-f]+)\?no=(\d+)/.exec(src) ?? []
  return (await as(name).call(promise.attachmentsGet, { id, sha, no: Number(no) })) as unknown as Bytes
}
const imported = async (tree: Readonly<Record<string, string | Uint8Array>>, more: object = {}) => {
  const bytes = zipOf(Object.entries(tree).map(([name, held]) => ({ name, bytes: Buffer.from(held) })))
  const { id } = await as('ilse').call(promise.importsPreview, {
    file: { name: 'tree.zip', type: 'application/zip' as const, content: bytes.toString('base64') },
    ...more,
  })
  await as('ilse').call(promise.importsApply, { id })
  await ledger.cast.drain()
  const { items } = await as('ilse').call(promise.importsFiles, { id, limit: 500 })
  return items
}
const pageAt = async (path: string) => (await as('ilse').call(promise.pagesList, { where: [`path:is:${path}`] })).items[0]?.id ?? ''

test('pictures of a tree are shown where its texts show them, wherever they lie, and files are led to', async () => {
  const items = await imported(
    {
      'docs/a/one.md':
        '# One\n\n![A crane](img/the%20crane.png) ![Beside](<img/the crane.png>) ![Raw](img/the crane.png) ![Site](/logo.svg) ![GitBook](../.gitbook/assets/x.png)\n\n![Gone](img/gone.png) ![No picture](img/none.png)\n\n[The form](form.pdf) <img src="img/the%20crane.png" width="6">\n',
      'docs/a/img/the crane.png': png(1, 'Comment\0CANARY'),
      'docs/a/img/none.png': 'no picture',
      'docs/a/form.pdf': '%PDF-1.7 the form',
      'docs/static/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"><script>alert(1)</script></svg>',
      'docs/.gitbook/assets/x.png': png(2),
      'docs/.gitbook.yaml': 'root: ./\n',
      'docs/unused.png': png(3),
      NOTES: 'x',
    },
    { tree: 'cranes' },
  )
  expect(items.find(({ file: name }) => name === 'docs/a/one.md')?.notes.map(({ code, line, text }) => `${line} ${code} ${text}`)).toEqual([
    '5 picture.missing There is no picture “img/gone.png”: its words are shown.',
    '5 picture.unfit “img/none.png” is no picture that can be shown: broken, too large, or of another kind.',
  ])
  const id = await pageAt('docs/a/one')
  const { html } = await read('cato', id)
  expect([...html.matchAll(/<img [^>]*alt="([^"]*)" width="(\d+)" height="(\d+)"/g)].map(([, ...said]) => said.join(' '))).toEqual([
    'A crane 3 2',
    'Beside 3 2',
    'Raw 3 2',
    'Site 8 4',
    'GitBook 3 2',
    ' 6 4',
  ])
  expect(html).toContain('<span>Gone</span> <span>No picture</span>')
  expect(html).toMatch(/<a href="\/api\/handbook\/pages\/[^"]+">The form<\/a>/)
  const crane = await opened('cato', srcOf(html))
  expect([crane.type, crane.inline, crane.bytes.includes('CANARY')]).toEqual(['image/png', true, false])
  const logo = await opened('cato', /src="([^"]+)" alt="Site"/.exec(html)?.[1] ?? '')
  // drawn inside the page, and never a page of its own
  expect([logo.type, logo.inline, logo.bytes.toString().includes('script')]).toEqual(['image/svg+xml', undefined, false])
  // as it came, with what it tells: the tree leaves as it was
  const { bytes } = (await as('ilse').call(promise.exportsGet, {})) as unknown as Bytes
  expect(readZip(bytes).map(({ name }) => name)).toContain('cranes/docs/a/img/the crane.png')
})

test('a picture is there for whoever reads a part that uses it, and for nobody else', async () => {
  const groups = [await group('RIG', 'noa')]
  const page = await written('# The rig\n\nOpen.\n')
  const [open, inner, few] = await Promise.all([
    add('ilse', page.id, png(11)),
    add('ilse', page.id, png(12), 'in.png'),
    add('ilse', page.id, png(13), 'few.png'),
  ])
  expect([open.called, inner.called, few.called]).toEqual(['pictures/dot.png', 'pictures/in.png', 'pictures/few.png'])
  const sha = (one: { sha256: string }) => ({ id: page.id, sha: one.sha256 })
  // before a text shows it, it is there for whoever keeps the page
  expect(await codeOf(as('cato').call(promise.attachmentsGet, sha(open)))).toBe('attachment.unknown')
  expect(((await as('ilse').call(promise.attachmentsGet, sha(open))) as unknown as Bytes).type).toBe('image/png')
  const text = `# The rig\n\n![Open](${open.called})\n\n<!-- internal -->\n![CANARY inside](${inner.called})\n<!-- /internal -->\n\n<!-- restricted: RIG -->\n![CANARY few](${few.called})\n<!-- /restricted -->\n`
  await publish('ilse', page.id, 1, text)
  const seen = async (name: string) => {
    const { html } = await read(name, page.id)
    const codes = await Promise.all([open, inner, few].map((one) => codeOf(as(name).call(promise.attachmentsGet, sha(one)))))
    return [[...html.matchAll(/<img/g)].length, codes]
  }
  expect(await seen('noa')).toEqual([3, ['answered', 'answered', 'answered']])
  expect(await seen('cato')).toEqual([2, ['answered', 'answered', 'attachment.unknown']])
  expect((await read('cato', page.id)).html).not.toContain('few')
  // an older text did not use it, a text that never was has none, and of a page for the few there is nothing
  expect(await codeOf(as('cato').call(promise.attachmentsGet, { ...sha(open), no: 1 }))).toBe('attachment.unknown')
  expect(await codeOf(as('cato').call(promise.attachmentsGet, { ...sha(open), no: 9 }))).toBe('version.unknown')
  await as('ilse').call(promise.pagesChange, { id: page.id, audience: 'restricted', groups })
  expect(await codeOf(as('cato').call(promise.attachmentsGet, sha(open)))).toBe('page.unknown')
})

test('everyone sees pictures of public parts under their hash, and as soon as none uses one it is not there', async () => {
  const page = await written('# Tide\n\nOpen.\n', { path: 'tide' })
  const [open, inner] = await Promise.all([add('ilse', page.id, png(21)), add('ilse', page.id, png(22))])
  const source = `# Tide\n\n![The tide](${open.called})\n\n<!-- internal -->\n![CANARY](${inner.called})\n<!-- /internal -->\n`
  await publish('ilse', page.id, 1, source)
  const at = (sha: string) => get(`/handbook/files/${sha}.png`)
  expect((await at(open.sha256)).status).toBe(404)
  const { public_hash, public_html } = await as('ilse').call(promise.textsPreview, { page: page.id, source, audience: 'public' })
  // nobody outside has it yet: whoever writes sees it by the address of colleagues
  expect(public_html).toContain(`src="/api/handbook/pages/${page.id}/files/${open.sha256}?no=2"`)
  await as('ilse').call(promise.pagesChange, { id: page.id, audience: 'public', public_hash: public_hash ?? '' })
  const html = await (await get('/handbook/tide')).text()
  expect(html).toContain(`<img src="/handbook/files/${open.sha256}.png" alt="The tide" width="3" height="2"`)
  expect(html).not.toMatch(/CANARY/)
  const shown = await at(open.sha256)
  expect([shown.status, shown.headers.get('content-type'), shown.headers.get('content-security-policy')]).toEqual([
    200,
    'image/png',
    expect.stringMatching(/^sandbox; default-src 'none'/),
  ])
  expect((await get(`/handbook/files/${open.sha256}.png`, { 'if-none-match': `"${open.sha256}"` })).status).toBe(304)
  const [missing, unknown] = await Promise.all([at(inner.sha256), at('0'.repeat(64))])
  expect([missing.status, await missing.text()]).toEqual([unknown.status, await unknown.text()])
  const tree = (await as('cato').call(promise.exportsGet, { readers: 'everyone' })) as unknown as Bytes
  expect(readZip(tree.bytes).map(({ name }) => name)).toEqual(expect.arrayContaining(['tide.md', open.called]))
  expect(readZip(tree.bytes).map(({ name }) => name)).not.toContain(inner.called)
  await publish('ilse', page.id, 2, '# Tide\n')
  expect((await at(open.sha256)).status).toBe(404)
})

test('a tree changes no picture of what everyone sees, and of no procedure that was put forward', async () => {
  const tree = { 'quay/plan.md': '# Plan\n\n![Plan](plan.png) ![Later](later.png)\n', 'quay/plan.png': png(31), NOTES: 'x' }
  await imported(tree, { tree: 'plans' })
  const id = await pageAt('quay/plan')
  const before = srcOf((await read('ilse', id)).html)
  // among colleagues the newest one is shown
  await imported({ ...tree, 'quay/plan.png': png(32) }, { tree: 'plans' })
  const changed = srcOf((await read('ilse', id)).html)
  expect(changed).not.toBe(before)
  const source = tree['quay/plan.md']
  const { public_hash } = await as('ilse').call(promise.textsPreview, { page: id, source, audience: 'public' })
  await as('ilse').call(promise.pagesChange, { id, audience: 'public', public_hash: public_hash ?? '' })
  await imported({ ...tree, 'quay/plan.png': png(33), 'quay/later.png': png(34) }, { tree: 'plans' })
  const { html } = await read('ilse', id)
  expect([srcOf(html), html.includes('<span>Later</span>')]).toEqual([changed, true])
  // nor does whoever writes it, under a name that its text has already
  expect((await add('ilse', id, png(35), 'later.png')).called).toBe('pictures/later.png')
})

test('a page that has its five hundred files takes no other, and the one that it has is answered still', async () => {
  const { id } = await written('# Many\n')
  const first = await add('ilse', id, png(51))
  const { pool } = ledger.cast.house.db
  await pool.query(
    `insert into handbook.attachment (page_id, called, no, file_id, sha256, type, size, came_sha256, origin, at)
      select page_id, 'pictures/' || n || '.png', no, file_id, sha256, type, size, came_sha256, 'tree', at
      from handbook.attachment, generate_series(1, 499) n where page_id = $1`,
    [id],
  )
  const count = async () => (await pool.query('select from handbook.attachment where page_id = $1', [id])).rowCount
  expect(await codeOf(add('ilse', id, png(52)))).toBe('attachment.too_many')
  expect(await count()).toBe(500)
  expect(await add('ilse', id, png(51))).toEqual(first)
})

test('what is no picture is refused, the same one twice is one, and who may not write a page lays nothing beside it', async () => {
  const page = await written('# Lamp\n\n![x](pictures/dot.png)\n')
  expect(await codeOf(add('ilse', page.id, Buffer.from('no picture')))).toBe('attachment.unfit')
  const bomb = Buffer.from('<!DOCTYPE svg [<!ENTITY a "a">]><svg>&a;</svg>')
  expect(await codeOf(as('ilse').call(promise.attachmentsAdd, { id: page.id, file: file('a.svg', bomb, 'image/svg+xml') }))).toBe(
    'attachment.unfit',
  )
  const first = await add('ilse', page.id, png(41, 'Comment\0a'))
  // its text has that name: a picture under it would be shown unseen
  expect(first.called).toBe('pictures/dot-2.png')
  expect(await add('ilse', page.id, png(41))).toEqual(first)
  expect(await codeOf(add('cato', page.id, png(42)))).toBe('page.not_yours')
  const { findings } = await as('ilse').call(promise.textsPreview, {
    page: page.id,
    source: '# Lamp\n\n![x](a.png) ![y](pictures/dot-2.png)\n',
    audience: 'internal',
  })
  expect(findings.map(({ code, level, from, to }) => `${code} ${level} ${from}-${to}`)).toEqual(['picture.missing warn 8-44'])
})
