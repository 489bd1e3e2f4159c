/** The kit: everything a screen is made of. Only the kit and the frame touch the UI library itself. */
export { Bridge } from './charts/Bridge.tsx'
export { Brush } from './charts/Brush.tsx'
export { Chart } from './charts/Chart.tsx'
export { ColumnChart } from './charts/Columns.tsx'
export { monthOf, type Span, sameDays } from './charts/days.ts'
export { Meter } from './charts/Meter.tsx'
export type { Line } from './charts/props.ts'
export { Comments } from './comments/Comments.tsx'
export { Choose } from './Choose.tsx'
export { Confirm } from './Confirm.tsx'
export {
  Button,
  Drawer,
  Hint,
  IconButton,
  Modal,
  MoreMenu,
} from './controls.tsx'
export { DrillPanel } from './DrillPanel.tsx'
export { FileDrop } from './FileDrop.tsx'
export { Answer, Empty, Loading, namesNothing, NoSuch, Note, NoticeWait, Problem } from './feedback.tsx'
export type { Option } from './form/fields.tsx'
export { useForm } from './form/held.ts'
export {
  AreaField,
  Checkbox,
  CheckField,
  DayField,
  FileField,
  Form,
  ManyField,
  MoneyField,
  NumberField,
  NumberInput,
  PasswordField,
  PickField,
  Radio,
  Select,
  SelectField,
  Slider,
  Textarea,
  TextField,
  TextInput,
} from './form/soon.tsx'
export { Progress } from './Progress.tsx'
export { useRowKeys } from './form/useRowKeys.ts'
export { asRead } from './as-read.ts'
export { agoText, awayText, dayOf, daysBetween, dayText, instantText, lastDay, todayHere, withDays, zonedText } from './days.ts'
export { amountText, bytesText, countOf, countryText, countText, moneyText, percentText, placesOf, titleOf } from './format.ts'
export { Link, useGo, useHere, useParam, useQueryText } from './Link.tsx'
export { Card, Columns, Page, Row, Section, Split, Stack } from './layout.tsx'
export { lineView, LockSign, Markdown } from './Markdown.tsx'
export { type Delta, DeltaText } from './Delta.tsx'
export { Country, Initials, Person } from './Names.tsx'
export { List } from './list/List.tsx'
export { PersonPick } from './list/Pickers.tsx'
export { listOf } from './list/listOf.ts'
export { Glance } from './list/Peek.tsx'
export { useDebounced } from './list/useDebounced.ts'
export { SayArea } from './SayArea.tsx'
export { Segments } from './Segments.tsx'
export { Sparkline } from './Sparkline.tsx'
export { Status, Tag, type Tone } from './Status.tsx'
export { type Column, download } from './table/columns.ts'
export { DataTable } from './table/DataTable.tsx'
export { PlainTable } from './table/PlainTable.tsx'
export { Facts } from './record/Facts.tsx'
export { Fold } from './record/Fold.tsx'
export { NextAct } from './record/NextAct.tsx'
export { Record } from './record/Record.tsx'
export { RecordOf } from './record/RecordOf.tsx'
export { Sum } from './record/Sum.tsx'
export { History, Timeline } from './record/Timeline.tsx'
export { Code, CopyText, Json } from './text.tsx'
export { toast, toastProblem } from './toast.tsx'
export { Count, Day, Ident, Instant, Money, None, Percent, Seats } from './values.tsx'
