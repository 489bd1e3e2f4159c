import {
  Code,
  CopyText,
  Count,
  Country,
  Day,
  DeltaText,
  Hint,
  Ident,
  Initials,
  Instant,
  Json,
  Link,
  LockSign,
  lineView,
  Markdown,
  Money,
  None,
  Percent,
  Person,
  Row,
  Seats,
  Stack,
  Status,
  Tag,
} from '../index.ts'
import { Customer } from '../Names.tsx'
import { Kbd } from '../text.tsx'
import { Part } from './Part.tsx'

const text = `Three of **five** berths are free, see [the plan](/plans).

- Safe passage
- A calm harbour

| Berth | Length |
| --- | --- |
| North | 40 m |

> Said on Tuesday.`

export function Values() {
  return (
    <>
      <Part name="Money">
        <Row gap={4}>
          <Money minor={6_804_000} currency="USD" tidy />
          <Money minor={28_932} currency="EUR" />
          <Money minor={305_831_200} currency="USD" short />
          <Money minor={-1_409_000} currency="USD" sign tidy />
          <Money minor={null} currency="USD" />
        </Row>
      </Part>
      <Part name="Day">
        <Row gap={4}>
          <Day day="2026-11-21" />
          <Day day="2027-01-21" as="long" />
          <Day day="2027-01-21" away />
          <Day day="2026-12-02" as="weekday" />
        </Row>
      </Part>
      <Part name="Instant">
        <Row gap={4}>
          <Instant at="2026-11-28T17:41:00Z" />
          <Instant at="2026-11-27T09:00:00Z" ago />
        </Row>
      </Part>
      <Part name="Count, Percent, Seats">
        <Row gap={4}>
          <Count value={1750} />
          <Percent share={0.519} />
          <Seats seats={25} used={18} />
          <Seats seats={25} used={31} />
        </Row>
      </Part>
      <Part name="Ident, None">
        <Row gap={4}>
          <Ident text="C-000091" />
          <None />
        </Row>
      </Part>
      <Part name="DeltaText">
        <Row gap={4}>
          <DeltaText delta={{ text: '+4.2%', direction: 'up', good: true, since: 'since October' }} />
          <DeltaText delta={{ text: '−1.1%', direction: 'down', good: false }} />
          <DeltaText delta={{ text: '0', direction: 'flat' }} />
        </Row>
      </Part>
      <Part name="Status">
        <Row gap={4}>
          {['planned', 'running', 'active', 'ended', 'overdue', 'revoked'].map((value) => (
            <Status key={value} value={value} />
          ))}
        </Row>
      </Part>
      <Part name="Tag">
        <Row gap={2}>
          <Tag>Beta</Tag>
          <Tag tone="warn">Late</Tag>
          <Tag tone="bad">Lost</Tag>
        </Row>
      </Part>
      <Part name="Customer, Person, Country">
        <Stack gap={2}>
          <Customer name="Maple Bank" country="CA" note="420 seats" size="l" />
          <Customer name="Kranich Werke GmbH" country="DE" />
          <Person name="Cato Lindholm" />
          <Country code="JP" />
        </Stack>
      </Part>
      <Part name="Initials">
        <Row gap={2}>
          <Initials name="Maple Bank" size="s" />
          <Initials name="Mica Energy" />
          <Initials name="Cato Lindholm" size="l" round />
          <Initials name="Osprey Robotics" size="xl" />
        </Row>
      </Part>
      <Part name="CopyText, Kbd, Hint, Link">
        <Row gap={4}>
          <CopyText text="A-000123" />
          <Kbd keys="Mod+Enter" />
          <Hint text="What stands between two renewals">ARR</Hint>
          <Link href="/customers">All customers</Link>
        </Row>
      </Part>
      <Part name="Code">
        <Code text={'quarterdeck backup --to harbour.tar\n'} label="Shell" />
      </Part>
      <Part name="Json">
        <Json value={{ seats: 25, currency: 'EUR' }} label="What was sent" />
      </Part>
      <Part name="Markdown, lineView">
        <Markdown text={text} from={3} />
        <p>{lineView('A line with **weight**.')}</p>
        <p>
          {lineView('🔒 A line for colleagues.')} It has a <LockSign says="lock" /> that is drawn.
        </p>
      </Part>
    </>
  )
}
