/** What may be wrong with a text of now. */
export const rules = [
  'link_broken',
  'link_anchor',
  'link_retired',
  'link_former',
  'page_gone',
  'page_orphan',
  'conflict',
  'copy',
  'fact',
  'not_all_compared',
  'placeholder',
  'long_sentence',
  'hard_to_read',
  'two_in_one_step',
  'unknown_letters',
] as const
export type Rule = (typeof rules)[number]

/** Both are meant as they stand; or one of them is right, and the other will be changed. */
export type Judgement = 'both_meant' | 'this_right' | 'other_right'

/** Rules of links whose address can be written anew. */
export const mended: ReadonlySet<Rule> = new Set(['link_broken', 'link_anchor', 'link_retired', 'link_former'])
/** Rules that two texts break together. */
export const ofTwo: ReadonlySet<Rule> = new Set(['conflict', 'copy', 'fact'])
