import type { ReactNode } from 'react'
import { Page } from '../layout.tsx'
import { useQueryText } from '../Link.tsx'
import { type Figure, Figures } from './Figures.tsx'
import { Rail, type RailPart } from './Rail.tsx'
import { RecordHead, type RecordHeadProps } from './RecordHead.tsx'
import { type RecordTab, RecordTabs } from './RecordTabs.tsx'

type Crumb = { title: string; href: string }

type RecordProps = Omit<RecordHeadProps, 'name'> & {
  title: string
  crumbs: Crumb[]
  /** the four that matter, no more */
  figures?: (Figure | undefined | false)[]
  /** a NextAct where something is due; nothing due: nothing */
  next?: ReactNode
  /** parts of the record; one alone is shown without tabs */
  tabs: (RecordTab | undefined | false)[]
  /** what people said and did; a tab of the record where the screen is narrow */
  rail?: RailPart[]
}

/** One thing of the business: who, how much, what is due; its parts; and beside it what was said and done. */
export function Record({ title, crumbs, figures = [], next, tabs, rail = [], ...head }: RecordProps) {
  const [chosen] = useQueryText('tab')
  const shown = tabs.filter((tab) => tab !== undefined && tab !== false)
  const aside = rail.some((part) => part.id === chosen) ? chosen : undefined
  const current = shown.find((tab) => tab.id === chosen) ?? shown[0]
  return (
    <Page title={title} crumbs={crumbs} width="record">
      <div className="record" data-rail={rail.length > 0 || undefined} data-aside={aside}>
        <div className="record-main">
          <RecordHead name={title} {...head} />
          <Figures of={figures} />
          {next}
          {(shown.length > 1 || rail.length > 0) && <RecordTabs tabs={shown} rail={rail} current={current?.id} aside={aside} />}
          <div className="record-body">{current?.body}</div>
        </div>
        {rail.length > 0 && <Rail parts={rail} shown={aside} />}
      </div>
    </Page>
  )
}
