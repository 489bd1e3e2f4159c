import './comments.css'
import { type ComponentProps, useState } from 'react'
import {
  commentAdd,
  commentEdit,
  commentRemove,
  commentResolve,
  commentsList,
  noticesCount,
  noticesList,
} from '../../../server/doors/contract.ts'
import { type AskOutput, useAskPaged, useTell } from '../../ask.ts'
import { Confirm } from '../Confirm.tsx'
import { Button, MoreMenu } from '../controls.tsx'
import { Loading, Problem } from '../feedback.tsx'
import { later } from '../later.tsx'
import type { Markdown as Drawn } from '../Markdown.tsx'
import { Initials } from '../Names.tsx'
import { Instant } from '../values.tsx'
import { Writing } from './Writing.tsx'

type Comment = AskOutput<typeof commentAdd>
export type CommentsProps = {
  /** what is spoken of; `title` names it in the line under the field */
  of: { kind: string; id: string; title?: string }
  /** whether the reader may say something: the right `house.comment` */
  writes?: boolean
  /** what the button says, with Mod+Enter shown */
  act?: string
  onSaid?: () => void
}

// where nothing was said nothing is to be drawn
const Markdown = later<ComponentProps<typeof Drawn>>(async () => ({ default: (await import('../Markdown.tsx')).Markdown }))

/** What colleagues said about a thing, oldest first, and the field for one's own. Whoever may open the thing reads it, nobody else. */
export function Comments({ of, writes = true, act, onSaid }: CommentsProps) {
  const about = { kind: of.kind, subject_id: of.id }
  const asked = useAskPaged(commentsList, about)
  const add = useTell(commentAdd, { stale: [commentsList, noticesList, noticesCount] })
  if (asked.error) return <Problem error={asked.error} again={() => void asked.refetch()} />
  if (asked.isPending) return <Loading rows={2} />
  return (
    <div className="comments">
      {asked.rows.length > 0 && (
        <ul className="comments-list" aria-label="Comments">
          {asked.rows.map((comment) => (
            <Said key={comment.id} of={of} comment={comment} />
          ))}
        </ul>
      )}
      {asked.hasNextPage && (
        <Button size="xs" variant="subtle" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          Show later ones
        </Button>
      )}
      {asked.rows.length === 0 && !writes && <p className="faint">Nobody has said anything yet.</p>}
      {writes && (
        <Writing
          key={`${of.kind} ${of.id}`}
          of={of}
          label="Your comment"
          act={act ?? 'Comment'}
          keys={act !== undefined}
          note={of.title && `Seen by everyone who may see ${of.title}`}
          draft={`quarterdeck.comment.${of.kind}.${of.id}`}
          onSend={async (text) => {
            await add.mutateAsync({ ...about, text })
            onSaid?.()
          }}
        />
      )}
    </div>
  )
}

function Said({ of, comment }: { of: CommentsProps['of']; comment: Comment }) {
  const [editing, setEditing] = useState(false)
  const [removing, setRemoving] = useState(false)
  const edit = useTell(commentEdit, { stale: [commentsList] })
  const remove = useTell(commentRemove, { stale: [commentsList, noticesList, noticesCount] })
  const resolve = useTell(commentResolve, { stale: [commentsList] })
  const { id, by, at, text, may } = comment
  const does = (act: Comment['may'][number]) => may.includes(act)
  return (
    <li className="said" data-settled={comment.resolved_at ? true : undefined}>
      <Initials name={by.name} round />
      <div className="said-words">
        <p className="said-head">
          <span className="said-by">{by.name}</span>{' '}
          <span className="said-at">
            <Instant at={at} />
          </span>
          {comment.edited_at && !comment.removed_at && <span className="said-at"> · edited</span>}
        </p>
        {comment.removed_at ? (
          <p className="faint">Taken back</p>
        ) : editing ? (
          <Writing
            of={of}
            first={text}
            label="Your comment"
            act="Save"
            autoFocus
            onCancel={() => setEditing(false)}
            onSend={async (next) => {
              await edit.mutateAsync({ id, text: next })
              setEditing(false)
            }}
          />
        ) : (
          <Markdown text={text} from={4} />
        )}
        {comment.resolved_at && (
          <p className="said-at">
            Settled by {comment.resolved_by}, <Instant at={comment.resolved_at} />
          </p>
        )}
      </div>
      {may.length > 0 && !editing && (
        <div className="said-acts">
          <MoreMenu
            label={`Acts on the comment of ${by.name}`}
            acts={[
              does('edit') && { title: 'Edit', onClick: () => setEditing(true) },
              does('resolve') && { title: 'Settle', onClick: () => resolve.mutate({ id }) },
              does('remove') && { title: 'Take back', danger: true, onClick: () => setRemoving(true) },
            ]}
          />
        </div>
      )}
      <Confirm
        open={removing}
        title="Take this comment back?"
        act="Take back"
        danger
        onClose={() => setRemoving(false)}
        onConfirm={() => remove.mutateAsync({ id })}
      >
        Its words are gone for everybody. That you said something stays.
      </Confirm>
    </li>
  )
}
