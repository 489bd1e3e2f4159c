import { pathOf } from '../paths.ts'

type Place = { tree: string; file: string }

/**
 * Where each page and each other file lies in an export: where it lay in the tree from which it came, else at its address. The tree called
 * handbook lies at the root, others each in a folder; a second one of a name has a number.
 */
export function filesOfPages<R extends Place & { bytes: Uint8Array }>(
  pages: readonly { id: string; path: string }[],
  places: ReadonlyMap<string, Place>,
  rest: readonly R[],
): { pages: Map<string, string>; rest: { file: string; bytes: Uint8Array }[] } {
  const taken = new Set<string>(['.quarterdeck/handbook.json'])
  const free = (file: string) => {
    const dot = file.lastIndexOf('.') > file.lastIndexOf('/') ? file.lastIndexOf('.') : file.length
    let name = file
    for (let n = 2; taken.has(name.normalize('NFC').toLowerCase()); n += 1) name = `${file.slice(0, dot)}-${n}${file.slice(dot)}`
    taken.add(name.normalize('NFC').toLowerCase())
    return name
  }
  const inTree = ({ tree, file }: Place) => (tree === 'handbook' ? file : `${pathOf(tree)}/${file}`)
  const laid = new Map<string, string>()
  for (const { id } of pages) {
    const place = places.get(id)
    if (place) laid.set(id, free(inTree(place)))
  }
  const beside = rest.map((one) => ({ file: free(inTree(one)), bytes: one.bytes }))
  for (const { id, path } of pages) if (!laid.has(id)) laid.set(id, free(`${path}.md`))
  return { pages: laid, rest: beside }
}
