import { pathOf } from '../paths.ts'
import { Names } from './names.ts'
import { sidecarFile } from './sidecar.ts'

type Place = { tree: string; file: string }

/**
 * Where each page and each other file lies in an export: where it lay in the tree from which it came, else at its address. The tree called
 * handbook lies at the root, others each in a folder. Whatever they are called, they can be unpacked: see `Names`.
 */
export function filesOfPages<R extends Place & { bytes: Uint8Array }>(
  pages: readonly { id: string; path: string }[],
  places: ReadonlyMap<string, Place>,
  rest: readonly R[],
): { pages: Map<string, string>; rest: { file: string; bytes: Uint8Array }[] } {
  const names = new Names([sidecarFile])
  const inTree = ({ tree, file }: Place) => (tree === 'handbook' ? file : `${pathOf(tree)}/${file}`)
  const laid = new Map<string, string>()
  for (const { id } of pages) {
    const place = places.get(id)
    if (place) laid.set(id, names.free(inTree(place)))
  }
  const beside = rest.map((one) => ({ file: names.free(inTree(one)), bytes: one.bytes }))
  for (const { id, path } of pages) if (!laid.has(id)) laid.set(id, names.free(`${path}.md`))
  return { pages: laid, rest: beside }
}
