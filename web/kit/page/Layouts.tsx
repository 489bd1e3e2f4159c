import { Button, Card, Columns, Page, Row, Section, Split, Stack, Status } from '../index.ts'
import { Part } from './Part.tsx'

export function Layouts() {
  return (
    <>
      <Part name="Page, Section" wide>
        <Page
          title="Accounts"
          note="Everyone we sell to."
          crumbs={[{ title: 'Customers', href: '/customers' }]}
          badge={<Status value="active" />}
          actions={<Button>New account</Button>}
          tabs={[
            { title: 'All', href: '/customers/accounts' },
            { title: 'Ours', href: '/customers/accounts?tab=own', count: 12 },
          ]}
        >
          <Section title="Contacts" note="Who may buy" actions={<Button variant="default">Add</Button>}>
            <p>A card.</p>
          </Section>
          <Section title="Plain" plain>
            <p>No card.</p>
          </Section>
        </Page>
      </Part>
      <Part name="Split" wide>
        <Split side={<Card>Side</Card>}>
          <Card>Main</Card>
        </Split>
      </Part>
      <Part name="Columns, Card">
        <Columns least={160}>
          <Card>One</Card>
          <Card>Two</Card>
          <Card flush>Flush</Card>
        </Columns>
      </Part>
      <Part name="Stack, Row">
        <Stack gap={3}>
          <Row between>
            <span>Left</span>
            <span>Right</span>
          </Row>
          <Row gap={4}>
            <span>One</span>
            <span>Two</span>
          </Row>
        </Stack>
      </Part>
    </>
  )
}
