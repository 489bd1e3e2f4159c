import { plansGoalposts } from '../../../server/modules/strategy/contract.ts'
import { type AskOutput, useAskPaged } from '../../ask.ts'
import { Button, Chart, dayText, type Line, Link, percentText, Section } from '../../kit/index.ts'
import { figureText, type Measure, measuresIn, type Page } from './words.ts'

type Post = AskOutput<typeof plansGoalposts>['items'][number]
type Item = ReturnType<typeof measuresIn>[number]

/** What of the plan's promises has moved since they were vetted: each with its course against the first one and against today's. */
export function Goalposts({ page }: { page: Page }) {
  const asked = useAskPaged(plansGoalposts, { slug: page.plan.slug })
  if (asked.rows.length === 0) return null
  const moved = measuresIn(page).filter((item) => item.measure?.first)
  return (
    <Section title="What has moved since it was vetted" note="Each change of a target, a day or what is counted">
      {moved.map((item) => item.measure && <Course key={item.key} item={item} measure={item.measure} page={page} />)}
      <ul className="plan-goalposts">
        {asked.rows.map((post) => (
          <li key={post.id}>
            <span className="num quiet">{dayText(post.day)}</span>
            <span>{post.text}</span>
            <span className="num">
              {fieldWords[post.field]} {valueText(post, post.from)} → <strong>{valueText(post, post.to)}</strong>
            </span>
            <span className="quiet">
              {post.by}
              {post.decision && (
                <>
                  , by <Link href={`/decisions/decisions/${post.decision.id}`}>{post.decision.number}</Link>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {asked.hasNextPage && (
        <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          Older changes
        </Button>
      )}
    </Section>
  )
}

const fieldWords: Record<Post['field'], string> = {
  target: 'Target',
  target_high: 'Upper bound',
  due: 'By',
  scope: 'Counted',
  steps: 'Steps',
}

function valueText({ field, unit }: Post, value: string | null): string {
  if (value === null) return 'none'
  return field === 'due' ? dayText(value) : field === 'scope' ? value : figureText(value, unit, true)
}

function Course({ item, measure, page }: { item: Item; measure: Measure; page: Page }) {
  const { first } = measure
  if (!first || measure.spark.length < 2) return null
  const from = page.edition.period_from ?? measure.spark[0]?.day ?? ''
  const plan = lineTo('Promised now', measure, measure, from, measure.steps)
  const ghost = lineTo('Promised at first', measure, first, from)
  return (
    <Chart
      title={item.text}
      note={stands(measure)}
      format={(value) => figureText(String(value), measure.unit)}
      short={(value) => figureText(String(value), measure.unit, true)}
      actual={{ label: 'So far', points: measure.spark.map(({ day, value }) => ({ day, value: Number(value) })) }}
      {...(plan ? { plan } : {})}
      {...(ghost ? { ghost } : {})}
      better={measure.direction === 'decrease' || measure.direction === 'at_most' ? 'down' : 'up'}
      height={200}
    />
  )
}

type Goal = { target: string | null; due: string | null }

function lineTo(
  label: string,
  { direction, baseline }: Measure,
  { target, due }: Goal,
  from: string,
  steps: Measure['steps'] = [],
): Line | undefined {
  if (target === null || due === null) return undefined
  const moves = direction === 'increase' || direction === 'decrease'
  return {
    label,
    points: [
      { day: from, value: moves ? Number(baseline) : Number(target) },
      ...steps.map(({ date, value }) => ({ day: date, value: Number(value) })),
      { day: due, value: Number(target) },
    ],
  }
}

/** "61% of the way that was promised at first, 82% of today's". */
export function stands({ first, progress, target, due, unit }: Measure): string {
  if (!first) return ''
  const of = (one: Goal) => `${figureText(one.target, unit, true)}${one.due ? ` by ${dayText(one.due)}` : ''}`
  if (first.progress === null || progress === null) return `At first ${of(first)}, now ${of({ target, due })}`
  return `${percentText(Number(first.progress))} of the way to ${of(first)}, as promised at first; ${percentText(Number(progress))} of the way to ${of({ target, due })}`
}
