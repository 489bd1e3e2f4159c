import './home/home.css'
import { IconAdjustmentsHorizontal, IconArrowBackUp, IconChevronDown, IconLayoutGrid } from '@tabler/icons-react'
import { useState } from 'react'
import { homeArrange, homeChoose, homeReset } from '../../server/doors/contract.ts'
import { type AskOutput, useAsk, useTell } from '../ask.ts'
import { Board } from '../kit/board/Board.tsx'
import { Button, MoreMenu } from '../kit/controls.tsx'
import { dayText } from '../kit/days.ts'
import { Answer, Loading } from '../kit/feedback.tsx'
import { Page } from '../kit/layout.tsx'
import { FirstSteps } from './home/FirstSteps.tsx'
import { closingOf, greetingOf, sentenceOf } from './home/sentence.ts'
import { Tile, useTile } from './home/Tile.tsx'
import { home, useSession } from './session.ts'

type Answered = AskOutput<typeof home>
type Session = NonNullable<ReturnType<typeof useSession>['data']>

/** The page of the day: a new company's way, or the board of one's role. */
export function Home() {
  const [picked, setPicked] = useState<string>()
  const asked = useAsk(home, picked && picked !== 'setup' ? { board: picked } : {}, { keep: true })
  const { data: session } = useSession()
  return (
    <Answer of={asked} loading={<Waiting />}>
      {(answer) => (session ? <Opened answer={answer} session={session} picked={picked} onPick={setPicked} /> : <Waiting />)}
    </Answer>
  )
}

function Waiting() {
  return (
    <Page title="Home">
      <Loading block={420} />
    </Page>
  )
}

type Opening = { answer: Answered; session: Session; picked: string | undefined; onPick: (board: string) => void }

function Opened({ answer, session, picked, onPick }: Opening) {
  const [arranging, setArranging] = useState(false)
  const choose = useTell(homeChoose, { stale: [] })
  const steps = picked === 'setup' || answer.board.key === 'setup' ? answer.setup : null
  const board = steps ? { key: 'setup', title: 'First steps', own: false } : answer.board
  const pick = (key: string) => {
    setArranging(false)
    onPick(key)
    if (key !== 'setup') choose.mutate({ board: key })
  }
  const greeting = greetingOf(session.actor?.name, new Date().getHours())
  return (
    <Page
      title="Home"
      heading={
        steps ? (
          <>
            <span className="home-line">{greeting}</span>
            <StepsLead steps={steps} />
          </>
        ) : (
          <>
            <span className="home-line">
              {greeting} · {longDay(session.today)} · {closingOf(board.key, session.today, session.company?.fiscal_year_end ?? '12-31')}
            </span>
            <Lead board={board.key} today={session.today} />
          </>
        )
      }
      actions={
        <>
          {answer.boards.length > 1 && (
            <MoreMenu
              acts={answer.boards.map(({ key, title }) => ({ title, onClick: () => pick(key) }))}
              target={
                <Button
                  variant="subtle"
                  className="home-board"
                  leftSection={<IconLayoutGrid size={15} aria-hidden />}
                  rightSection={<IconChevronDown size={14} aria-hidden />}
                >
                  <span>
                    <span className="unseen">Board: </span>
                    {board.title.replace(/ board$/, '')} <span className="home-board-word">board</span>
                  </span>
                </Button>
              }
            />
          )}
          {!steps && (
            <Button
              variant="default"
              className="home-arrange"
              leftSection={<IconAdjustmentsHorizontal size={15} aria-hidden />}
              aria-label={arranging ? 'Done' : 'Arrange'}
              aria-pressed={arranging}
              onClick={() => setArranging(!arranging)}
            >
              {arranging ? 'Done' : 'Arrange'}
            </Button>
          )}
        </>
      }
    >
      {steps ? <FirstSteps steps={steps} /> : <Laid key={board.key} answer={answer} arranging={arranging} />}
    </Page>
  )
}

/** The board as it lies; each change of the layout is kept at once, and the role's own layout is one act away. */
function Laid({ answer, arranging }: { answer: Answered; arranging: boolean }) {
  const { board } = answer
  const [order, setOrder] = useState<string[]>()
  const arrange = useTell(homeArrange, { stale: [home] })
  const reset = useTell(homeReset, { stale: [home], onDone: () => setOrder(undefined) })
  const known = [...answer.tiles, ...answer.more]
  const keys = order ?? answer.tiles.map(({ key }) => key)
  const tiles = keys.flatMap((key) => known.find((tile) => tile.key === key) ?? [])
  const change = (next: string[]) => {
    setOrder(next)
    arrange.mutate({ board: board.key, tiles: next })
  }
  return (
    <>
      <Board tiles={tiles} more={known.filter((tile) => !keys.includes(tile.key))} arranging={arranging} onChange={change}>
        {(tile) => <Tile tile={tile} beside={keys} />}
      </Board>
      {arranging && (board.own || order !== undefined) && (
        <p className="board-reset">
          <Button
            variant="subtle"
            leftSection={<IconArrowBackUp size={15} aria-hidden />}
            loading={reset.isPending}
            onClick={() => reset.mutate({ board: board.key })}
          >
            Back to the {board.title.charAt(0).toLowerCase() + board.title.slice(1)} as the role has it
          </Button>
        </p>
      )}
    </>
  )
}

const strips: Record<string, string> = {
  chief_executive: 'plan',
  member: 'plan',
  operations: 'operations',
  finance: 'money',
  sales: 'selling',
  success: 'keeping',
  audit: 'operations',
}

/** The page in one sentence; the second half is what one would add. */
function Lead({ board, today }: { board: string; today: string }) {
  const planned = board === 'chief_executive' || board === 'member'
  const needs = useTile('needs', board !== 'none')
  const strip = useTile(strips[board] ?? 'plan', board !== 'none')
  const course = useTile('arr', planned)
  const said = sentenceOf({
    board,
    today,
    needs: needs.data?.needs?.map((one) => ({ due: one.due_day })),
    figures: strip.data?.figures ?? (strip.isError ? [] : undefined),
    course: course.isError ? null : course.data?.course,
  })
  return (
    <span className="home-lead">
      {said ? (
        <>
          {said.lead} <span className="home-rest">{said.rest}</span>
        </>
      ) : (
        <span aria-hidden> </span>
      )}
    </span>
  )
}

function StepsLead({ steps }: { steps: NonNullable<Answered['setup']> }) {
  const open = steps.filter((step) => !step.done).length
  return (
    <span className="home-lead">
      {open === 1 ? 'One step' : `${stepWords[open] ?? open} steps`} to go.{' '}
      <span className="home-rest">You can leave and come back; nothing is lost.</span>
    </span>
  )
}
const stepWords = ['No', 'One', 'Two', 'Three', 'Four', 'Five']

const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long', timeZone: 'UTC' })
function longDay(day: string): string {
  return `${weekday.format(new Date(`${day}T00:00:00Z`))}, ${dayText(day, 'long').replace(/,? \d{4}$/, '')}`
}
