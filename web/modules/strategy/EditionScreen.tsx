import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { editionsDocument, editionsGet, editionsJson, editionsPdf, plansMakeCurrent } from '../../../server/modules/strategy/contract.ts'
import { fileHref, useAsk, useTell } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { useRecordActs } from '../../kit/acts.ts'
import type { CommentsProps } from '../../kit/comments/Comments.tsx'
import { later } from '../../kit/later.tsx'
import { Answer, Button, Confirm, Loading, MoreMenu, Page, Status, useQueryText } from '../../kit/index.ts'
import type { Edition } from './editions.ts'
import { PageTab } from './PageTab.tsx'
import './strategy.css'
import { levelWords, measuresIn, type Page as PlanPageData, periodText, stateWords } from './words.ts'

type Of = { page: PlanPageData }
const shape = <Loading block={520} />

// the page is what most come for; each other part comes when it is opened
const AlignmentTab = later<{ slug: string }>(async () => ({ default: (await import('./alignment/AlignmentTab.tsx')).AlignmentTab }), shape)
const BudgetTab = later<Of>(async () => ({ default: (await import('./BudgetTab.tsx')).BudgetTab }), shape)
const Comments = later<CommentsProps>(async () => ({ default: (await import('../../kit/comments/Comments.tsx')).Comments }), shape)
const EditorTab = later<Of>(async () => ({ default: (await import('./editor/EditorTab.tsx')).EditorTab }), shape)
const HistoryTab = later<Of & { editions: Edition[] }>(async () => ({ default: (await import('./HistoryTab.tsx')).HistoryTab }), shape)
const MeasuresTab = later<Of>(async () => ({ default: (await import('./MeasuresTab.tsx')).MeasuresTab }), shape)
const PublicTab = later<Of>(async () => ({ default: (await import('./PublicTab.tsx')).PublicTab }), shape)
const UpdatesTab = later<Of>(async () => ({ default: (await import('./UpdatesTab.tsx')).UpdatesTab }), shape)

/** A plan's screen: the page, its measures, its text, its history. */
export function EditionScreen({ id, base, editions }: { id: string; base: string; editions: Edition[] }) {
  const asked = useAsk(editionsGet, { id }, { refetchInterval: 10_000 })
  return (
    <Answer of={asked} loading={<Loading block={520} />}>
      {(page) => <Screen page={page} base={base} editions={editions} />}
    </Answer>
  )
}

function Screen({ page, base, editions }: { page: PlanPageData; base: string; editions: Edition[] }) {
  const [tab] = useQueryText('tab', 'page')
  const [asking, setAsking] = useState(false)
  const current = useTell(plansMakeCurrent)
  const may = useMay()
  const { id } = page.edition
  const crumbs = [{ title: 'Plans', href: '/strategy' }]
  if (page.plan.parent) crumbs.push({ title: page.plan.parent.title, href: `/strategy/plans/${page.plan.parent.slug}` })
  const acts = [
    { title: 'Markdown, as it came', href: fileHref(editionsDocument, { id }), download: true },
    { title: 'Markdown, canonical', href: fileHref(editionsDocument, { id, style: 'canonical' }), download: true },
    { title: 'Markdown with bindings', href: fileHref(editionsDocument, { id, bindings: 1 }), download: true },
    { title: 'JSON', href: fileHref(editionsJson, { id }), download: true },
    { title: 'PDF on A4', href: fileHref(editionsPdf, { id, paper: 'a4' }), download: true },
    ...(page.may.includes('make_current') && !page.edition.counts
      ? [{ title: 'Let this edition count', onClick: () => setAsking(true) }]
      : []),
  ]
  useRecordActs(page.title.core, [
    { title: 'Print', words: 'paper', run: () => window.print() },
    ...acts.map(({ title, href, onClick }) => ({ title, words: 'export', run: onClick ?? (() => window.location.assign(href ?? '')) })),
    { title: 'Comment on it', href: `${base}?tab=comments` },
  ])
  const measures = measuresIn(page).filter((item) => !item.struck)
  return (
    <Page
      title={page.title.core}
      badge={<Status value={page.edition.state} {...stateWords(page.edition)} />}
      note={[`${levelWords[page.plan.level]} plan`, periodText(page.edition.period_from, page.edition.period_to)]
        .filter(Boolean)
        .join(' · ')}
      crumbs={crumbs}
      tabs={[
        { title: 'Page', href: base },
        { title: 'Measures', href: `${base}?tab=measures`, count: measures.length },
        { title: 'Alignment', href: `${base}?tab=alignment` },
        { title: 'Updates', href: `${base}?tab=updates` },
        { title: 'Budget', href: `${base}?tab=budget` },
        { title: page.may.includes('edit') ? 'Write' : 'Source', href: `${base}?tab=source` },
        { title: 'Public', href: `${base}?tab=public` },
        { title: 'Comments', href: `${base}?tab=comments` },
        { title: 'History', href: `${base}?tab=history` },
      ]}
      actions={
        <>
          <Button variant="default" onClick={() => window.print()} leftSection={<IconPrinter size={16} aria-hidden />}>
            Print
          </Button>
          <Button variant="default" href={fileHref(editionsPdf, { id })} download leftSection={<IconFileTypePdf size={16} aria-hidden />}>
            PDF
          </Button>
          <MoreMenu label="Export and more" acts={acts} />
        </>
      }
    >
      {tab === 'source' ? (
        <EditorTab page={page} />
      ) : tab === 'history' ? (
        <HistoryTab page={page} editions={editions} />
      ) : tab === 'updates' ? (
        <UpdatesTab page={page} />
      ) : tab === 'budget' ? (
        <BudgetTab page={page} />
      ) : tab === 'public' ? (
        <PublicTab page={page} />
      ) : tab === 'comments' ? (
        <div className="plan-comments">
          <Comments of={{ kind: 'edition', id, title: page.title.core }} writes={may('house.comment')} />
        </div>
      ) : tab === 'alignment' ? (
        <AlignmentTab slug={page.plan.slug} />
      ) : tab === 'measures' ? (
        <MeasuresTab page={page} />
      ) : (
        <PageTab page={page} base={base} />
      )}
      <Confirm
        open={asking}
        title="Let this edition count?"
        act="Let it count"
        onConfirm={() => current.mutateAsync({ slug: page.plan.slug, edition_id: id })}
        onClose={() => setAsking(false)}
      >
        Lists and the home page then show edition {page.edition.no}, until an edition is vetted for the day. Your name and the time are
        kept.
      </Confirm>
    </Page>
  )
}
