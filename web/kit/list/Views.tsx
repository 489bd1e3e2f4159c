import { Button, UnstyledButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { viewsBegin, viewsDrop, viewsShare } from '../../../server/doors/contract.ts'
import type { List as Declared } from '../../../server/kernel/list/list.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import { type AskInput, useAsk, useTell } from '../../ask.ts'
import { countText } from '../format.ts'
import { later } from '../later.tsx'
import { firstName } from '../names.ts'
import { DropCard } from '../over/menus.tsx'
import { toast } from '../toast.tsx'
import type { SaveProps } from './SaveView.tsx'
import { type ListState, type View, viewNow } from './state.ts'
import { type SavedView, useMayShare, type Views as Saved } from './useViews.ts'
import { inputOf } from './wire.ts'

const SaveView = later<SaveProps>(() => import('./SaveView.tsx'))

type ViewsProps = {
  own: View[]
  saved: Saved
  state: ListState
  onState: (next: ListState) => void
  operation: Operation
  list: Declared
  input: Record<string, unknown>
}

/** The room's views and the saved ones as tabs, each with its count; + keeps what is shown now as one of them. */
export function Views({ own, saved, state, onState, operation, list, input }: ViewsProps) {
  const views: (View & { saved?: SavedView })[] = [...own, ...saved.views]
  const now = viewNow(state, views, list)
  const kept = saved.views.find((view) => view.key === (now?.key ?? state.view))?.saved
  const show = (view: View) =>
    onState({
      view: view.key,
      where: [...view.where],
      sort: view.sort ?? list.sort,
      columns: [...(view.columns ?? Object.keys(list.columns).filter((name) => list.columns[name]?.shown))],
      words: '',
    })
  return (
    <div className="list-views">
      <nav className="list-tabs" aria-label="Views">
        {views.map((view) => (
          <UnstyledButton key={view.key} {...(view.key === now?.key ? { 'aria-current': true } : {})} onClick={() => show(view)}>
            {view.title}
            <ViewCount operation={operation} list={list} view={view} input={input} />
          </UnstyledButton>
        ))}
        <SaveButton
          state={state}
          operation={operation}
          list={list}
          kept={now ? undefined : kept}
          onSaved={(view) => onState({ ...state, view })}
        />
      </nav>
      {saved.ready && <AboutView kept={now ? kept : undefined} now={now} mine={saved.mine} first={own[0]?.key} operation={operation} />}
    </div>
  )
}

function ViewCount({ operation, list, view, input }: { operation: Operation; list: Declared; view: View; input: Record<string, unknown> }) {
  const counted = operation.list !== undefined
  const asked = useAsk(
    operation,
    { ...input, ...inputOf(operation, list, { where: [...view.where], sort: list.sort, words: '' }), totals: true } as AskInput<Operation>,
    { enabled: counted, staleTime: 60_000 },
  )
  const totals = (asked.data as { totals?: { count: number } } | undefined)?.totals
  return totals ? <span className="num faint">{countText(totals.count)}</span> : null
}

type SaveButtonProps = Omit<SaveProps, 'onClose'>

function SaveButton(props: SaveButtonProps) {
  return (
    <DropCard
      width={280}
      target={
        <UnstyledButton className="list-add-view" aria-label="Save this as a view" title="Save this as a view">
          <IconPlus size={15} stroke={1.75} aria-hidden />
        </UnstyledButton>
      }
      body={(close) => <SaveView {...props} onClose={close} />}
    />
  )
}

type AboutProps = {
  kept: SavedView | undefined
  now: View | undefined
  mine: string | undefined
  first: string | undefined
  operation: Operation
}

/** Whose view it is, and whether one begins with it: "Shared by Noa · yours by default". */
function AboutView({ kept, now, mine, first, operation }: AboutProps) {
  const mayShare = useMayShare()
  const begin = useTell(viewsBegin)
  const share = useTell(viewsShare)
  const drop = useTell(viewsDrop, { onDone: () => toast('View removed') })
  if (!now) return null
  const begins = mine === undefined ? now.key === first : mine === now.key
  const words = [
    kept && (kept.shared ? (kept.own ? 'Shared by you' : `Shared by ${firstName(kept.by.name)}`) : 'Only yours'),
    begins && mine !== undefined && 'yours by default',
  ].filter(Boolean)
  if (words.length === 0 && begins) return null
  return (
    <DropCard
      position="bottom-end"
      width={240}
      target={<UnstyledButton className="list-about">{words.length > 0 ? words.join(' · ') : 'Begin with this view'}</UnstyledButton>}
      body={(close) => {
        const act = (deed: () => void) => () => {
          close()
          deed()
        }
        return (
          <div className="list-form">
            {begins ? (
              <Button variant="default" onClick={act(() => begin.mutate({ list: operation.name, view: null }))}>
                Begin with the first view again
              </Button>
            ) : (
              <Button variant="default" onClick={act(() => begin.mutate({ list: operation.name, view: now.key }))}>
                Begin with this view
              </Button>
            )}
            {kept?.own && mayShare && (
              <Button variant="default" onClick={act(() => share.mutate({ id: kept.id, shared: !kept.shared }))}>
                {kept.shared ? 'Keep it to myself' : 'Share with all'}
              </Button>
            )}
            {kept?.own && (
              <Button variant="default" onClick={act(() => drop.mutate({ id: kept.id }))}>
                Remove the view
              </Button>
            )}
          </div>
        )
      }}
    />
  )
}
