import { IconInbox } from '@tabler/icons-react'
import { Problem as Refused } from '../../ask.ts'
import { Answer, Button, Empty, Loading, NoSuch, Note, NoticeWait, Problem, Stack } from '../index.ts'
import { Part } from './Part.tsx'

const refused = new Refused(422, 'quote.refused', 'This quote cannot be sent.', [
  { code: 'quote.price', text: 'The price needs the lane’s signature.' },
])
const asked = { data: undefined, error: null, isPending: true, refetch: () => undefined }

export function States() {
  return (
    <>
      <Part name="Empty">
        <Empty title="Nothing waits for you" icon={<IconInbox size={20} />} action={<Button variant="default">Look at all</Button>}>
          What is decided, mentioned or overdue is told here.
        </Empty>
      </Part>
      <Part name="NoSuch">
        <NoSuch title="Contract" back={{ title: 'Contracts', href: '/billing/contracts' }} />
      </Part>
      <Part name="Problem">
        <Problem error={refused} again={() => undefined} />
      </Part>
      <Part name="Note">
        <Stack gap={3}>
          <Note title="From December 1">Prices rise by 4%.</Note>
          <Note tone="warn" title="Three weeks late">
            The report has not come.
          </Note>
          <Note tone="bad">The signature does not hold.</Note>
        </Stack>
      </Part>
      <Part name="Loading">
        <Stack gap={4}>
          <Loading lines={3} />
          <Loading rows={2} />
          <Loading block={60} />
          <NoticeWait />
        </Stack>
      </Part>
      <Part name="Loading, record" wide>
        <Loading shape="record" />
      </Part>
      <Part name="Answer">
        <Answer of={asked}>{() => null}</Answer>
      </Part>
    </>
  )
}
