import { candidatesAccept, candidatesAlias, candidatesDismiss, pagesList } from '../../../server/modules/handbook/contract.ts'
import { groupsList } from '../../../server/modules/people/contract.ts'
import { useAsk } from '../../ask.ts'
import { Form, ManyField, Modal, PickField, TextField, toast, useGo } from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import type { Judgement, Whole } from './words.ts'

/** What becomes of a candidate. */
export function Judging({ how, row, onClose }: { how: Judgement; row: Whole; onClose: () => void }) {
  if (how === 'new') return <Begin row={row} onClose={onClose} />
  return how === 'alias' ? <Call row={row} onClose={onClose} /> : <Dismiss row={row} onClose={onClose} />
}

type Props = { row: Whole; onClose: () => void }

function Begin({ row, onClose }: Props) {
  const go = useGo()
  const groups = useAsk(groupsList, { limit: 200 }, { enabled: row.narrow })
  return (
    <Modal opened onClose={onClose} title="Begin a procedure of it?">
      <Form
        operation={candidatesAccept}
        initial={{ title: row.title }}
        fixed={{ id: row.id, if_match: row.version, ...(row.narrow ? { audience: 'restricted' as const } : {}) }}
        submit="Begin it"
        onCancel={onClose}
        onDone={({ page }) => {
          toast('The draft stands: read it, and put it forward')
          if (page) go(`/handbook/pages/${page.id}/write`)
          else onClose()
        }}
      >
        <TextField name="title" label="Title" autoFocus />
        <PickPerson name="owner" label="Owner" hint="You, when you say nobody." />
        {row.narrow && (
          <ManyField
            name="groups"
            label="Read by"
            hint="It comes from channels that only some read."
            options={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Form>
    </Modal>
  )
}

function Call({ row, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title="Which page has it?">
      <Form
        operation={candidatesAlias}
        initial={{ words: row.title, ...(row.best ? { page: row.best.id } : {}) }}
        fixed={{ id: row.id, if_match: row.version }}
        submit="It is found by this now"
        onCancel={onClose}
        onDone={() => {
          toast('The page is found by these words now')
          onClose()
        }}
      >
        <PickField name="page" label="Page" operation={pagesList} search="search" option={(one) => ({ value: one.id, label: one.title })} />
        <TextField name="words" label="Found by" hint="As people ask for it." />
      </Form>
    </Modal>
  )
}

function Dismiss({ row, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title="Is nothing to be written?">
      <Form
        operation={candidatesDismiss}
        fixed={{ id: row.id, if_match: row.version }}
        submit="Dismiss it"
        onCancel={onClose}
        onDone={() => {
          toast('It comes again once it is asked for twice as often')
          onClose()
        }}
      >
        <TextField name="reason" label="Why" autoFocus />
      </Form>
    </Modal>
  )
}
