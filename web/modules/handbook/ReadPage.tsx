import { IconBook2 } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { alignmentGet, exceptionsList, flagsList, pagesGet, proceduresGet, watchesSet } from '../../../server/modules/handbook/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import {
  Comments,
  dayText,
  Empty,
  Facts,
  Fold,
  Link,
  Note,
  Record,
  RecordOf,
  Section,
  Stack,
  Status,
  Tag,
  toast,
  useParam,
  dayOf,
} from '../../kit/index.ts'
import { Agreement } from './Agreement.tsx'
import { type Act, Dialogs } from './Dialogs.tsx'
import { Exceptions } from './Exceptions.tsx'
import { FlagHere } from './FlagHere.tsx'
import { Flags } from './Flags.tsx'
import { Followed } from './Followed.tsx'
import { type ProcedureAct, ProcedureDialogs } from './ProcedureDialogs.tsx'
import { Prose } from './Prose.tsx'
import { Rhythms } from './Rhythms.tsx'
import { Behind, Pages } from './Taken.tsx'
import { Versions } from './Versions.tsx'
import { crumbs, markWords, type Page, standOf, seenBy } from './words.ts'

/** A page of the handbook: its text, whose it is, and every text that it had. */
export default function ReadPage() {
  const asked = useAsk(pagesGet, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Page" crumbs={crumbs}>
      {(page) => <Sheet page={page} />}
    </RecordOf>
  )
}

function Sheet({ page }: { page: Page }) {
  const [act, setAct] = useState<Act>()
  const [asking, setAsking] = useState<ProcedureAct>()
  const procedure = useAsk(proceduresGet, { id: page.id }, { enabled: page.number !== null }).data
  const alignment = useAsk(alignmentGet, { id: page.id }, { enabled: page.number !== null }).data
  const flags = useAsk(flagsList, { where: [`page:is:${page.id}`], limit: 50 }).data?.items ?? []
  const exceptions =
    useAsk(exceptionsList, { where: [`page:is:${page.id}`], limit: 50 }, { enabled: page.number !== null }).data?.items ?? []
  const hold = exceptions.filter(({ state }) => state === 'granted' || state === 'asked').length
  const open = flags.filter(({ state }) => state === 'open').length
  const may = useMay()
  const can = (name: string) => page.may.includes(name)
  const watch = useTell(watchesSet, {
    onDone: ({ on }) => toast(on ? 'You are told when it has another text' : 'You are told no more'),
  })
  return (
    <>
      <Record
        title={page.title}
        icon={<IconBook2 size={22} stroke={1.75} />}
        crumbs={crumbs}
        badge={procedure ? <Status value={procedure.state} {...standOf(procedure)} /> : page.mark && <Tag>{markWords[page.mark]}</Tag>}
        line={[
          page.number,
          `Kept by ${page.owner.name}`,
          `version ${page.label}, ${dayText(dayOf(page.changed_at))}`,
          page.audience === 'internal' ? 'for all colleagues' : page.audience === 'public' ? 'for everyone' : 'for the few',
          page.completeness !== null && page.completeness < 100 && `${page.completeness}% written`,
        ]}
        acts={[
          can('publish') && { title: 'Write', href: `/handbook/pages/${page.id}/write`, shown: true, words: 'edit change text' },
          procedure?.may.includes('run') && {
            title: 'Follow it',
            onClick: () => setAsking('run'),
            shown: true,
            words: 'run start checklist steps',
          },
          procedure?.in_force != null && { title: 'How it goes', href: `/handbook/health/${page.id}`, words: 'health errors rate' },
          procedure?.may.includes('propose') &&
            procedure.state === 'draft' && { title: 'Put it forward', onClick: () => setAsking('propose') },
          procedure?.may.includes('review') && { title: 'It is still right', onClick: () => setAsking('review') },
          alignment?.may.includes('align') && {
            title: 'What it serves',
            onClick: () => setAsking('align'),
            words: 'plan method goal align',
          },
          alignment?.may.includes('waive') && {
            title: 'It serves no plan',
            onClick: () => setAsking('unplanned'),
            words: 'waiver unaligned reason',
          },
          procedure?.may.includes('propose') && {
            title: 'Who has to know it',
            onClick: () => setAsking('require'),
            words: 'training train learn',
          },
          procedure?.may.includes('run') && {
            title: 'Ask for an exception',
            onClick: () => setAsking('exception'),
            words: 'depart waiver',
          },
          procedure?.may.includes('propose') && { title: 'Questions on it', onClick: () => setAsking('questions'), words: 'quiz training' },
          procedure && {
            title: 'Take it as a playbook',
            href: `/api/handbook/procedures/${page.id}/playbook`,
            words: 'export mattermost json checklist',
          },
          (page.watched || page.state === 'published') && {
            title: page.watched ? 'Stop watching' : 'Watch',
            onClick: () => watch.mutate({ id: page.id, on: !page.watched }),
            words: 'follow subscribe notify changes',
          },
          can('change') && { title: 'Who keeps and reads it', onClick: () => setAct('change') },
          can('move') && { title: 'Move to another address', onClick: () => setAct('move') },
          can('retire') && { title: 'Retire', onClick: () => setAct('retire'), danger: true },
        ]}
        tabs={[
          {
            id: 'page',
            title: 'Page',
            body: (
              <Text
                page={page}
                above={procedure && <Followed procedure={procedure} />}
                below={<FlagHere page={page} procedure={procedure} />}
              />
            ),
          },
          procedure && {
            id: 'agreement',
            title: 'Agreement',
            body: <Agreement page={page} procedure={procedure} onPropose={() => setAsking('propose')} />,
          },
          procedure?.in_force != null &&
            procedure.schedules.length + procedure.triggers.length + (procedure.may.includes('propose') ? 1 : 0) > 0 && {
              id: 'when',
              title: 'When',
              body: <Rhythms procedure={procedure} />,
            },
          flags.length > 0 && { id: 'flags', title: 'Flags', ...(open > 0 ? { count: open } : {}), body: <Flags flags={flags} /> },
          exceptions.length > 0 && {
            id: 'exceptions',
            title: 'Exceptions',
            ...(hold > 0 ? { count: hold } : {}),
            body: <Exceptions exceptions={exceptions} />,
          },
          { id: 'versions', title: 'Versions', body: <Versions page={page} /> },
        ]}
        rail={[
          {
            id: 'comments',
            title: 'Comments',
            body: <Comments of={{ kind: 'page', id: page.id, title: page.title }} writes={may('house.comment')} />,
          },
        ]}
      />
      {asking && procedure && <ProcedureDialogs act={asking} procedure={procedure} no={page.no} onClose={() => setAsking(undefined)} />}
      {act && <Dialogs act={act} page={page} onClose={() => setAct(undefined)} />}
    </>
  )
}

function Text({ page, above, below }: { page: Page; above?: ReactNode; below?: ReactNode }) {
  const { retired, headings } = page
  return (
    <div className="book-sheet">
      <Stack gap={5}>
        {retired && (
          <Note title={`Not in force since ${dayText(retired.on, 'long')}`}>
            {retired.reason}{' '}
            {retired.replaced_by && <Link href={`/handbook/pages/${retired.replaced_by.id}`}>Now: {retired.replaced_by.title}</Link>}
          </Note>
        )}
        <Behind page={page} />
        {above}
        {page.html === '' ? <Empty title="Nothing of this page is for you" /> : <Prose html={page.html} />}
        {below}
        {page.linked_from.length > 0 && (
          <Section title="Linked from" plain>
            <ul>
              {page.linked_from.map((one) => (
                <li key={one.id}>
                  <Link href={`/handbook/pages/${one.id}`}>{one.title}</Link>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Fold title="About this page">
          <Facts
            facts={[
              { label: 'Address', value: page.public_href ? <a href={page.public_href}>{page.public_href}</a> : page.path },
              page.former_paths.length > 0 && { label: 'Before', value: page.former_paths.join(', ') },
              page.includes.length > 0 && { label: 'Takes passages from', value: <Pages of={page.includes} /> },
              page.included_by.length > 0 && { label: 'Its text is taken by', value: <Pages of={page.included_by} /> },
              page.public_href !== null && {
                label: 'On the web',
                value: <Link href={`/handbook/findings/findability?of=everyone&page=${page.id}`}>Is it found by everyone?</Link>,
              },
              { label: 'Owner', value: page.owner.name },
              { label: 'Backup', value: page.backup?.name ?? 'Nobody' },
              { label: 'Seen by', value: page.groups.length > 0 ? page.groups.map(({ name }) => name).join(', ') : seenBy[page.audience] },
              { label: 'Changed by', value: page.changed_by.name },
            ]}
          />
        </Fold>
      </Stack>
      {headings.length > 1 && (
        <nav className="book-contents" aria-label="On this page">
          <h2>On this page</h2>
          <ul>{headings.map(({ id, text, level }) => level === 2 && <li key={id}>{<a href={`#${id}`}>{text}</a>}</li>)}</ul>
        </nav>
      )}
    </div>
  )
}
