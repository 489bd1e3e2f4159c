import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { recordsPreview } from '../../../../server/modules/decisions/contract.ts'
import { type AskOutput, useTell } from '../../../ask.ts'
import { Button, dayText, FileDrop, Modal, Note, useForm } from '../../../kit/index.ts'

type Draft = AskOutput<typeof recordsPreview>

/** Fills the form from a Markdown decision record; nothing is opened until the writer opens it. */
export function FromRecord() {
  const form = useForm()
  const [asking, setAsking] = useState(false)
  const [read, setRead] = useState<Draft>()
  const preview = useTell(recordsPreview, { stale: [] })
  const take = async ([file]: File[]) => {
    if (!file) return
    // the bytes are given back as they came: a reader of files would drop the mark that some editors begin them with
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer())
    const draft = await preview.mutateAsync({ text }).catch(() => undefined)
    if (!draft) return
    const decider = draft.parties.find(({ letter }) => letter === 'D')
    for (const one of draft.parties) form.nameIt(one.person_id, one.name)
    for (const one of draft.informed) form.nameIt(one.id, one.name)
    form.set('issue', draft.issue)
    form.set('proposal', draft.proposal)
    form.set(
      'options',
      draft.options.length > 0
        ? draft.options.map(({ consequence, ...one }) => ({ ...one, ...(consequence ? { consequence } : {}) }))
        : undefined,
    )
    form.set('parties', [
      { letter: 'D', ...(decider ? { person_id: decider.person_id } : {}) },
      ...draft.parties.filter((one) => one !== decider).map(({ letter, person_id }) => ({ letter, person_id })),
    ])
    form.set('informed', draft.informed.length > 0 ? draft.informed.map(({ id }) => id) : undefined)
    form.set('source', text)
    setRead(draft)
    setAsking(false)
  }
  return (
    <>
      <div className="ask-more">
        <Button variant="subtle" leftSection={<IconFileImport size={15} aria-hidden />} onClick={() => setAsking(true)}>
          Begin from a decision record
        </Button>
      </div>
      {read && (
        <Note title="This is a draft of what the record says.">
          {[
            read.status &&
              `It calls itself ${read.status}${read.date ? `, ${/^\d{4}-\d\d-\d\d$/.test(read.date) ? dayText(read.date, 'long') : read.date}` : ''}; here it is asked anew.`,
            read.unplaced.length > 0 && `Named there, and to be placed by you: ${read.unplaced.join(', ')}.`,
          ]
            .filter(Boolean)
            .join(' ') || 'Read it before you open it.'}
        </Note>
      )}
      {asking && (
        <Modal opened onClose={() => setAsking(false)} title="Begin from which record?">
          <FileDrop
            label="A decision record in Markdown (MADR)"
            accept=".md,.markdown,.txt"
            most={200_000}
            onFiles={(files) => void take(files)}
          />
          <p className="faint">It fills the form. Nothing is opened, and nobody is told, before you open the decision.</p>
        </Modal>
      )}
    </>
  )
}
