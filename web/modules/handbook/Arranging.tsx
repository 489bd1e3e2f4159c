import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { functionsArrange, functionsCreate, pagesList } from '../../../server/modules/handbook/contract.ts'
import { Button, Form, IconButton, Modal, PickField, TextField, toast, useForm, useRowKeys } from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import type { Directory } from './words.ts'

export function NewFunction({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="A new function">
      <Form
        operation={functionsCreate}
        submit="Add it"
        unguarded
        onCancel={onClose}
        onDone={(made) => {
          toast(`${made.name} stands in the directory`)
          onClose()
        }}
      >
        <TextField name="name" label="Name" hint="What the company does: Sales, Finance, Law and trust." autoFocus />
        <PickPerson name="owner" label="Who answers for it" />
      </Form>
    </Modal>
  )
}

type Line = { page: string | null; label: string; blurb: string }

/** The lines of a function: their order, what each is called outside, and what is still to be written. */
export function Arranging({ of, onClose }: { of: Directory['functions'][number]; onClose: () => void }) {
  const [known] = useState(() => new Map(of.entries.flatMap((one) => (one.page ? [[one.page, one.title] as const] : []))))
  return (
    <Modal opened onClose={onClose} title={`The contents of ${of.name}`} size="xl">
      <Form
        operation={functionsArrange}
        initial={{ entries: of.entries.map(({ page, label, blurb }) => ({ page, label, blurb })) }}
        fixed={{ id: of.id, if_match: of.version }}
        submit="Keep it so"
        onCancel={onClose}
        onDone={() => {
          toast(`${of.name} is arranged`)
          onClose()
        }}
      >
        <Lines known={known} />
      </Form>
    </Modal>
  )
}

function Lines({ known }: { known: ReadonlyMap<string, string> }) {
  const form = useForm()
  const lines = (form.values['entries'] as Line[] | undefined) ?? []
  const set = (next: Line[]) => form.set('entries', next)
  const { keys, drop } = useRowKeys(lines.length)
  const swap = (at: number, other: number) => {
    const next = [...lines]
    const [one, two] = [next[at], next[other]]
    if (!one || !two) return
    next[at] = two
    next[other] = one
    set(next)
  }
  return (
    <>
      {lines.map((line, at) => (
        <div className="dir-line" key={keys[at]}>
          <PickField
            name={`entries.${at}.page`}
            label="Page"
            placeholder="Still to be written"
            operation={pagesList}
            search="search"
            now={line.page ? { value: line.page, label: known.get(line.page) ?? 'A page' } : undefined}
            option={(row) => ({ value: row.id, label: row.title })}
          />
          <TextField name={`entries.${at}.label`} label="Called" />
          <TextField name={`entries.${at}.blurb`} label="In a few words" />
          <span className="dir-line-acts">
            <IconButton label={`Move line ${at + 1} up`} disabled={at === 0} onClick={() => swap(at, at - 1)}>
              <IconArrowUp size={15} aria-hidden />
            </IconButton>
            <IconButton label={`Move line ${at + 1} down`} disabled={at === lines.length - 1} onClick={() => swap(at, at + 1)}>
              <IconArrowDown size={15} aria-hidden />
            </IconButton>
            <IconButton
              label={`Take line ${at + 1} out`}
              onClick={() => {
                drop(at)
                set(lines.filter((_one, n) => n !== at))
              }}
            >
              <IconX size={15} aria-hidden />
            </IconButton>
          </span>
        </div>
      ))}
      <p className="faint">“Called” is what everyone sees of a page that is for colleagues; without it they see nothing of the line.</p>
      <div>
        <Button
          variant="subtle"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => set([...lines, { page: null, label: '', blurb: '' }])}
        >
          Another line
        </Button>
      </div>
    </>
  )
}
