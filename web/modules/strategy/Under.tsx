import { lineView } from '../../kit/index.ts'
import type { Page } from './words.ts'

type Item = Page['sections'][number]['items'][number]

/** What stands under an item: the other columns of its row, its paragraphs. */
export function Under({ item }: { item: Pick<Item, 'under'> }) {
  return item.under.map((words) => (
    <p key={words} className="plan-under quiet">
      {lineView(words.replaceAll('\n', ' '))}
    </p>
  ))
}
