import { sha256 } from '../../../../kernel/canonical.ts'
import { opensMore } from '../differences.ts'
import type { Audience } from '../audience.ts'
import { merged } from '../merge.ts'
import { changeOf, isProcedure } from '../procedures.ts'
import { project } from '../projection.ts'
import type { TreePage } from './tree.ts'

/** What becomes of a file: `gone` is a page whose file is no more, `keep` a file that is no page. */
export type Verdict = 'create' | 'update' | 'move' | 'same' | 'skip' | 'conflict' | 'gone' | 'keep'

/** What a file asks for. */
export type Wanted = Pick<TreePage, 'file' | 'path' | 'former' | 'unfit' | 'side'> & {
  source: string
  few: boolean
  draft: boolean
  leadsTo: string | null
  /** the page whose text it is under another name */
  moves: string | null
  /** how alike both texts are, where nothing else says that it is that page */
  guess?: number
  /** files of the tree that it shows or leads to */
  files?: TreePage['files']
}

/** A page that the house has. */
export type Known = {
  id: string
  path: string
  source: string
  /** its text when the file was last taken; nothing where that is not known */
  base: string | null
  /** hash of what the file said then */
  held: string | null
  audience: Audience
  retired: boolean
  /** somebody agreed to its text, and it is followed */
  followed: boolean
  procedure: boolean
  /** for whoever asks it is not there */
  hidden: boolean
}

type Met = { by: 'id' | 'file' | 'address'; page: Known }
export type Judged = { verdict: Verdict; code: string | null; says: string; page: string | null; source: string }

export function wantedOf(page: TreePage): Wanted {
  const { file, path, former, unfit, side, source, front, files } = page
  return { file, path, former, unfit, side, source, few: front.few, draft: front.draft, leadsTo: front.leadsTo, moves: null, files }
}

/**
 * What is to be done with a file, seen beside the page that it is: nothing is lost on either side. Where both changed, both are kept if they
 * fit together, and somebody is asked where they do not.
 */
export function judged(wanted: Wanted, met: Met | undefined, house: { groups: boolean }): Judged {
  const { source, unfit, side } = wanted
  const page = met?.page
  const say = (verdict: Verdict, code: string | null, says: string, text = source): Judged => ({
    verdict,
    code,
    says,
    page: page?.hidden ? null : (page?.id ?? null),
    source: text,
  })
  if (unfit !== null) return say('skip', unfit, 'No page can be made of it: it is too long, too dense, or no text.')
  if (side && !side.whole)
    return say('skip', 'import.not_whole', 'Parts for others were left out when it was exported: it is not what the page says.')
  if (wanted.leadsTo !== null) return say('skip', 'import.leads_elsewhere', `It is no page: it leads to ${wanted.leadsTo.slice(0, 100)}.`)
  if (!page) {
    if (wanted.draft) return say('skip', 'import.draft', 'It says that it is a draft.')
    if ((wanted.few || side?.audience === 'restricted') && !house.groups)
      return say('skip', 'import.groups_needed', 'It is for the few: say at the import which groups read such pages.')
    return say(
      'create',
      null,
      side?.audience === 'public' ? 'A new page for colleagues; whoever keeps it opens it to everyone.' : 'A new page.',
    )
  }
  if (page.hidden) return say('skip', 'page.path_taken', 'Its address is taken.')
  if (met.by === 'address' && page.path !== wanted.path) return say('skip', 'page.path_taken', 'Its address leads to another page.')
  if (page.retired) return say('skip', 'page.wrong_state', 'The page was retired here.')
  const moved = wanted.moves === page.id
  if (page.source === source)
    return moved ? say('move', null, 'The same text under another address.') : say('same', null, 'Nothing changed.')
  if (met.by === 'address' || page.base === null) return say('conflict', 'import.differs', 'A page here has this address and another text.')
  if (page.base === source || page.held === sha256(source))
    return moved
      ? say('move', null, 'Another address; the text that was changed here stays.', page.source)
      : say('same', null, 'Changed here alone: the text here stays.', page.source)
  const text = page.base === page.source ? source : merged(page.base, page.source, source)
  if (text === undefined) return say('conflict', 'change.conflict', 'The same lines were changed here and in the tree.')
  if (text === page.source)
    return moved
      ? say('move', null, 'Another address; what the tree says stands here already.', text)
      : say('same', null, 'What the tree says stands here already.', text)
  const unmet = hindrance(page, text)
  if (unmet) return say('conflict', unmet.code, unmet.says, text)
  if (moved) return say('move', null, 'Another address, and another text.', text)
  return text === source
    ? say('update', null, 'Changed in the tree alone.', text)
    : say('update', 'import.merged', 'Changed here and in the tree; both fit together.', text)
}

/** What stands in the way of another text of a page, whoever writes it. */
export function hindrance(page: Known, text: string): { code: string; says: string } | undefined {
  if (isProcedure(text) !== page.procedure)
    return { code: 'procedure.kind_kept', says: 'A procedure stays one, and a page does not become one.' }
  if (page.audience === 'public' && opensMore({ shown: project(page.source, 'everyone') }, { shown: project(text, 'everyone') }))
    return { code: 'audience.preview_needed', says: 'Everyone would see more: publish it on its page, where that is looked at.' }
  const { audience } = page
  if (page.followed && changeOf({ source: page.source, audience }, { source: text, audience }) === 'material')
    return { code: 'signoff.missing', says: 'It changes what people do: put it forward on its page.' }
  return undefined
}
