import { Refusal } from '../../../kernel/refusal.ts'
import { slugOf } from './anchors.ts'

const taken = new Set(['directory', 'search', 'feed', 'sitemap', 'new'])

/** The address of a page below `/handbook/`: words in lower case with `-` between them, and `/` between levels, at most six. */
export function fitPath(path: string): void {
  if (path.length > 200 || !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*){0,5}$/.test(path))
    throw new Refusal(
      'invalid',
      'page.path_invalid',
      'An address has small letters, digits and - in words, and / between levels: sales/quotes.',
    )
  if (taken.has(path.split('/')[0] ?? ''))
    throw new Refusal('refused', 'page.path_reserved', 'The handbook itself needs this address. Choose another.')
}

/** What a title is as an address. */
export function pathOf(title: string): string {
  const plain = title.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss')
  return (
    slugOf(plain)
      .replaceAll(/[^a-z0-9-]/g, '')
      .replaceAll(/-+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 80) || 'page'
  )
}
