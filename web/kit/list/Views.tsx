import { Button, Checkbox, Popover, TextInput, UnstyledButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { viewsChange, viewsBegin, viewsDrop, viewsSave, viewsShare } from '../../../server/doors/contract.ts'
import type { List as Declared } from '../../../server/kernel/list/list.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import { type AskInput, useAsk, useTell } from '../../ask.ts'
import { countText } from '../format.ts'
import { firstName } from '../names.ts'
import { toast } from '../toast.tsx'
import { useMayShare } from './useViews.ts'
import { type ListState, type View, viewNow } from './state.ts'
import type { SavedView, Views as Saved } from './useViews.ts'
import { inputOf } from './wire.ts'

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
        <SaveView
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

type SaveProps = { state: ListState; operation: Operation; list: Declared; kept: SavedView | undefined; onSaved: (id: string) => void }

function SaveView({ state, operation, list, kept, onSaved }: SaveProps) {
  const [open, setOpen] = useState(false)
  const [title, setTitle] = useState('')
  const [shared, setShared] = useState(false)
  const [first, setFirst] = useState(false)
  const done = (id: string, words: string) => {
    setOpen(false)
    setTitle('')
    toast(words)
    onSaved(id)
  }
  const mayShare = useMayShare()
  const begin = useTell(viewsBegin)
  const share = useTell(viewsShare)
  const save = useTell(viewsSave)
  const change = useTell(viewsChange, { onDone: (view) => done(view.id, `“${view.title}” shows this now`) })
  const shows = {
    where: state.where,
    sort: state.sort === list.sort ? null : state.sort,
    columns: state.columns,
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!title.trim()) return
    const view = await save.mutateAsync({ list: operation.name, title: title.trim(), ...shows }).catch(() => undefined)
    if (!view) return
    // it is said when all of it is done; what was refused has said so itself
    if (shared) await share.mutateAsync({ id: view.id, shared }).catch(() => undefined)
    if (first) await begin.mutateAsync({ list: operation.name, view: view.id }).catch(() => undefined)
    done(view.id, `Saved as “${view.title}”`)
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={280} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className="list-add-view"
          aria-label="Save this as a view"
          title="Save this as a view"
          onClick={() => setOpen(!open)}
        >
          <IconPlus size={15} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <form className="list-form" onSubmit={(event) => void send(event)}>
          <TextInput
            label="Name of the view"
            description="Keeps these filters, this order and these columns."
            value={title}
            maxLength={60}
            onChange={(event) => setTitle(event.currentTarget.value)}
            data-autofocus
          />
          {mayShare && <Checkbox label="Share with all" checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />}
          <Checkbox label="Begin with it" checked={first} onChange={(event) => setFirst(event.currentTarget.checked)} />
          <Button type="submit" disabled={!title.trim()} loading={save.isPending || share.isPending || begin.isPending}>
            Save view
          </Button>
          {kept?.own && (
            <Button
              variant="default"
              loading={change.isPending}
              onClick={() => change.mutate({ id: kept.id, if_match: kept.version, ...shows })}
            >
              Change “{kept.title}” to this
            </Button>
          )}
        </form>
      </Popover.Dropdown>
    </Popover>
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
  const [open, setOpen] = useState(false)
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
  const act = (deed: () => void) => () => {
    setOpen(false)
    deed()
  }
  if (words.length === 0 && begins) return null
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={240} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className="list-about" onClick={() => setOpen(!open)} aria-haspopup="dialog">
          {words.length > 0 ? words.join(' · ') : 'Begin with this view'}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
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
      </Popover.Dropdown>
    </Popover>
  )
}
