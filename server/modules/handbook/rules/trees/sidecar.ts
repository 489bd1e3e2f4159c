import { jcs } from '../../../../kernel/canonical.ts'

/** What a tree says beside its texts, in a file that no other program reads. */
export const sidecarFile = '.quarterdeck/handbook.json'

type SidePage = {
  file: string
  id: string
  /** the number of the text that the file holds */
  no: number
  path: string
  former_paths: string[]
  audience: string
  /** short names, where they have one */
  groups: string[]
  number: string | null
  /** false: parts for others were left out, so that the file is not what the page says */
  whole: boolean
}
export type Sidecar = {
  format: 'handbook.tree/1'
  pages: SidePage[]
  contents: { name: string; entries: { file: string | null; label: string; blurb: string }[] }[]
}

/** Keys in one order, so that the same handbook is the same file. */
export function sidecarText(sidecar: Sidecar): string {
  return `${JSON.stringify(JSON.parse(jcs(sidecar)), null, 1)}\n`
}
