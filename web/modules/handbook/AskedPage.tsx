import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { directoryRead, missedAnswer, missedList, pagesList } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { Empty, Form, Link, List, Modal, MoreMenu, PickField, SelectField, Status, TextField, toast } from '../../kit/index.ts'

type Row = AskOutput<typeof missedList>['items'][number]
type Act = 'alias' | 'to_write'

const views = [
  { title: 'Open', where: ['state:is:open'] },
  { title: 'Asked most', where: ['state:is:open'], sort: '-times' },
  { title: 'By everyone', where: ['state:is:open', 'tier:is:public'] },
  { title: 'Answered', where: ['state:is_not:open'] },
]

const states = {
  open: { label: 'Open', tone: 'accent' },
  alias: { label: 'A page has it', tone: 'calm' },
  to_write: { label: 'To be written', tone: 'ring' },
  nothing: { label: 'Nothing to do', tone: 'calm' },
} as const

/** What people asked the search for and did not find, and what becomes of it. */
export default function AskedPage() {
  const [acting, setActing] = useState<{ row: Row; act: Act }>()
  const dismiss = useTell(missedAnswer, { onDone: () => toast('Nothing to do') })
  return (
    <>
      <List
        operation={missedList}
        title="Asked and not found"
        one="question"
        views={views}
        cells={{
          state: (row) => (
            <>
              <Status value={row.state} {...states[row.state]} />{' '}
              {row.page && <Link href={`/handbook/pages/${row.page.id}`}>{row.page.title}</Link>}
              {row.state === 'open' && (
                <MoreMenu
                  label={`Answer “${row.words}”`}
                  acts={[
                    { title: 'A page is meant…', onClick: () => setActing({ row, act: 'alias' }) },
                    { title: 'It is to be written…', onClick: () => setActing({ row, act: 'to_write' }) },
                    { title: 'Nothing to do', onClick: () => dismiss.mutate({ id: row.id, if_match: row.version, as: 'nothing' }) },
                  ]}
                />
              )}
            </>
          ),
        }}
        empty={
          <Empty title="Everything that was asked for was found" icon={<IconSearch size={20} />}>
            Questions of which no page holds the half are counted here by their words. Who asked is not kept.
          </Empty>
        }
      />
      {acting && <Answering {...acting} onClose={() => setActing(undefined)} />}
    </>
  )
}

function Answering({ row, act, onClose }: { row: Row; act: Act; onClose: () => void }) {
  const directory = useAsk(directoryRead, {}, { enabled: act === 'to_write' })
  return (
    <Modal opened onClose={onClose} title={act === 'alias' ? `Which page is “${row.words}”?` : `Where should “${row.words}” stand?`}>
      <Form
        operation={missedAnswer}
        initial={act === 'alias' ? {} : { label: row.words }}
        fixed={{ id: row.id, if_match: row.version, as: act }}
        submit={act === 'alias' ? 'It is found by this now' : 'It is to be written'}
        onCancel={onClose}
        onDone={() => {
          toast(act === 'alias' ? 'The page is found by these words now' : 'It stands in the contents as to be written')
          onClose()
        }}
      >
        {act === 'alias' ? (
          <PickField
            name="page"
            label="Page"
            operation={pagesList}
            search="search"
            option={(one) => ({ value: one.id, label: one.title })}
          />
        ) : (
          <>
            <SelectField
              name="function"
              label="Function"
              options={(directory.data?.functions ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
            <TextField name="label" label="Called" />
          </>
        )}
      </Form>
    </Modal>
  )
}
