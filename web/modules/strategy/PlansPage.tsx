import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { type PlanLine, plansList } from '../../../server/modules/strategy/contract.ts'
import { useAskPaged } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import {
  Answer,
  Button,
  dayText,
  Empty,
  Loading,
  Page,
  PlainTable,
  Link,
  Row,
  Segments,
  Stack,
  Status,
  Tag,
  TextInput,
} from '../../kit/index.ts'
import { Height } from './Height.tsx'
import './strategy.css'
import { levelWords, stateWords } from './words.ts'

type Show = 'all' | 'counts' | 'drafts'
type Branch = { plan: PlanLine; depth: number }

/** All plans as a tree: the company's first, under each the plans that serve it. */
export default function PlansPage() {
  const asked = useAskPaged(plansList, { limit: 200 })
  const may = useMay()
  const [words, setWords] = useState('')
  const [show, setShow] = useState<Show>('all')
  return (
    <Page
      title="Plans"
      note="Each on one page: vision, priorities, methods, obstacles, measures."
      actions={
        <>
          {may('strategy.import') && (
            <Button variant="default" href="/strategy/import">
              Import
            </Button>
          )}
          {may('strategy.write') && (
            <Button href="/strategy/new" leftSection={<IconPlus size={16} aria-hidden />}>
              New plan
            </Button>
          )}
        </>
      }
    >
      <Answer of={asked} loading={<Loading rows={8} />}>
        {() => (
          <Stack gap={3}>
            <Row between>
              <TextInput
                aria-label="Search plans"
                placeholder="Search plans"
                value={words}
                onChange={(event) => setWords(event.currentTarget.value)}
              />
              <Segments
                label="Which plans"
                value={show}
                onChange={setShow}
                options={[
                  { value: 'all', label: 'All' },
                  { value: 'counts', label: 'That count' },
                  { value: 'drafts', label: 'Drafts' },
                ]}
              />
            </Row>
            <Tree rows={branches(fitting(asked.rows, words, show))} />
            {asked.hasNextPage && (
              <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
                More plans
              </Button>
            )}
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

function Tree({ rows }: { rows: Branch[] }) {
  const may = useMay()
  return (
    <PlainTable
      label="Plans"
      rows={rows}
      rowKey={({ plan }) => plan.id}
      rowHref={({ plan }) => `/strategy/plans/${plan.slug}`}
      empty={
        <Empty title="No plans here" action={may('strategy.import') ? <Button href="/strategy/import">Import plans</Button> : undefined}>
          Start from the template, or import the Markdown you have: every byte of it is kept.
        </Empty>
      }
      columns={[
        {
          id: 'title',
          title: 'Plan',
          phone: 'title',
          cell: ({ plan, depth }) => (
            <span className="plan-branch" style={{ paddingInlineStart: `${depth * 20}px` }}>
              {plan.title}
              {plan.edition?.stub && <span className="faint"> to be written</span>}
            </span>
          ),
        },
        { id: 'level', title: 'Level', cell: ({ plan }) => levelWords[plan.level] },
        {
          id: 'period',
          title: 'Period',
          cell: ({ plan }) => <span className="num">{shortPeriod(plan.edition?.period_from, plan.edition?.period_to)}</span>,
        },
        {
          id: 'state',
          title: 'State',
          cell: ({ plan }) => plan.edition && <Status value={plan.edition.state} {...stateWords(plan.edition)} />,
        },
        {
          id: 'defects',
          title: 'Does not fit',
          cell: ({ plan }) => plan.edition && <Defects edition={plan.edition} slug={plan.slug} />,
        },
        {
          id: 'done',
          title: 'Written',
          align: 'right',
          cell: ({ plan }) => (
            <span className="num">{plan.edition?.completeness === null || !plan.edition ? '' : `${plan.edition.completeness}%`}</span>
          ),
        },
        {
          id: 'measures',
          title: 'Live measures',
          align: 'right',
          cell: ({ plan }) => <span className="num">{plan.edition?.measures ?? 0}</span>,
        },
        {
          id: 'lines',
          title: 'Height',
          phone: 'hide',
          cell: ({ plan }) => plan.edition && !plan.edition.stub && <Height check={heightOf(plan.edition.lines_used)} />,
        },
      ]}
    />
  )
}

/** "Feb 1, 2026 – Jan 31, 2027": a row has no room for names of months. */
function shortPeriod(from: string | null | undefined, to: string | null | undefined): string {
  return from && to ? `${dayText(from, 'day', '')} – ${dayText(to, 'day', '')}` : ''
}

/** How much of it does not fit: errors in clay, the rest as a number; nothing where everything does. */
function Defects({ edition: { errors, warnings }, slug }: { edition: NonNullable<PlanLine['edition']>; slug: string }) {
  if (errors + warnings === 0) return null
  const says = errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : `${warnings} to look at`
  return (
    <Link href={`/strategy/plans/${slug}?tab=alignment`}>
      <Tag tone={errors > 0 ? 'bad' : 'calm'}>{says}</Tag>
    </Link>
  )
}

/** A plan's height as the one-page gate has it: 57 lines of 12 points. */
function heightOf(lines: number) {
  return { lines_used: lines, lines_most: 57, lines_over: Math.max(0, lines - 57), header_lines: 0, fits: lines <= 57 }
}

function fitting(plans: PlanLine[], words: string, show: Show): PlanLine[] {
  const wanted = words.trim().toLowerCase()
  return plans.filter((plan) => {
    if (show === 'counts' && !plan.edition?.counts) return false
    if (show === 'drafts' && plan.edition?.state !== 'draft') return false
    return wanted === '' || plan.title.toLowerCase().includes(wanted)
  })
}

const levels = ['company', 'department', 'team', 'initiative']

/** The plans in the order of a tree; one whose parent is not shown stands at the margin. */
function branches(plans: PlanLine[]): Branch[] {
  const shown = new Set(plans.map((plan) => plan.slug))
  const below = Map.groupBy(plans, (plan) => (plan.parent_slug && shown.has(plan.parent_slug) ? plan.parent_slug : ''))
  const rows: Branch[] = []
  const seen = new Set<string>()
  const grow = (parent: string, depth: number) => {
    const own = [...(below.get(parent) ?? [])].sort(
      (a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || a.title.localeCompare(b.title),
    )
    for (const plan of own) {
      if (seen.has(plan.slug)) continue
      seen.add(plan.slug)
      rows.push({ plan, depth })
      grow(plan.slug, depth + 1)
    }
  }
  grow('', 0)
  return rows
}
