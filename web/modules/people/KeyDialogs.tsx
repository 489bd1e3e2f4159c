import { useState } from 'react'
import { keyCreate, keyRevoke, rolesRead } from '../../../server/modules/people/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { Code, Confirm, CopyText, DayField, Form, ManyField, Modal, Note, TextField, toast } from '../../kit/index.ts'
import { useRightWords } from './words.tsx'

type NewKeyProps = {
  open: boolean
  onClose: () => void
  /** for this program in place of oneself */
  program?: { id: string; name: string; roles: string[] }
}

/** Asks for a new key, and shows its secret once it is made. */
export function NewKey({ onClose, ...asked }: NewKeyProps) {
  const [secret, setSecret] = useState<string>()
  const made = (key: string) => {
    onClose()
    setSecret(key)
  }
  return (
    <>
      <NewKeyDialog {...asked} onClose={onClose} onMade={made} />
      <NewSecret secret={secret} onClose={() => setSecret(undefined)} />
    </>
  )
}

/** Asks whether a key is to end; nothing while there is none. */
export function EndKey({ ending, onClose }: { ending: { id: string; name: string } | undefined; onClose: () => void }) {
  const revoke = useTell(keyRevoke, { quiet: true, onDone: () => toast('The key has ended') })
  if (!ending) return null
  return (
    <Confirm
      open
      title={`Revoke “${ending.name}”?`}
      act="Revoke"
      danger
      onConfirm={() => revoke.mutateAsync({ id: ending.id })}
      onClose={onClose}
    >
      Programs that use it are refused from the next call on. A revoked key cannot be brought back.
    </Confirm>
  )
}

/** A key may what the reader may; one for a program what both may. */
function NewKeyDialog({ open, onClose, onMade, program }: NewKeyProps & { onMade: (secret: string) => void }) {
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
function NewSecret({ secret, onClose }: { secret: string | undefined; onClose: () => void }) {
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
