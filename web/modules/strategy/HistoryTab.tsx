import { useState } from 'react'
import { editionsRevisions } from '../../../server/modules/strategy/contract.ts'
import { type AskOutput, useAskPaged } from '../../ask.ts'
import { Answer, Button, Instant, Link, Loading, Modal, Section, Status, Stack } from '../../kit/index.ts'
import { Compared } from './Compared.tsx'
import { Difference } from './Difference.tsx'
import type { Edition } from './editions.ts'
import { type Page, periodText, stateWords } from './words.ts'

type Revision = AskOutput<typeof editionsRevisions>['items'][number]

const changes: Record<string, string> = { import: 'Imported', new: 'Begun', text: 'Text changed', binding: 'Measures bound' }

/** The plan's editions, and each saved state of this one's text. */
export function HistoryTab({ page, editions }: { page: Page; editions: Edition[] }) {
  const asked = useAskPaged(editionsRevisions, { id: page.edition.id })
  const [open, setOpen] = useState<{ before: Revision | undefined; after: Revision }>()
  return (
    <Stack gap={5}>
      <Section title="Editions" note="One for each period, and one for each amendment">
        <ul className="plan-editions">
          {editions.map((edition) => (
            <li key={edition.id} data-here={edition.id === page.edition.id || undefined}>
              <Link href={`/strategy/editions/${edition.id}`}>
                {edition.no}. {edition.title}
              </Link>
              <span className="quiet">{periodText(edition.period_from, edition.period_to)}</span>
              <Status value={edition.state} {...stateWords(edition)} />
            </li>
          ))}
        </ul>
      </Section>
      {editions.length > 1 && <Compared slug={page.plan.slug} editions={editions} here={page.edition.id} />}
      <Section title="Revisions of this edition">
        <Answer of={asked} loading={<Loading rows={4} />}>
          {() => (
            <ul className="plan-revisions">
              {asked.rows.map((revision, index) => (
                <li key={revision.rev}>
                  <span className="num plan-rev">{revision.rev}</span>
                  <span>
                    {changes[revision.change_class] ?? revision.change_class} by {revision.by}
                    <span className="quiet">
                      {' '}
                      <Instant at={revision.at} ago />
                    </span>
                  </span>
                  <span className="num quiet">
                    {revision.added > 0 && `+${revision.added} `}
                    {revision.removed > 0 && `−${revision.removed}`}
                  </span>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={`Compare revision ${revision.rev} with the one before`}
                    onClick={() => setOpen({ before: asked.rows[index + 1], after: revision })}
                  >
                    Compare
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Answer>
        {asked.hasNextPage && (
          <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            Older revisions
          </Button>
        )}
      </Section>
      {open && (
        <Modal opened onClose={() => setOpen(undefined)} title={`Revision ${open.after.rev}`} size="xl">
          <Difference before={open.before?.source ?? ''} after={open.after.source} />
          <p className="faint mono">{open.after.content_hash}</p>
        </Modal>
      )}
    </Stack>
  )
}
