import './inbox.css'
import { IconFilter, IconInbox, IconSettings } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { noticeDone, noticeRead, noticeReopen, noticesCount, noticesList, noticeSnooze, saidOnce } from '../../../server/doors/contract.ts'
import { useAsk, useAskPaged, useTell } from '../../ask.ts'
import { useBar } from '../../kit/bar.tsx'
import { Button, IconButton, MoreMenu } from '../../kit/controls.tsx'
import { dayText, todayHere } from '../../kit/days.ts'
import { Empty, Loading, Problem } from '../../kit/feedback.tsx'
import { useKeys } from '../../kit/keys.ts'
import { Link, useGo, useQueryText } from '../../kit/Link.tsx'
import { toast } from '../../kit/toast.tsx'
import { useSession } from '../session.ts'
import { NoticeLine } from './NoticeLine.tsx'
import { NoticeView } from './NoticeView.tsx'
import { byArrival, byDue, type Folded, folded } from './words.ts'

const states = { '': 'open', actions: 'actions', snoozed: 'snoozed' } as const
const rules = { assigned: 'My actions', mentioned: 'Mentioned', decided: 'Decided', overdue: 'Overdue', alert: 'Alerts' } as const
const changed = { stale: [noticesList, noticesCount] }

/** What waits for one: why above what, the acts at hand, the answer in place. */
export default function InboxPage() {
  const [tab] = useQueryText('tab')
  const [rule, setRule] = useQueryText('rule')
  const { data: session } = useSession()
  const go = useGo()
  const state = states[tab as keyof typeof states] ?? 'open'
  const asked = useAskPaged(noticesList, { state, ...(rule in rules ? { rule: rule as keyof typeof rules } : {}) })
  const [chosen, setChosen] = useState<string>()
  const [snoozing, setSnoozing] = useState(false)
  const { data: counts } = useAsk(noticesCount, {})
  const title = state === 'actions' ? 'My actions' : state === 'snoozed' ? 'Snoozed' : 'Inbox'
  useBar({ title, crumbs: [] })
  useEffect(() => {
    document.title = `${title} · Quarterdeck`
  }, [title])

  const notices = folded(asked.rows)
  const today = session?.today ?? todayHere()
  const groups = state === 'actions' ? byDue(notices, today) : byArrival(notices, today)
  const lines = groups.flatMap((group) => group.notices)
  const at = Math.max(
    0,
    lines.findIndex((one) => one.id === chosen),
  )
  const current = lines[at]
  const read = useTell(noticeRead, { ...changed, quiet: true })
  const list = useRef<HTMLUListElement>(null)
  const readAll = (notice: Folded) => {
    for (const one of [notice, ...notice.also]) if (!one.read_at) read.mutate({ id: one.id })
  }
  const choose = (notice: Folded | undefined) => {
    if (!notice) return
    setChosen(notice.id)
    readAll(notice)
    list.current?.querySelector(`[data-notice="${notice.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const next = () => setChosen((lines[at + 1] ?? lines[at - 1])?.id)
  const reopen = useTell(noticeReopen, changed)
  /** those that were ended with one press */
  const ended = useRef<string[]>([])
  const doneToo = useTell(noticeDone, { ...changed, quiet: true })
  const done = useTell(noticeDone, {
    ...changed,
    onDone: (notice) =>
      toast(`Done: ${saidOnce(notice).title}`, {
        undo: () => {
          for (const id of ended.current) reopen.mutate({ id })
        },
      }),
  })
  const snoozeToo = useTell(noticeSnooze, { ...changed, quiet: true })
  const snooze = useTell(noticeSnooze, {
    ...changed,
    onDone: (notice) => {
      const { id, snoozed_until: until } = notice
      toast(
        until ? `Back on ${dayText(until, 'weekday', today)}` : 'Back in the inbox',
        until ? { undo: () => snooze.mutate({ id, until: null }) } : {},
      )
    },
  })
  const acts = {
    next,
    done: () => {
      if (!current) return
      next()
      ended.current = [current, ...current.also].map(({ id }) => id)
      for (const { id } of current.also) doneToo.mutate({ id })
      done.mutate({ id: current.id })
    },
    snooze: (until: string | null) => {
      if (!current) return
      next()
      for (const { id } of current.also) snoozeToo.mutate({ id, until })
      snooze.mutate({ id: current.id, until })
    },
    open: () => {
      if (!current) return
      readAll(current)
      go(current.subject.href)
    },
  }
  useKeys('Inbox', [
    { keys: 'J', says: 'Next', run: () => choose(lines[at + 1]) },
    { keys: 'K', says: 'One before', run: () => choose(lines[at - 1]) },
    { keys: 'ArrowDown', says: 'Next', run: () => choose(lines[at + 1]) },
    { keys: 'ArrowUp', says: 'One before', run: () => choose(lines[at - 1]) },
    { keys: 'E', says: 'Done', run: acts.done },
    { keys: 'H', says: 'Snooze', run: () => setSnoozing(true) },
    { keys: 'Enter', says: 'Open', run: acts.open },
  ])
  return (
    <div className="inbox" data-chosen={chosen ? true : undefined}>
      <div className="inbox-head">
        <h1 className="unseen">{title}</h1>
        <nav className="inbox-tabs" aria-label="Parts of the inbox">
          <Tab title="Inbox" href="/inbox" count={counts?.open} current={state === 'open'} />
          <Tab title="My actions" href="/inbox?tab=actions" count={counts?.actions} current={state === 'actions'} />
          <Tab title="Snoozed" href="/inbox?tab=snoozed" count={counts?.snoozed} current={state === 'snoozed'} />
        </nav>
        <span className="inbox-tools">
          <MoreMenu
            label="Only some reasons"
            target={
              <IconButton label={rule in rules ? `Only: ${rules[rule as keyof typeof rules]}` : 'Only some reasons'} size={28}>
                <IconFilter size={16} stroke={1.75} aria-hidden data-on={rule in rules || undefined} />
              </IconButton>
            }
            acts={[
              { title: 'All reasons', onClick: () => setRule('') },
              ...Object.entries(rules).map(([value, says]) => ({ title: says, onClick: () => setRule(value) })),
            ]}
          />
          <IconButton label="What reaches me by letter" size={28} onClick={() => go('/people/me?tab=letters')}>
            <IconSettings size={16} stroke={1.75} aria-hidden />
          </IconButton>
        </span>
      </div>
      {asked.error ? (
        <Problem error={asked.error} again={() => void asked.refetch()} />
      ) : asked.isPending ? (
        <div className="inbox-list">
          <Loading rows={6} />
        </div>
      ) : lines.length === 0 ? (
        <Empty
          title={state === 'snoozed' ? 'Nothing is put away' : state === 'actions' ? 'Nobody waits for you' : 'All done'}
          icon={<IconInbox size={20} />}
          {...(rule
            ? {
                action: (
                  <Button variant="default" onClick={() => setRule('')}>
                    Show all reasons
                  </Button>
                ),
              }
            : {})}
        >
          {state === 'snoozed'
            ? 'What you snooze comes back on its day.'
            : 'Here stands what colleagues ask of you, where they mention you, and what was decided.'}
        </Empty>
      ) : (
        <div className="inbox-two">
          <div className="inbox-list">
            <ul ref={list} aria-label={title}>
              {groups.map((group) => (
                <li key={group.title}>
                  <h2>{group.title}</h2>
                  <ul>
                    {group.notices.map((notice) => (
                      <NoticeLine
                        key={notice.id}
                        notice={notice}
                        today={today}
                        current={notice === current}
                        onChoose={() => choose(notice)}
                      />
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
            {asked.hasNextPage && (
              <Button size="xs" variant="subtle" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
                Show older ones
              </Button>
            )}
          </div>
          {current && (
            <NoticeView
              key={current.id}
              notice={current}
              today={today}
              snoozing={snoozing}
              onSnoozing={setSnoozing}
              acts={acts}
              onBack={() => setChosen(undefined)}
            />
          )}
        </div>
      )}
    </div>
  )
}

function Tab({ title, href, count, current }: { title: string; href: string; count: number | undefined; current: boolean }) {
  return (
    <Link href={href} current={current}>
      {title} {count !== undefined && count > 0 && <span className="num faint">{count}</span>}
    </Link>
  )
}
