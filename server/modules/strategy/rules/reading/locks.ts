/** Marks of what is for colleagues alone, wherever they stand. */
export const lock = /[🔒🔐🔏]\uFE0F?|:lock:/u
/** The same before anything else that a line says. */
export const lockAtStart = /^(?:[🔒🔐🔏]\uFE0F?|:lock:)[ \t]*/u
/** Written out in brackets it is meant for the line in which it stands. */
export const saysInternal = /[([]\s{0,3}internal(?:\s{1,3}only)?\s{0,3}\\?[)\]]/iu
