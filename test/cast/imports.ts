import * as promise from '../../server/modules/handbook/contract.ts'
import { readZip, unpack } from '../../server/kernel/files/zip.ts'
import { zipOf } from '../../server/kernel/files/zip-write.ts'
import { cameOf } from './messy-tree.ts'
import { pages } from './pages.ts'

type Tree = Readonly<Record<string, string | Uint8Array>>

/** A handbook into which trees are taken, and out of which they leave again. */
export function imports() {
  const cast = pages()
  const { ledger, as } = cast
  // what lies beside the folders, so that none of them is taken for that of the whole
  const packed = (tree: Tree) => zipOf(cameOf({ NOTES: 'x', ...tree }).map(({ file, bytes }) => ({ name: file, bytes })))
  const sent = (bytes: Uint8Array, more: object = {}) =>
    as('ilse').call(promise.importsPreview, {
      file: { name: 'tree.zip', type: 'application/zip' as const, content: Buffer.from(bytes).toString('base64') },
      ...more,
    })
  const files = async (id: string) => (await as('ilse').call(promise.importsFiles, { id, limit: 500 })).items
  const said = async (id: string) =>
    (await files(id))
      .filter(({ kind }) => kind === 'page')
      .map(({ file, verdict, code, state }) => `${file} ${verdict} ${code ?? '-'} ${state}`)
  const applied = async (id: string, more: object = {}) => {
    await as('ilse').call(promise.importsApply, { id, ...more })
    await ledger.cast.drain()
    return as('ilse').call(promise.importsGet, { id })
  }
  const taken = async (tree: Tree, more: object = {}, how: object = {}) => {
    const { id } = await sent(packed(tree), more)
    return { id, after: await applied(id, how) }
  }
  const exported = async () => {
    const { bytes } = (await as('ilse').call(promise.exportsGet, {})) as unknown as { bytes: Buffer }
    return new Map(readZip(bytes).map((entry) => [entry.name, unpack(bytes, entry)]))
  }
  const count = async (what: string) =>
    Number((await ledger.cast.house.db.pool.query(`select count(*) as n from handbook.${what}`)).rows[0].n)
  return { ...cast, packed, sent, files, said, applied, taken, exported, count }
}
