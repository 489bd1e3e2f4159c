/** The kit: everything a screen is made of. Only the kit and the frame touch the UI library itself. */
export { BarChart, LineChart, type Step, Waterfall } from './charts/Chart.tsx'
export type { ChartProps, ChartRow, Series } from './charts/props.ts'
export { Confirm } from './Confirm.tsx'
export {
  type Act,
  Button,
  Checkbox,
  Drawer,
  Hint,
  IconButton,
  Modal,
  MoreMenu,
  NumberInput,
  PasswordInput,
  Popover,
  Progress,
  Radio,
  Segments,
  Select,
  Slider,
  Switch,
  Textarea,
  TextInput,
} from './controls.tsx'
export { DrillPanel, type DrillPanelProps } from './DrillPanel.tsx'
export { type Fact, Facts } from './Facts.tsx'
export { FileDrop } from './FileDrop.tsx'
export { Answer, Empty, Loading, Note, Problem } from './feedback.tsx'
export {
  AreaField,
  CheckField,
  DayField,
  type FieldProps,
  Fields,
  ManyField,
  MoneyField,
  NumberField,
  type Option,
  PasswordField,
  SelectField,
  TextField,
} from './form/fields.tsx'
export { FileField } from './form/FileField.tsx'
export { Form, type FormProps, useForm } from './form/Form.tsx'
export { PickField } from './form/PickField.tsx'
export {
  agoText,
  bytesText,
  countryText,
  countText,
  dayText,
  instantText,
  lastDay,
  moneyText,
  percentText,
  placesOf,
  titleOf,
  withDays,
} from './format.ts'
export { Link, useFollow, useGo, useHere, useParam, useQueryText } from './Link.tsx'
export { Card, Columns, Page, type PageProps, Row, Section, Split, Stack } from './layout.tsx'
export { lineView, Markdown } from './Markdown.tsx'
export { type Delta, DeltaText, Figures, MetricFigure, type MetricFigureProps } from './MetricFigure.tsx'
export { Sparkline } from './Sparkline.tsx'
export { Status, Tag, type Tone } from './Status.tsx'
export { type Column, download, type Filter } from './table/columns.ts'
export { DataTable, type DataTableProps, PlainTable } from './table/DataTable.tsx'
export { History, type HistoryEntry, type Moment, Timeline } from './Timeline.tsx'
export { Code, CopyText, Json, Kbd } from './text.tsx'
export { toast, toastProblem } from './toast.tsx'
export { Count, Day, Instant, Money, None, Percent, Seats } from './values.tsx'
