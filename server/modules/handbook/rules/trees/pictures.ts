import { joined, folderOf, stemOf } from './files.ts'
import type { Root } from './dialect.ts'
import { foldedName } from './names.ts'

/** Folders whose files other programs serve from the root of their site. */
const served = ['static', 'public', 'assets', '.gitbook/assets', 'docs/.gitbook/assets']

/** Files of a tree by their names, whatever the size of their letters and however their marks are written. */
export function fileNames(files: readonly string[]): ReadonlyMap<string, string> {
  return new Map(files.toReversed().flatMap((file) => [[foldedName(file), file] as const, [file.normalize('NFC'), file] as const]))
}

/**
 * Which file of a tree a page calls by a name: beside its own file, beside the address at which other programs show it, below the root of
 * its part, and where such programs keep what they serve. The first that is there.
 */
export function fileCalled(
  called: string,
  page: { file: string; root: Pick<Root, 'folder' | 'docs'> },
  names: ReadonlyMap<string, string>,
): string | undefined {
  const { file, root } = page
  const plain = called.replace(/^\/+(?:handbook\/)?/, '')
  const roots = [...new Set([root.docs, root.folder, ''])]
  const beside = called.startsWith('/') ? [] : [joined(folderOf(file), called), joined(stemOf(file), called)]
  const below = roots.flatMap((folder) => [
    joined(folder, plain),
    ...served.map((name) => joined(folder === '' ? name : `${folder}/${name}`, plain)),
  ])
  for (const one of [...beside, ...below]) {
    if (one === undefined || one === '') continue
    const found = names.get(one) ?? names.get(foldedName(one))
    if (found !== undefined) return found
  }
  return undefined
}
