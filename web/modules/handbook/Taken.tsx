import { includesTake } from '../../../server/modules/handbook/contract.ts'
import { useTell } from '../../ask.ts'
import { Button, Link, Note, toast } from '../../kit/index.ts'
import type { Page } from './words.ts'

/** Passages of a page that are kept on others, and whether these say something else by now. */
export function Behind({ page }: { page: Page }) {
  const take = useTell(includesTake, {
    onDone: ({ as }) => toast(as === 'put_forward' ? 'Put forward: it is followed once it is agreed to' : 'It says what they say now'),
  })
  const behind = page.includes.filter(({ is }) => is === 'behind')
  if (behind.length === 0) return null
  return (
    <Note title={`${behind.map(({ title }) => `“${title}”`).join(', ')} ${behind.length === 1 ? 'says' : 'say'} something else by now`}>
      What is read here is what {behind.length === 1 ? 'it' : 'they'} said before.{' '}
      {page.may.includes('publish') && (
        <Button
          variant="default"
          loading={take.isPending}
          onClick={() => take.mutate({ id: page.id, note: 'The words of now of what it includes' })}
        >
          Take the words of now
        </Button>
      )}
    </Note>
  )
}

export function Pages({ of }: { of: readonly { id: string; title: string }[] }) {
  return of.map(({ id, title }, at) => (
    <span key={id}>
      {at > 0 && ', '}
      <Link href={`/handbook/pages/${id}`}>{title}</Link>
    </span>
  ))
}
