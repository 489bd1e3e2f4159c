import './home.css'
import { IconChecks, IconFlag3 } from '@tabler/icons-react'
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'
import { type AskOutput, useAsk } from '../ask.ts'
import { Answer, Empty, Loading } from '../kit/feedback.tsx'
import { dayText, withDays } from '../kit/days.ts'
import { Link } from '../kit/Link.tsx'
import { Page, Section, Split } from '../kit/layout.tsx'
import { Button } from '../kit/controls.tsx'
import { Day, Instant } from '../kit/values.tsx'
import { home, useMay, useSession } from './session.ts'

type Plan = { CompanyPlan?: ComponentType; default?: ComponentType }

/** The plan comes from its own room; a house without that room has an empty place instead. */
const planFiles = import.meta.glob<Plan>('../modules/strategy/CompanyPlan.tsx')
const CompanyPlan = lazy(async () => {
  const found = await planFiles['../modules/strategy/CompanyPlan.tsx']?.()
  return { default: found?.CompanyPlan ?? found?.default ?? NoPlan }
})

/** The day of the business-operations lead: the plan, what waits, what happened. */
export function Home() {
  const asked = useAsk(home, {}, { refetchInterval: 30_000 })
  const { data: session } = useSession()
  const may = useMay()
  return (
    <Page title="Home" heading={greeting(session?.actor?.name)} {...(session ? { note: dayText(session.today) } : {})}>
      <Split
        side={
          <>
            <Section title="Needs attention">
              <Answer of={asked} loading={<Loading lines={4} />}>
                {(answer) => <Attention items={answer.attention} />}
              </Answer>
            </Section>
            <Section title="Today">
              <Answer of={asked} loading={<Loading lines={6} />}>
                {(answer) => <Today items={answer.today} />}
              </Answer>
            </Section>
          </>
        }
      >
        {may('strategy.read') ? (
          <Suspense fallback={<Loading block={420} />}>
            <CompanyPlan />
          </Suspense>
        ) : (
          <Empty title="Welcome" icon={<IconFlag3 size={20} />}>
            What you may work with is at the left. Press Ctrl K (⌘ K) to find anything.
          </Empty>
        )}
      </Split>
    </Page>
  )
}

function NoPlan() {
  return (
    <div className="card">
      <Empty title="No company plan yet" icon={<IconFlag3 size={20} />} action={<Button href="/strategy">Open plans</Button>}>
        The plan says where the company goes and by which measures it knows. Import one, and its measures become live numbers here.
      </Empty>
    </div>
  )
}

function Attention({ items }: { items: AskOutput<typeof home>['attention'] }) {
  if (items.length === 0) {
    return (
      <p className="all-clear">
        <IconChecks size={17} aria-hidden /> Nothing waits for you.
      </p>
    )
  }
  return (
    <ul className="lines">
      {items.map((item) => (
        <li key={`${item.href}${item.title}`}>
          <Link href={item.href} className="line-link">
            <span className="line-title">{wholeNumbers(item.title)}</span>
            <span className="line-note">
              {withDays(item.detail)}
              {item.due_day && (
                <>
                  {' '}
                  · due <Day day={item.due_day} />
                </>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Today({ items }: { items: AskOutput<typeof home>['today'] }) {
  const [all, setAll] = useState(false)
  if (items.length === 0) return <p className="faint">Nothing has happened yet today.</p>
  const shown = all ? items : items.slice(0, 10)
  return (
    <ol className="lines">
      {shown.map((item) => (
        <li key={`${item.at}${item.text}`}>
          <div className="line-link">
            <span className="line-title">
              {item.href ? <Link href={item.href}>{wholeNumbers(item.text)}</Link> : wholeNumbers(item.text)}
            </span>
            <span className="line-note">
              {item.actor} · <Instant at={item.at} ago />
            </span>
          </div>
        </li>
      ))}
      {shown.length < items.length && (
        <li>
          <button type="button" className="linkish lines-more" onClick={() => setAll(true)}>
            Show {items.length - shown.length} more
          </button>
        </li>
      )}
    </ol>
  )
}

function greeting(name: string | undefined): string {
  const hour = new Date().getHours()
  const part = hour < 5 ? 'Good night' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'
  return name ? `${part}, ${name.split(' ')[0]}` : part
}

/** Numbers of ours (Q-000440) are not broken over two lines. */
function wholeNumbers(text: string): ReactNode {
  return text.split(/(\b[A-Z]+(?:-\w+)*-\d+\b)/).map((part, at) =>
    at % 2 === 1 ? (
      <span key={part} className="nowrap">
        {part}
      </span>
    ) : (
      part
    ),
  )
}
