/** A tile on a board: how wide it stands there. */
type Placed = { key: string; size: 'wide' | 'third' }
type Board = { key: string; title: string; roles: readonly string[]; tiles: readonly Placed[] }

const wide = (key: string): Placed => ({ key, size: 'wide' })
const third = (key: string): Placed => ({ key, size: 'third' })

/** One board a role; whoever holds several roles has several boards, the first of them opens. */
const boards: readonly Board[] = [
  {
    key: 'chief_executive',
    title: 'Chief executive board',
    roles: ['executive', 'leadership'],
    tiles: [wide('arr'), wide('plan'), third('needs'), third('renewals'), third('news')],
  },
  {
    key: 'operations',
    title: 'Business operations board',
    roles: ['bizops', 'admin'],
    tiles: [wide('needs'), wide('operations'), wide('handbook'), third('renewals'), third('owed'), third('news')],
  },
  {
    key: 'finance',
    title: 'Finance board',
    roles: ['finance'],
    tiles: [wide('needs'), wide('money'), third('owed'), third('renewals'), third('news')],
  },
  {
    key: 'sales',
    title: 'Sales board',
    roles: ['sales_manager', 'sales', 'partner_manager'],
    tiles: [wide('needs'), wide('selling'), third('renewals'), third('owed'), third('news')],
  },
  {
    key: 'success',
    title: 'Customer success board',
    roles: ['success', 'support'],
    tiles: [wide('needs'), wide('keeping'), third('renewals'), third('owed'), third('news')],
  },
  {
    key: 'audit',
    title: 'Auditor board',
    roles: ['auditor'],
    tiles: [wide('money'), wide('control'), third('owed'), third('renewals'), third('news')],
  },
  {
    key: 'member',
    title: 'Company board',
    roles: [
      'member',
      'marketing',
      'legal',
      'it',
      'security',
      'privacy',
      'data_engineer',
      'export_officer',
      ...['bizops', 'admin', 'finance', 'sales_manager', 'sales', 'partner_manager', 'success', 'support'],
    ],
    tiles: [wide('needs'), wide('plan'), wide('arr')],
  },
]
/** Who holds no role yet. */
const bare: Board = { key: 'none', title: 'My board', roles: [], tiles: [wide('needs')] }

/** The figures of each strip, in their order. */
export const strips: Record<string, { title: string; says: string; figures: readonly string[] }> = {
  plan: {
    title: 'Measures of the company plan',
    says: 'The plan’s measures, each with its target and where the plan stands today.',
    figures: ['plan.*', 'renewals.kept'],
  },
  operations: {
    title: 'How business runs',
    says: 'Orders without a hand, quotes that wait, money overdue, cards, licences and sources.',
    figures: ['orders.alone', 'quotes.waiting', 'money.overdue', 'cards.accepted', 'licences.waiting', 'sources.fresh'],
  },
  handbook: {
    title: 'What is written down',
    says: 'Procedures in no contents, what is still to be written, how procedures go, whether they are followed and found.',
    figures: ['handbook.unlisted', 'handbook.undocumented', 'handbook.error_rate', 'handbook.not_followed', 'handbook.findable'],
  },
  // beside the strip of money nothing of it stands a second time
  control: {
    title: 'How business is controlled',
    says: 'Orders without a hand, quotes and licences that wait, renewals kept, and whether figures are up to date.',
    figures: ['orders.alone', 'quotes.waiting', 'licences.waiting', 'renewals.kept', 'sources.fresh'],
  },
  money: {
    title: 'Money in and out',
    says: 'What was invoiced and paid this month, what is overdue, and how long customers take.',
    figures: ['money.invoiced', 'money.collected', 'money.overdue', 'money.days_to_pay', 'cards.accepted', 'money.balances'],
  },
  selling: {
    title: 'Selling',
    says: 'What was sold, which quotes are open, and what your customers pay a year.',
    figures: ['sales.sold', 'quotes.waiting', 'quotes.open', 'orders.alone', 'customers.run_rate', 'money.overdue'],
  },
  keeping: {
    title: 'Keeping customers',
    says: 'What your customers pay a year, how they grew, who left, and who renewed.',
    figures: ['customers.count', 'customers.run_rate', 'customers.grown', 'customers.left', 'renewals.kept', 'money.overdue'],
  },
}

/** The boards of somebody's roles, in the order of the list; without a role there is one with nothing of the business on it. */
export function boardsFor(roles: ReadonlySet<string>): readonly Board[] {
  const own = boards.filter((board) => board.roles.some((role) => roles.has(role)))
  return own.length > 0 ? own : [bare]
}

/** The board that opens: the one chosen last, while the roles still give it. */
export function openBoard(own: readonly Board[], chosen: readonly { board: string; chosen_at: Date | null }[]): Board {
  const last = chosen
    .filter((row) => row.chosen_at !== null && own.some((board) => board.key === row.board))
    .sort((a, b) => Number(b.chosen_at) - Number(a.chosen_at))[0]
  return own.find((board) => board.key === last?.board) ?? (own[0] as Board)
}

/**
 * The tiles that a person sees, in order, and those that could be added. What the roles do not give is on neither list; what was laid
 * out and is gone is left out; nothing stands twice.
 */
export function laidOut(board: Board, laid: readonly string[] | null, available: readonly string[]): { shown: Placed[]; more: Placed[] } {
  const sizeOf = (key: string) => board.tiles.find((tile) => tile.key === key) ?? (key in strips || key === 'arr' ? wide(key) : third(key))
  const order = laid ?? board.tiles.map(({ key }) => key)
  const shown = [...new Set(order)].filter((key) => available.includes(key))
  return { shown: shown.map(sizeOf), more: available.filter((key) => !shown.includes(key)).map(sizeOf) }
}
