import { keyCreate, rolesRead } from '../../../server/modules/people/contract.ts'
import { useAsk } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { Code, CopyText, DayField, Form, ManyField, Modal, Note, TextField } from '../../kit/index.ts'
import { useRightWords } from './words.tsx'

type NewKey = {
  open: boolean
  onClose: () => void
  onMade: (secret: string) => void
  /** for this program in place of oneself */
  program?: { id: string; name: string; roles: string[] }
}

/** A key may what the reader may; one for a program what both may. */
export function NewKeyDialog({ open, onClose, onMade, program }: NewKey) {
  const { data } = useSession()
  const today = data?.today ?? ''
  const table = useAsk(rolesRead, {}, { staleTime: 600_000 })
  const never = table.data?.never_for_keys ?? []
  const says = useRightWords()
  const given = new Set(table.data?.rights.filter((row) => program?.roles.some((role) => role in row.scopes)).map((row) => row.right))
  const fits = (right: string) => !never.includes(right) && (program === undefined || given.has(right))
  const rights = (data?.may ?? []).filter(fits).map((right) => ({ value: right, label: says(right) }))
  return (
    <Modal opened={open} onClose={onClose} title={program ? `New key for ${program.name}` : 'New key'} size="lg">
      <Form
        operation={keyCreate}
        {...(program ? { fixed: { service_account_id: program.id } } : {})}
        initial={{ rights: [], ...(today ? { expires_at: `${dayAfter(today, 90)}T00:00:00Z` } : {}) }}
        submit="Make the key"
        unguarded
        onCancel={onClose}
        onDone={(made) => onMade(made.secret)}
      >
        <TextField name="name" label="What is it for?" placeholder="Nightly export" autoFocus />
        <DayField
          name="expires_at"
          label="Ends on"
          hint="Within a year."
          {...(today ? { min: dayAfter(today, 1), max: dayAfter(today, 365) } : {})}
        />
        {program && rights.length === 0 && (
          <Note>Its roles give nothing that you hold too. Give it a role first: a key does nothing without a right.</Note>
        )}
        <ManyField
          name="rights"
          label="May"
          hint={program ? 'As little as it needs: what its roles and yours give.' : 'As little as it needs.'}
          options={rights}
        />
      </Form>
    </Modal>
  )
}

/** The secret of a key that was just made. */
export function NewSecret({ secret, onClose }: { secret: string | undefined; onClose: () => void }) {
  return (
    <Modal opened={secret !== undefined} onClose={onClose} title="Your new key" size="lg">
      {secret && <Secret secret={secret} />}
    </Modal>
  )
}

function Secret({ secret }: { secret: string }) {
  return (
    <div className="people-secret">
      <Note tone="warn" title="Copy it now">
        It is shown this once. We keep only a fingerprint of it.
      </Note>
      <CopyText text={secret} mono />
      <Code label="Try it" text={`curl -H "Authorization: Bearer ${secret}" ${window.location.origin}/api/people/me`} />
    </div>
  )
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
