import { IconBell, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import {
  Button,
  Checkbox,
  Confirm,
  Drawer,
  DrillPanel,
  FileDrop,
  IconButton,
  Modal,
  MoreMenu,
  NumberInput,
  Progress,
  SayArea,
  Radio,
  Row,
  Choose,
  Segments,
  Select,
  Slider,
  Stack,
  Textarea,
  TextInput,
  toast,
  toastProblem,
} from '../index.ts'
import { Part } from './Part.tsx'

export function Controls() {
  const [open, setOpen] = useState('')
  const [segment, setSegment] = useState('month')
  const close = () => setOpen('')
  return (
    <>
      <Part name="Button">
        <Row gap={2}>
          <Button>Send quote</Button>
          <Button variant="default">Add seats</Button>
          <Button variant="subtle">Cancel</Button>
          <Button danger>End contract</Button>
          <Button disabled>Not yet</Button>
          <Button variant="default" size="xs" href="/somewhere">
            Small
          </Button>
        </Row>
      </Part>
      <Part name="IconButton, MoreMenu">
        <Row gap={2}>
          <IconButton label="Notices">
            <IconBell size={16} aria-hidden />
          </IconButton>
          <MoreMenu
            acts={[
              { title: 'Transfer', onClick: () => undefined },
              { title: 'End', danger: true },
            ]}
          />
        </Row>
      </Part>
      <Part name="Segments">
        <Segments
          label="Period"
          value={segment}
          onChange={setSegment}
          options={[
            { value: 'month', label: 'Month' },
            { value: 'quarter', label: 'Quarter' },
            { value: 'year', label: 'Year' },
          ]}
        />
      </Part>
      <Part name="Choose">
        <Choose
          label="Break down by"
          value={segment}
          onChange={setSegment}
          options={[
            { value: 'month', label: 'Month' },
            { value: 'quarter', label: 'Quarter' },
            { value: 'year', label: 'Year' },
          ]}
        />
      </Part>
      <Part name="TextInput, NumberInput, Select, Textarea">
        <Stack gap={3}>
          <TextInput label="Name" defaultValue="Maple Bank" description="As on invoices" />
          <TextInput label="VAT id" defaultValue="DE12" error="A German VAT id has nine digits." />
          <NumberInput label="Seats" defaultValue={25} />
          <Select label="Product" data={['Harbor Professional', 'Harbor Enterprise']} defaultValue="Harbor Enterprise" />
          <Textarea label="Note" defaultValue="They asked." />
        </Stack>
      </Part>
      <Part name="SayArea">
        <Stack gap={3}>
          <SayArea label="Your agreement" placeholder="In words, if you like" value="" onChange={() => undefined} />
          <SayArea
            label="Your agreement"
            placeholder=""
            value="No."
            error="Say why, so that it can be mended."
            onChange={() => undefined}
          />
        </Stack>
      </Part>
      <Part name="Checkbox, Radio, Slider, Progress">
        <Stack gap={4}>
          <Checkbox label="Renews by itself" defaultChecked />
          <Checkbox label="Disabled" disabled />
          <Radio label="Yearly" defaultChecked name="kit-radio" />
          <Slider defaultValue={40} thumbLabel="Seats" />
          <Progress value={62} label="212 of 301" />
        </Stack>
      </Part>
      <Part name="FileDrop">
        <FileDrop label="The plan as a text file" accept=".md" onFiles={() => undefined} />
      </Part>
      <Part name="Modal, Drawer, Confirm, DrillPanel">
        <Row gap={2}>
          {['Modal', 'Drawer', 'Confirm', 'DrillPanel'].map((one) => (
            <Button key={one} variant="default" data-opens={one} onClick={() => setOpen(one)}>
              {one}
            </Button>
          ))}
        </Row>
        <Modal opened={open === 'Modal'} onClose={close} title="Invite a colleague?">
          <TextInput label="Address" defaultValue="cato@tidewater.example" />
        </Modal>
        <Drawer opened={open === 'Drawer'} onClose={close} title="Columns">
          <Checkbox label="Customer" defaultChecked />
        </Drawer>
        <Confirm
          open={open === 'Confirm'}
          title="End the contract?"
          act="End contract"
          keep="Keep it"
          danger
          onConfirm={close}
          onClose={close}
        >
          It stops renewing on January 21, 2027.
        </Confirm>
        <DrillPanel
          open={open === 'DrillPanel'}
          onClose={close}
          title="ARR"
          steps={[{ title: 'ARR', onClick: close }, { title: 'Germany' }]}
          definition="What all contracts in force come to a year."
          check={{ rows: '40 rows', total: '$136,930', figure: '$136,930', holds: true }}
        >
          <p>Rows stand here.</p>
        </DrillPanel>
      </Part>
      <Part name="toast, toastProblem">
        <Row gap={2}>
          <Button
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => toast('Contract ended', { undo: () => undefined })}
          >
            A toast
          </Button>
          <Button variant="default" onClick={() => toastProblem(new Error('The card was declined.'))}>
            A problem
          </Button>
        </Row>
      </Part>
    </>
  )
}
