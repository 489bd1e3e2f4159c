import { Button } from '@mantine/core'
import { Checkbox, TextInput } from '../form/inputs.tsx'
import { type FormEvent, useState } from 'react'
import { viewsBegin, viewsChange, viewsSave, viewsShare } from '../../../server/doors/contract.ts'
import type { List as Declared } from '../../../server/kernel/list/list.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import { useTell } from '../../ask.ts'
import { toast } from '../toast.tsx'
import type { ListState } from './state.ts'
import { type SavedView, useMayShare } from './useViews.ts'

export type SaveProps = {
  state: ListState
  operation: Operation
  list: Declared
  kept: SavedView | undefined
  onSaved: (id: string) => void
  onClose: () => void
}

/** Keeps what is shown now as a view. */
export default function SaveView({ state, operation, list, kept, onSaved, onClose }: SaveProps) {
  const [title, setTitle] = useState('')
  const [shared, setShared] = useState(false)
  const [first, setFirst] = useState(false)
  const done = (id: string, words: string) => {
    onClose()
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
  )
}
